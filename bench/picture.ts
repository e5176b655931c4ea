/**
 * Draws `docs/performance.svg` from `bench/results/load.json`: what grows with the number of members, each as a multiple
 * of what it is with the fewest.
 *
 *     node bench/picture.ts
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const record: {
  results: { load?: Record<string, number> };
  node: string;
  machine: { cpu: string; cores: number };
} = JSON.parse(readFileSync(join(root, "bench/results/load.json"), "utf8"));
const load = record.results.load ?? {};

const known: { key: string; name: string; colour: string; dash: string; each?: boolean }[] = [
  { key: "Mb", name: "memory at rest", colour: "#1b6ca8", dash: "" },
  { key: "P50Ms", name: "a command (p50)", colour: "#b4530a", dash: "6 3" },
  { key: "ReadyMs", name: "start to ready", colour: "#4a4a4a", dash: "2 3" },
  { key: "TickMs", name: "a tick, nothing due", colour: "#7b3fa0", dash: "9 3 2 3" },
  { key: "HerdMs", name: "500 due at once", colour: "#2e7d32", dash: "4 4" },
  { key: "DiskMb", name: "disk, for each member", colour: "#a0143c", dash: "1 4", each: true },
];
const sizes = Object.keys(load)
  .flatMap((key) => /^members(\d+)Mb$/.exec(key)?.[1] ?? [])
  .map(Number)
  .toSorted((a, b) => a - b);
/** Those that the kept run has figures for. */
const curves = known.filter(({ key }) => sizes.every((size) => (load[`members${size}${key}`] ?? 0) > 0));
/** As a multiple of what it is with the fewest members. */
const multiple = ({ key, each }: (typeof known)[number], size: number): number => {
  const at = (members: number) => (load[`members${members}${key}`] ?? 0) / (each === true ? members : 1);
  return at(size) / at(sizes[0] ?? 1);
};
const [width, height, left, right, top, bottom] = [720, 360, 60, 190, 40, 50];
const most = Math.max(2, ...curves.flatMap((curve) => sizes.map((size) => multiple(curve, size))));
const [first = 1, last = 10] = [sizes[0], sizes.at(-1)];
const x = (size: number): number =>
  left + (Math.log10(size / first) / Math.max(1, Math.log10(last / first))) * (width - left - right);
const y = (times: number): number => height - bottom - (times / most) * (height - top - bottom);

const drawn = curves.map((curve) => {
  const points = sizes.map((size): [number, number] => [x(size), y(multiple(curve, size))]);
  return { ...curve, points, labelY: (points.at(-1)?.[1] ?? 0) + 4 };
});
// Names of curves that end near one another are moved apart.
const ends = drawn.toSorted((a, b) => a.labelY - b.labelY);
for (const [index, curve] of ends.entries())
  if (index > 0) curve.labelY = Math.max(curve.labelY, ends[index - 1]!.labelY + 17);
for (const [index, curve] of ends.toReversed().entries())
  curve.labelY = Math.min(curve.labelY, height - bottom - index * 17);

const line = ({ points, name, colour, dash, labelY }: (typeof drawn)[number]): string => {
  const path = points.map(([px, py]) => `${px.toFixed(1)},${py.toFixed(1)}`).join(" ");
  return `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2.5" stroke-dasharray="${dash}"/>
<text x="${(points.at(-1)?.[0] ?? 0) + 8}" y="${labelY}" fill="${colour}">${name}</text>`;
};
const ticks = sizes.map(
  (size) =>
    `<text x="${x(size)}" y="${height - bottom + 20}" text-anchor="middle">${size.toLocaleString("en-GB")}</text>`,
);
const rows = Array.from(
  { length: Math.floor(most) + 1 },
  (_, times) =>
    `<line x1="${left}" x2="${width - right}" y1="${y(times)}" y2="${y(times)}" stroke="#ddd"/><text x="${left - 8}" y="${y(times) + 4}" text-anchor="end">${times}×</text>`,
);
const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="13" role="img" aria-label="What grows with the number of members, as a multiple of what it is with ${first}">
<rect width="${width}" height="${height}" fill="#fff"/>
<text x="${left}" y="22" font-size="15">What grows with the number of members (1× = with ${first.toLocaleString("en-GB")})</text>
${rows.join("\n")}
${ticks.join("\n")}
<text x="${(left + width - right) / 2}" y="${height - 10}" text-anchor="middle">members with a nudge a day</text>
${drawn.map(line).join("\n")}
</svg>
`;
if (import.meta.main) writeFileSync(join(root, "docs/performance.svg"), svg);
