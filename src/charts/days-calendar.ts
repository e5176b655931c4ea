/**
 * A goal's days as tiles. Up to fourteen months are shown day by day, a row for each month; of what is older, a row
 * for each year, with a tile for each week, as full as days of it were lived.
 */
import type { DayMark, DaysData } from "#core/chart-data-days.ts";
import { civil, dayNumber, type DayNumber } from "#core/days.ts";
import { formatDay } from "./days-axis.ts";
import { sizes, stack, type Look, type Part } from "./frame.ts";
import { fit } from "./letters.ts";
import { el, named, text, type SvgNode } from "./svg.ts";

const monthsByDay = 14;
/** A dense page keeps to the newest. */
const monthsWhenDense = 4;
/** Rows that a picture has room for. */
const yearsShown = 12;
export const tileHeight = 17;
const gutter = 46;

interface MonthRow {
  year: number;
  month: number;
}

/** Which rows there are: older years, then months, and the first day that the months show. */
export function rowsOf(
  data: DaysData,
  look: Look,
): { years: number[]; months: { from: DayNumber; rows: MonthRow[] } } {
  const last = civil(data.from + data.marks.length - 1);
  const first = civil(data.from);
  const count = (last.year - first.year) * 12 + last.month - first.month + 1;
  const byDay = count <= monthsByDay ? count : last.month;
  const shown = look.dense ? Math.min(count, monthsWhenDense) : byDay;
  const rows = Array.from({ length: shown }, (_, index) => {
    const month = last.year * 12 + last.month - shown + index;
    return { year: Math.floor(month / 12), month: (month % 12) + 1 };
  });
  const older = look.dense || count <= monthsByDay ? 0 : Math.min(yearsShown, last.year - first.year);
  return {
    years: Array.from({ length: older }, (_, index) => last.year - older + index),
    months: { from: rows[0] ? dayNumber(rows[0].year, rows[0].month, 1) : data.from, rows },
  };
}

export function calendar(data: DaysData, look: Look, top: number, left: number, width: number): Part {
  const { years, months } = rowsOf(data, look);
  return stack(
    top,
    (top) => yearRows(data, years, look, top, left, width),
    (top) => monthRows(data, months.rows, look, top + (years.length > 0 ? 8 : 0), left, width),
  );
}

function monthRows(
  data: DaysData,
  rows: MonthRow[],
  look: Look,
  top: number,
  left: number,
  width: number,
): Part {
  const cell = (width - gutter) / 31;
  const returns = new Set(data.returns);
  const milestones = new Set(data.milestones.map(({ day }) => day));
  const nodes = rows.flatMap(({ year, month }, row) => {
    const y = top + row * tileHeight;
    const first = dayNumber(year, month, 1);
    const next = month === 12 ? dayNumber(year + 1, 1, 1) : dayNumber(year, month + 1, 1);
    const parts = month === 1 ? ({ year: "numeric" } as const) : ({ month: "short" } as const);
    const tiles = Array.from({ length: next - first }, (_, index) => {
      const day = first + index;
      const mark = data.marks[day - data.from];
      if (mark === undefined) return [];
      const x = left + gutter + index * cell;
      const name = formatDay(day, look.locale, { day: "numeric", month: "short", year: "numeric" });
      return tile(mark, x, y, cell, look, returns.has(day), milestones.has(day)).map((node) =>
        named(node, name),
      );
    });
    return [rowLabel(formatDay(first, look.locale, parts), look, left, y), ...tiles.flat()];
  });
  return { nodes, bottom: top + rows.length * tileHeight };
}

function rowLabel(label: string, look: Look, left: number, y: number): SvgNode {
  const style = { size: sizes.small, fill: look.theme.soft, anchor: "end" } as const;
  return text(left + gutter - 8, y + tileHeight / 2 + 5, fit(label, gutter - 8, sizes.small), style);
}

/** A day: full when lived, open when there was a lapse or it is not over, a line when the goal stood still. */
export function tile(
  mark: DayMark,
  x: number,
  y: number,
  cell: number,
  { theme }: Look,
  returned = false,
  milestone = false,
): SvgNode[] {
  const side = cell - 1.5;
  const middle = { x: x + cell / 2, y: y + tileHeight / 2 };
  const box = { x: x + 0.75, y: middle.y - side / 2 - 1.5, width: side, height: side + 3, rx: 2.5 };
  if (mark === "paused") {
    const d = `M${middle.x - 2.5} ${middle.y}H${middle.x + 2.5}`;
    return [el("path", { class: "paused", d, stroke: theme.soft, "stroke-width": 1.5 })];
  }
  if (mark !== "lived") return [outline(mark, box, mark === "lapse" ? theme.tone.ice : theme.soft)];
  const radius = Math.max(1.2, side * 0.26);
  return [
    el("rect", { class: "lived", ...box, fill: returned ? theme.tone.dawn : theme.tone.moss }),
    ...(milestone
      ? [el("circle", { class: "milestone", cx: middle.x, cy: middle.y, r: radius, fill: theme.paper })]
      : []),
  ];
}

interface TileBox {
  x: number;
  y: number;
  width: number;
  height: number;
  rx: number;
}

const outline = (mark: DayMark, { x, y, width, height, rx }: TileBox, stroke: string): SvgNode =>
  el("rect", {
    class: mark,
    x: x + 0.6,
    y: y + 0.6,
    width: width - 1.2,
    height: height - 1.2,
    rx,
    fill: "none",
    stroke,
    "stroke-width": 1.4,
    "stroke-dasharray": mark === "open" ? "2 2" : undefined,
  });

const weeksInYear = 53;

/** A tile for each week of a year, filled from below by the days lived in it. */
function yearRows(
  data: DaysData,
  years: number[],
  look: Look,
  top: number,
  left: number,
  width: number,
): Part {
  const cell = (width - gutter) / weeksInYear;
  const nodes = years.flatMap((year, row) => {
    const y = top + row * tileHeight;
    const [first, next] = [dayNumber(year, 1, 1), dayNumber(year + 1, 1, 1)];
    const weeks = Array.from({ length: weeksInYear }, (_, week) => {
      const from = first + week * 7;
      const marks = marksBetween(data, from, Math.min(from + 7, next));
      return weekTile(marks, left + gutter + week * cell, y, cell, look);
    });
    return [rowLabel(formatDay(first, look.locale, { year: "numeric" }), look, left, y), ...weeks.flat()];
  });
  return { nodes, bottom: top + years.length * tileHeight };
}

function marksBetween(data: DaysData, from: DayNumber, to: DayNumber): DayMark[] {
  return data.marks.slice(Math.max(0, from - data.from), Math.max(0, to - data.from));
}

export function weekTile(marks: DayMark[], x: number, y: number, cell: number, { theme }: Look): SvgNode[] {
  if (marks.length === 0) return [];
  const lived = marks.filter((mark) => mark === "lived").length / marks.length;
  const box = { x: x + 0.5, width: cell - 1, rx: 1.2 };
  const [bottom, full] = [y + tileHeight - 2, tileHeight - 4];
  return [
    el("rect", { class: "week", ...box, y: bottom - full, height: full, fill: theme.wash.moss }),
    ...(lived > 0
      ? [
          el("rect", {
            class: "week-lived",
            ...box,
            y: bottom - full * lived,
            height: full * lived,
            fill: theme.tone.moss,
          }),
        ]
      : []),
  ];
}
