/**
 * `npm run check:content`: checks everything under `content/` and every sentence of the locale files; exits non-zero
 * when anything is wrong. `npm run check:content -- --graph <id>` draws a drill's graph as text instead.
 */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { checkContent } from "#content/check.ts";
import { drawScenario } from "#content/draw.ts";
import { drillKind, toScenario } from "#content/drills.ts";
import { showFaults } from "#content/fault.ts";
import { loadKind } from "#content/load.ts";
import { loadWording } from "#content/wording.ts";

const root = join(import.meta.dirname, "..");
const { values } = parseArgs({ options: { graph: { type: "string" } } });
if (values.graph === undefined) check();
else draw(values.graph);

function check(): void {
  const started = performance.now();
  const { counts, faults } = checkContent(root, new Date().toISOString().slice(0, 10));
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  if (faults.length > 0) console.error(showFaults(faults));
  const list = Object.entries(counts).map(([kind, count]) => `${count} ${kind}`);
  console.log(`${list.join(", ")}: ${faults.length} faults (${seconds} s)`);
  process.exitCode = faults.length > 0 ? 1 : 0;
}

function draw(id: string): void {
  const { pieces, faults } = loadKind(
    join(root, "content"),
    drillKind,
    loadWording(join(root, "content/wording.yaml")),
  );
  const piece = pieces.find((p) => p.id === id && p.locale === "en");
  if (piece) return console.log(drawScenario(toScenario(piece)));
  const own = faults.filter(({ file }) => file.includes(`/${id}/`));
  console.error(
    own.length > 0
      ? showFaults(own)
      : `There is no drill “${id}”. There are: ${pieces.map((p) => p.id).join(", ")}.`,
  );
  process.exitCode = 1;
}
