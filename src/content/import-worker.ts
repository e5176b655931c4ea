/** Checks one file from a stranger, in a thread of its own: whatever it holds, the bot goes on answering meanwhile. */
import { join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { drawScenario } from "./draw.ts";
import type { DrillRead } from "./drill-files.ts";
import { checkDrillYaml } from "./drills.ts";
import { loadWording } from "./wording.ts";

const wording = loadWording(join(import.meta.dirname, "../../content/wording.yaml"));
const checked = checkDrillYaml(String(workerData), wording);
const result: DrillRead = checked.ok ? { ...checked, drawing: drawScenario(checked.scenario) } : checked;
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
parentPort?.postMessage(result);
