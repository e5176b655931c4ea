/**
 * A month's picture, from data to PNG: beside Apache ECharts' server rendering of the same answers, both through the
 * same rasteriser. Then what ten at once do to the event loop that answers members, and memory over 10,000 of them.
 */
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { Resvg } from "@resvg/resvg-js";
import { init, type EChartsOption } from "echarts";
import { feelingWords } from "#commands/progress/words/feeling.ts";
import { draw } from "#charts/draw.ts";
import { mainFonts, pathOf } from "#charts/fonts.ts";
import { chartPool, poolDefaults } from "#charts/pool.ts";
import { rasterise } from "#charts/raster.ts";
import { write } from "#charts/svg.ts";
import { spanOf } from "#core/chart-data.ts";
import { feelingData, type FeelingData } from "#core/chart-data-feeling.ts";
import type { Picture } from "#core/chart-data-picture.ts";
import { dateOf, dayOf } from "#core/days.ts";
import { translator } from "#locale/sentences.ts";
import { exampleCheckIns, exampleToday } from "#scripts/chart-examples.ts";
import { median, quantile, round, type Suite } from "./suite.ts";

const t = translator("en");
const style = { theme: "light", locale: "en-GB" } as const;
const runs = 150;
const warmUp = 20;
const many = process.argv.includes("--quick") ? 1000 : 10_000;

/** Another member's month for each seed: nothing can be answered from what was drawn before. */
function month(seed: number): FeelingData {
  return feelingData(exampleCheckIns(28, seed), [], spanOf("weeks", dayOf(exampleToday)));
}

const pictureOf = (data: FeelingData): Picture => ({
  chart: "feeling",
  data,
  words: feelingWords(t, data, style.locale),
});

/** The same marks as ours: dots of each day joined where days follow one another, a band a week, three lanes. */
function echartsSvg({ points, frames, span }: FeelingData): string {
  const chart = init(null, null, { renderer: "svg", ssr: true, width: 800, height: 500 });
  const days = Array.from({ length: span.to - span.from + 1 }, (_, index) => span.from + index);
  const at = new Map(points.map((point) => [point.from, point]));
  const frameOf = (day: number) => frames.find(({ from, to }) => from <= day && day <= to);
  const option: EChartsOption = {
    animation: false,
    title: { text: "Feeling", textStyle: { fontFamily: "Noto Sans" } },
    textStyle: { fontFamily: "Noto Sans", fontSize: 28 },
    legend: { bottom: 0 },
    xAxis: { type: "category", data: days.map(dateOf) },
    yAxis: [
      { type: "value", min: 0, max: 10 },
      { type: "value", min: 0, max: 12, show: false },
    ],
    series: [
      { type: "line", stack: "band", data: days.map((day) => frameOf(day)?.low ?? "-"), symbol: "none" },
      {
        type: "line",
        stack: "band",
        areaStyle: {},
        symbol: "none",
        data: days.map((day) => (frameOf(day) ? frameOf(day)!.high - frameOf(day)!.low : "-")),
      },
      {
        type: "line",
        name: "a day’s middle answer",
        connectNulls: false,
        data: days.map((day) => at.get(day)?.access?.middle ?? "-"),
      },
      ...(["too-much", "within", "too-little"] as const).map((state) => ({
        type: "bar" as const,
        name: state,
        yAxisIndex: 1,
        stack: "state",
        data: days.map((day) => at.get(day)?.states[state] ?? "-"),
      })),
    ],
  };
  chart.setOption(option);
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}

function png(svg: string): Uint8Array {
  const fontFiles = Object.values(mainFonts).map(pathOf);
  const font = { loadSystemFonts: false, fontFiles, defaultFontFamily: "Noto Sans" };
  return new Resvg(svg, { font }).render().asPng();
}

function timed(work: () => unknown): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}

/** Both in turn, each with the month of another member. */
function sideBySide() {
  const ours = { svg: [] as number[], png: [] as number[] };
  const theirs = { svg: [] as number[], png: [] as number[] };
  for (let run = -warmUp; run < runs; run++) {
    const data = month(1000 + run);
    let [own, other] = ["", ""];
    const times = [
      timed(() => (own = write(draw(pictureOf(data), style)))),
      timed(() => rasterise(draw(pictureOf(data), style), 2)),
      timed(() => (other = echartsSvg(data))),
    ];
    times.push(times[2]! + timed(() => png(other)));
    if (run < 0 || own === "") continue;
    ours.svg.push(times[0]!);
    ours.png.push(times[1]!);
    theirs.svg.push(times[2]!);
    theirs.png.push(times[3]!);
  }
  return { ours, theirs };
}

/** How late the event loop was, p99 in ms, while `work` went on. */
async function lateness(work: () => Promise<unknown>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await work();
  delay.disable();
  return delay.percentile(99) / 1e6;
}

async function tenAtOnce(): Promise<{ idle: number; busy: number }> {
  const painter = chartPool({ ...poolDefaults, failed: (error) => console.error(error.message) });
  const ten = (from: number) =>
    Promise.all(
      Array.from({ length: 10 }, (_, nth) =>
        painter.draw(pictureOf(month(from + nth)), style, "png", String(nth)),
      ),
    );
  await ten(0);
  const idle = await lateness(() => pause(3000));
  const busy = await lateness(async () => {
    for (let round = 1; round <= 8; round++) await ten(round * 10);
  });
  await painter.close();
  return { idle, busy };
}

async function memoryOver(count: number): Promise<{ early: number; late: number }> {
  const painter = chartPool({ ...poolDefaults, failed: (error) => console.error(error.message) });
  let early = 0;
  for (let drawn = 0; drawn < count; drawn += 10) {
    await Promise.all(
      Array.from({ length: 10 }, (_, nth) =>
        painter.draw(pictureOf(month(drawn + nth)), style, "png", String(nth)),
      ),
    );
    if (drawn + 10 === count / 10) early = process.memoryUsage.rss();
  }
  const late = process.memoryUsage.rss();
  await painter.close();
  return { early: early / 2 ** 20, late: late / 2 ** 20 };
}

export const suite: Suite = {
  name: "charts",
  async run(report) {
    const { ours, theirs } = sideBySide();
    const row = (name: string, own: number[], other: number[]) => [
      name,
      round(median(own)),
      round(quantile(own, 0.99)),
      round(median(other)),
      round(quantile(other, 0.99)),
      `${round(median(other) / median(own))}×`,
    ];
    report({
      title: `A month of feeling, ${runs} times, ms`,
      columns: ["", "Thaw p50", "p99", "ECharts p50", "p99", "ratio"],
      rows: [row("data to SVG", ours.svg, theirs.svg), row("data to PNG, 800 wide", ours.png, theirs.png)],
    });
    const loop = await tenAtOnce();
    report({
      title: "Lateness of the event loop that answers members, p99, ms",
      columns: ["at rest", "ten pictures at once", "added"],
      rows: [[round(loop.idle), round(loop.busy), round(loop.busy - loop.idle)]],
    });
    const memory = await memoryOver(many);
    report({
      title: "Memory of the process, MB",
      columns: [`after ${many / 10} pictures`, `after ${many}`, "grown"],
      rows: [[round(memory.early), round(memory.late), round(memory.late - memory.early)]],
    });
    return {
      pngMs: round(median(ours.png)),
      pngRatio: round(median(theirs.png) / median(ours.png)),
      svgRatio: round(median(theirs.svg) / median(ours.svg)),
      addedLateMs: round(loop.busy - loop.idle),
      grownMb: round(memory.late - memory.early),
    };
  },
};
