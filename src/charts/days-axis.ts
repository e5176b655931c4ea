/** The axis of days: ticks at dates that people use, as many as there is room for. */
import { scaleLinear, type ScaleLinear } from "d3-scale";
import { daysIn, type ChartSpan } from "#core/chart-data.ts";
import { civil, dayNumber, mondayOf, type DayNumber } from "#core/days.ts";
import { sizes, type Box, type Look } from "./frame.ts";
import { widthOf } from "./letters.ts";
import { el, text, type SvgNode } from "./svg.ts";

export interface DayTick {
  day: DayNumber;
  label: string;
}

/** From day numbers to x; a day takes the room up to the next one. */
export function dayScale(span: ChartSpan, box: Pick<Box, "x" | "width">): ScaleLinear<number, number> {
  return scaleLinear([span.from, span.to + 1], [box.x, box.x + box.width]);
}

const msPerDay = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** A date in the language of the picture. Formats are kept: making one takes longer than drawing a chart. */
export function formatDay(day: DayNumber, locale: string, parts: Intl.DateTimeFormatOptions): string {
  const key = `${locale} ${JSON.stringify(parts)}`;
  let format = formats.get(key);
  if (!format) formats.set(key, (format = new Intl.DateTimeFormat(locale, { ...parts, timeZone: "UTC" })));
  return format.format(day * msPerDay);
}

/** What a mark of a day, or of a span of days, is called when it is pointed at. */
export function spanName({ from, to }: ChartSpan, locale: string): string {
  const parts = { day: "numeric", month: "short" } as const;
  const [first, last] = [formatDay(from, locale, parts), formatDay(to, locale, parts)];
  return first === last ? first : `${first} – ${last}`;
}

/** Weeks, months, years: the densest row of ticks whose labels keep apart. */
export function dayTicks(span: ChartSpan, width: number, locale: string): DayTick[] {
  const days = daysIn(span);
  const steps = days <= 100 ? [weeks(1), weeks(2), weeks(4)] : [];
  const rows = [...steps, ...[1, 2, 3, 6].map(months), ...[1, 2, 5, 10, 20, 50].map(years)];
  const spread = width / days;
  for (const row of rows) {
    const ticks = row(span, locale);
    const apart = ticks.every(({ day, label }, index) => {
      const before = ticks[index - 1];
      if (!before) return true;
      const room = (day - before.day) * spread;
      return room >= (widthOf(label, sizes.small) + widthOf(before.label, sizes.small)) / 2 + 12;
    });
    if (apart && ticks.length > 0) return ticks;
  }
  return [];
}

type TickRow = (span: ChartSpan, locale: string) => DayTick[];

function weeks(every: number): TickRow {
  return (span, locale) => {
    const ticks: DayTick[] = [];
    const first = mondayOf(span.from + 6);
    for (let day = first; day <= span.to; day += 7 * every) {
      ticks.push({ day, label: formatDay(day, locale, { day: "numeric", month: "short" }) });
    }
    return ticks;
  };
}

function months(every: number): TickRow {
  return (span, locale) => {
    const ticks: DayTick[] = [];
    const { year, month } = civil(span.from);
    for (let index = year * 12 + month - 1; ; index++) {
      const day = dayNumber(Math.floor(index / 12), (index % 12) + 1, 1);
      if (day > span.to) return ticks;
      if (day < span.from || (index % 12) % every !== 0) continue;
      // January bears the year's number, so that no label needs both.
      const label = index % 12 === 0 ? { year: "numeric" as const } : { month: "short" as const };
      ticks.push({ day, label: formatDay(day, locale, label) });
    }
  };
}

function years(every: number): TickRow {
  return (span, locale) => {
    const ticks: DayTick[] = [];
    for (let { year } = civil(span.from); year <= civil(span.to).year; year++) {
      const day = dayNumber(year, 1, 1);
      if (day >= span.from && year % every === 0)
        ticks.push({ day, label: formatDay(day, locale, { year: "numeric" }) });
    }
    return ticks;
  };
}

/** Labels under a plot, kept inside its edges, with a hair line up into it. */
export function dayAxis(
  span: ChartSpan,
  plot: Box,
  look: Look,
  edge: { left: number; right: number },
): SvgNode[] {
  const x = dayScale(span, plot);
  const bottom = plot.y + plot.height;
  return dayTicks(span, plot.width, look.locale).flatMap(({ day, label }) => {
    const half = widthOf(label, sizes.small) / 2;
    const at = Math.min(Math.max(x(day), edge.left + half), edge.right - half);
    return [
      el("path", { d: `M${x(day)} ${plot.y}V${bottom + 4}`, stroke: look.theme.grid, "stroke-width": 1 }),
      text(at, bottom + 18, label, { size: sizes.small, fill: look.theme.soft, anchor: "middle" }),
    ];
  });
}
