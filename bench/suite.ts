/** What a file in `bench/` exports: figures, side by side in one run with what one would use instead. */

export interface Table {
  title: string;
  columns: string[];
  rows: (string | number)[][];
}

export interface Suite {
  name: string;
  /** Reports tables as they are ready; the figures returned go into the last line, under the suite's name. */
  run(report: (table: Table) => void): Promise<Record<string, number>>;
}

/** The value below which `share` of the sorted or unsorted values lie. */
export function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const median = (values: number[]): number => quantile(values, 0.5);

/** Three significant digits: more would be noise. */
export const round = (value: number): number => Number(value.toPrecision(3));
