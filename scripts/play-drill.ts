/**
 * `npm run drill -- <id>`: plays a scenario of the bank, or of a file, in the terminal.
 *
 *     npm run drill -- flat-sunday
 *     npm run drill -- ./my-scenario.yaml        checks it as an import first
 *     npm run drill -- flat-sunday --plain        without the made-up plan
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";
import { checkDrillYaml, drillKind, toScenario } from "#content/drills.ts";
import { showFaults } from "#content/fault.ts";
import { loadKind } from "#content/load.ts";
import { loadWording } from "#content/wording.ts";
import { isOver, startDrill } from "#core/drill.ts";
import type { DrillPress, DrillReading, DrillRun } from "#core/drill.ts";
import { drillScreen } from "#core/drill-screen.ts";
import type { DrillScreen, DrillScreenChoice } from "#core/drill-screen.ts";
import type { Scenario } from "#core/drill-scenario.ts";
import { stepDrill } from "#core/drill-step.ts";
import { emptyPlan } from "#core/plan.ts";
import type { Plan } from "#core/plan.ts";

const root = join(import.meta.dirname, "..");

const madeUpPlan: Plan = {
  ...emptyPlan,
  people: [{ id: "p1", name: "Sam" }],
  ifThen: [
    { id: "i1", cue: "the old chat lights up", response: "I put the phone in the drawer and text Sam a dot" },
    { id: "i2", cue: "everything goes flat", response: "shoes on, to the corner and back" },
  ],
  lists: {
    first15: [{ id: "f1", text: "Out of the room. Water." }],
    "lapse-plan": [{ id: "l1", text: "Stop where it is. Tell one person." }],
  },
};

const words: Record<string, string> = {
  begin: "Begin",
  another: "Another one",
  never: "Never this one again",
  go: "Go on",
  line: "Use a line from my plan",
  words: "I'd do something else",
  write: "Write a line now",
  save: "Write it",
  back: "Back",
  start: "Start the minute",
  check: "Ask me again in 20 minutes",
  mend: "Mend the line I used",
  stop: "Stop",
  answer: "Answer",
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { plain: { type: "boolean" }, seed: { type: "string", default: "1" } },
});
const terminal = createInterface({ input: process.stdin, output: process.stdout });
const typed = terminal[Symbol.asyncIterator]();
const scenario = find(positionals[0] ?? "");
if (scenario) await play(scenario, values.plain ? emptyPlan : madeUpPlan, Number(values.seed));
terminal.close();

function find(name: string): Scenario | undefined {
  const wording = loadWording(join(root, "content/wording.yaml"));
  if (existsSync(name) && name.endsWith(".yaml")) {
    const checked = checkDrillYaml(readFileSync(name, "utf8"), wording, { file: name });
    if (checked.ok) return checked.scenario;
    return complain(showFaults(checked.faults));
  }
  const { pieces, faults } = loadKind(join(root, "content"), drillKind, wording);
  const piece = pieces.find((p) => p.id === name && p.locale === "en");
  if (piece) return toScenario(piece);
  const own = faults.filter(({ file }) => file.includes(`/${name}/`));
  if (name !== "" && own.length > 0) return complain(showFaults(own));
  return complain(
    `Say which drill to play:\n${pieces.map((p) => `  ${p.id.padEnd(28)} ${p.value.title}`).join("\n")}`,
  );
}

function complain(message: string): undefined {
  console.error(message);
  process.exitCode = 1;
}

async function play(text: Scenario, plan: Plan, seed: number): Promise<void> {
  let run: DrillRun = startDrill(text, { plan, seed, way: "asked", now: Date.now() });
  while (!isOver(run)) {
    const shown = drillScreen(run, text, plan);
    show(shown);
    const press = await ask(shown);
    if (!press) return;
    const { run: next, facts, notice } = stepDrill(run, text, press, { now: Date.now(), plan });
    if (notice) console.log(`  (${notice})`);
    for (const fact of facts)
      console.log(`  \u001B[2m${JSON.stringify({ ...fact, at: undefined })}\u001B[0m`);
    run = next;
  }
  show(drillScreen(run, text, plan));
}

function show(shown: DrillScreen): void {
  const lines = [
    `\n── ${shown.title} · ${shown.kind} ${"─".repeat(Math.max(0, 50 - shown.title.length - shown.kind.length))}`,
    shown.contentNotes ? `It touches: ${shown.contentNotes.join(", ")}. About ${shown.minutes} minutes.` : "",
    shown.said === undefined ? "" : `You: ${shown.said}`,
    shown.feedback ?? "",
    shown.text,
    shown.thought === undefined ? "" : `“${shown.thought}”`,
    ...(shown.lapsePlan ?? []).map((line) => `· ${line.text}`),
    shown.timer === undefined ? "" : `(until ${new Date(shown.timer).toLocaleTimeString()})`,
  ];
  console.log(lines.filter((line) => line !== "").join("\n"));
  console.log(
    pressable(shown)
      .map((choice, i) => `  ${i + 1}  ${labelOf(choice)}`)
      .join("\n"),
  );
}

function pressable({ choices }: DrillScreen): DrillScreenChoice[] {
  return choices.filter(({ role }) => role !== "answer");
}

function labelOf(choice: DrillScreenChoice): string {
  if (choice.role === "takeaway") return `Keep: if ${choice.line.cue}, then ${choice.line.response}`;
  return "label" in choice ? choice.label : (words[choice.role] ?? choice.role);
}

/** The next press; undefined when the input ends. */
async function ask(shown: DrillScreen): Promise<DrillPress | undefined> {
  const { rev } = shown;
  const answers = await askQuestions(shown);
  const number = await line("> ");
  if (number === undefined) return undefined;
  const choice = pressable(shown)[Number(number) - 1]?.id ?? number;
  if (choice !== "save") return { rev, choice, ...(choice === "go" ? { answers } : {}) };
  if (shown.ask === "words") return { rev, choice, text: (await line("I would … ")) ?? "" };
  const cue = (await line("If … ")) ?? "";
  return { rev, choice, line: { cue, response: (await line("then … ")) ?? "" } };
}

async function askQuestions({ questions }: DrillScreen): Promise<DrillReading> {
  const answers: Record<string, string | number> = {};
  for (const { id, scale } of questions) {
    const range = scale ? `${scale.from}–${scale.to}` : "too-little, within, too-much";
    const answer = await line(`${id} (${range}, empty to skip): `);
    if (answer) answers[id] = scale ? Number(answer) : answer;
  }
  return answers;
}

async function line(prompt: string): Promise<string | undefined> {
  process.stdout.write(prompt);
  const { value, done } = await typed.next();
  return done ? undefined : value.trim();
}
