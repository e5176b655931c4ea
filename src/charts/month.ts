/** A month on one page: its days as a calendar, then whatever else it holds. One column on a phone, two on paper. */
import type { MonthData, MonthDay } from "#core/chart-data-month.ts";
import type { MonthWords } from "#core/chart-data-picture.ts";
import type { State } from "#core/check-in.ts";
import { civil, weekdayOfDay } from "#core/days.ts";
import { confidencePart } from "./confidence.ts";
import { curvesPart, pairsPart } from "./curves.ts";
import { daysCounts, daysPart } from "./days.ts";
import { feelingLegend, feelingPart, toneOf } from "./feeling.ts";
import {
  caption,
  heading,
  legend,
  margin,
  note,
  picture,
  pictureWidth,
  sizes,
  stack,
  type Look,
  type Part,
} from "./frame.ts";
import { firstWeekday, heatPart, weekdayLabel, weekdaysFrom } from "./heat.ts";
import { helpsPart } from "./helps.ts";
import { wrap } from "./letters.ts";
import { el, group, round, text, type SvgNode } from "./svg.ts";

/** A4, as high as it is wide times √2. */
const paperRatio = Math.SQRT2;
const feelingHeight = 190;
const between = 14;
const columnWidth = pictureWidth - 2 * margin;

type Block = (top: number, left: number) => Part;

export function monthChart(
  data: MonthData,
  words: MonthWords,
  look: Look,
  layout: "phone" | "paper",
): SvgNode {
  return layout === "phone" ? onPhone(data, words, look) : onPaper(data, words, { ...look, dense: true });
}

function onPhone(data: MonthData, words: MonthWords, look: Look): SvgNode {
  const whole = stack(
    14,
    (top) => heading(words, look, top, margin, columnWidth),
    (top) => note(words.note, look, top + 2, margin, columnWidth),
    (top) => facts(words, look, top, margin, columnWidth),
    ...blocks(data, words, look).map((block) => (top: number) => spaced(block(top, margin))),
  );
  return picture(words, pictureWidth, whole.bottom, look, whole.nodes);
}

const spaced = ({ nodes, bottom }: Part): Part => ({ nodes, bottom: bottom + between });

/** Two columns of about the same height, made smaller together when a full month would run over the page. */
function onPaper(data: MonthData, words: MonthWords, look: Look): SvgNode {
  const width = 2 * pictureWidth;
  const head = stack(
    20,
    (top) => heading(words, look, top, margin, width - 2 * margin),
    (top) => note(words.note, look, top + 2, margin, width - 2 * margin),
    (top) => facts(words, look, top, margin, width - 2 * margin),
  );
  const columns = inColumns(blocks(data, words, look)).map((column, index) =>
    stack(
      head.bottom,
      ...column.map((block) => (top: number) => spaced(block(top, margin + index * pictureWidth))),
    ),
  );
  const needed = Math.max(...columns.map(({ bottom }) => bottom)) + margin;
  const page = width * paperRatio;
  const scale = Math.floor(Math.min(1, page / needed) * 10_000) / 10_000;
  const inside = group({ transform: `translate(${round((width * (1 - scale)) / 2)} 0) scale(${scale})` }, [
    ...head.nodes,
    ...columns.flatMap(({ nodes }) => nodes),
  ]);
  return picture(words, width, page, look, [inside]);
}

/** Left and right, each in the order of the page, so that the longer one is as short as can be. */
function inColumns(all: Block[]): [Block[], Block[]] {
  const heights = all.map((block) => spaced(block(0, 0)).bottom);
  const total = heights.reduce((sum, height) => sum + height, 0);
  const isLeft = (index: number, choice: number) => (choice >> index) % 2 === 0;
  let best = { choice: 0, height: total };
  // The first one is always on the left; there are nine at most.
  for (let choice = 0; choice < 2 ** all.length; choice += 2) {
    const left = heights.reduce((sum, height, index) => sum + (isLeft(index, choice) ? height : 0), 0);
    const height = Math.max(left, total - left);
    if (height < best.height) best = { choice, height };
  }
  return [
    all.filter((_, index) => isLeft(index, best.choice)),
    all.filter((_, index) => !isLeft(index, best.choice)),
  ];
}

function facts(words: MonthWords, look: Look, top: number, left: number, width: number): Part {
  const lines = words.facts.flatMap((fact) => wrap(fact, width, sizes.body, 3));
  return {
    nodes: lines.map((line, index) =>
      text(left, top + 20 + index * 21, line, { size: sizes.body, fill: look.theme.ink }),
    ),
    bottom: top + 14 + lines.length * 21 + 8,
  };
}

/** The parts of the page that this month has something for; a phone has room for the first few. */
function blocks(data: MonthData, words: MonthWords, look: Look): Block[] {
  const { calendar: calendarTitle, feeling: feelingWords } = words.parts;
  return [
    titled(calendarTitle, look, (top, left) => calendar(data, words, look, top, left)),
    ...(data.feeling.checkIns > 0
      ? [titled(feelingWords.title, look, (top, left) => feeling(data, feelingWords, look, top, left))]
      : []),
    ...(look.dense ? moreBlocks(data, words, look) : []),
    ...words.parts.days.map((days, index) =>
      titled(days.title, look, (top, left) =>
        look.dense
          ? daysPart(data.goals[index]!, days, look, top, left, columnWidth)
          : daysCounts(days, look, top, left, columnWidth),
      ),
    ),
  ];
}

function moreBlocks(data: MonthData, { parts }: MonthWords, look: Look): Block[] {
  const { heat, curves, helps, confidence } = parts;
  const rows = { rows: data.confidence, answers: 0, drills: 0 };
  return [
    ...(heat
      ? [titled(heat.title, look, (top, left) => heatPart(data.heat, heat, look, top, left, columnWidth))]
      : []),
    ...(curves
      ? [
          titled(curves.title, look, (top, left) =>
            stack(
              top,
              (top) => curvesPart(data.curves, curves, look, top, left, columnWidth),
              (top) => pairsPart(data.curves, curves, look, top + 6, left, columnWidth),
            ),
          ),
        ]
      : []),
    ...(helps
      ? [titled(helps.title, look, (top, left) => helpsPart(data.helps, helps, look, top, left, columnWidth))]
      : []),
    ...(confidence
      ? [
          titled(confidence.title, look, (top, left) =>
            confidencePart(rows, confidence, look, top, left, columnWidth),
          ),
        ]
      : []),
  ];
}

function titled(title: string, look: Look, part: Block): Block {
  return (top, left) =>
    stack(
      top,
      (top) => caption(title, look, top, left, columnWidth),
      (top) => part(top + 4, left),
    );
}

function feeling(
  data: MonthData,
  words: MonthWords["parts"]["feeling"],
  look: Look,
  top: number,
  left: number,
): Part {
  return stack(
    top,
    (top) =>
      feelingPart(data.feeling, words, look, { x: left, y: top, width: columnWidth, height: feelingHeight }),
    (top) => legend(feelingLegend(data.feeling, words, look), look, top, left, columnWidth),
  );
}

const cellHeight = 44;

/** Seven columns; each day filled from below as far as feeling was open, in the tone of its state. */
function calendar(data: MonthData, words: MonthWords, look: Look, top: number, left: number): Part {
  const order = weekdaysFrom(firstWeekday(look.locale));
  const cell = columnWidth / 7;
  const offset = order.indexOf(weekdayOfDay(data.span.from));
  const names = order.map((weekday, column) =>
    text(left + (column + 0.5) * cell, top + 14, weekdayLabel(weekday, look.locale), {
      size: sizes.small,
      fill: look.theme.soft,
      anchor: "middle",
    }),
  );
  const days = data.days.flatMap((day, index) => {
    const place = index + offset;
    return dayCell(day, left + (place % 7) * cell, top + 22 + Math.floor(place / 7) * cellHeight, cell, look);
  });
  const rows = Math.ceil((data.days.length + offset) / 7);
  const key = legend(
    calendarLegend(data, words, look),
    look,
    top + 26 + rows * cellHeight,
    left,
    columnWidth,
  );
  return { nodes: [...names, ...days, ...key.nodes], bottom: key.bottom };
}

/** Sign of a state, so that the tone is not alone: down, level, up. */
export function stateSign(state: State, x: number, y: number, fill: string): SvgNode {
  const d = {
    "too-little": `M${x - 4} ${y - 3}H${x + 4}L${x} ${y + 3.5}Z`,
    within: `M${x - 4} ${y}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0Z`,
    "too-much": `M${x - 4} ${y + 3}H${x + 4}L${x} ${y - 3.5}Z`,
  }[state];
  return el("path", { class: `sign ${state}`, d, fill });
}

function dayCell(
  { day, state, access, urges }: MonthDay,
  x: number,
  y: number,
  cell: number,
  { theme }: Look,
): SvgNode[] {
  const box = { x: x + 1.5, y: y + 1.5, width: cell - 3, height: cellHeight - 3 };
  const level = access === undefined ? 0 : Math.max(0.06, access / 10) * box.height;
  return [
    el("rect", { class: "day", ...box, rx: 6, fill: theme.panel }),
    ...(state && level > 0
      ? [
          el("rect", {
            class: "level",
            ...box,
            y: box.y + box.height - level,
            height: level,
            rx: Math.min(6, level / 2),
            fill: theme.wash[toneOf[state]],
          }),
        ]
      : []),
    text(box.x + 6, box.y + 16, String(civil(day).day), {
      size: sizes.small,
      fill: state ? theme.ink : theme.soft,
    }),
    ...(state ? [stateSign(state, box.x + box.width - 9, box.y + 11, theme.tone[toneOf[state]])] : []),
    ...Array.from({ length: Math.min(urges, 4) }, (_, index) =>
      el("circle", {
        class: "urge",
        cx: box.x + 9 + index * 8,
        cy: box.y + box.height - 8,
        r: 2.8,
        fill: theme.ink,
      }),
    ),
  ];
}

function calendarLegend(data: MonthData, words: MonthWords, { theme }: Look) {
  const seen = (["too-much", "within", "too-little"] as const).filter((state) =>
    data.days.some((day) => day.state === state),
  );
  return [
    ...seen.map((state) => ({
      mark: [stateSign(state, 0, 0, theme.tone[toneOf[state]])],
      label: words.lanes[state],
    })),
    ...(data.days.some(({ access }) => access !== undefined)
      ? [
          {
            mark: [el("rect", { x: -8, y: -1, width: 16, height: 8, rx: 3, fill: theme.wash.moss })],
            label: words.fill,
          },
        ]
      : []),
    ...(data.urges > 0 ? [{ mark: [el("circle", { r: 2.8, fill: theme.ink })], label: words.urge }] : []),
  ];
}
