/** What must hold of a scenario beyond its shape: every way leads somewhere, and everything fits on its screen. */
import { conditionsOf, hasFallback, walkScene } from "#core/drill-graph.ts";
import type { SceneEdge, SceneWalk } from "#core/drill-graph.ts";
import { engineFlags, openChoices, nodeOf, tellingIn } from "#core/drill-scenario.ts";
import type { DrillNode, Scenario, Target, Telling } from "#core/drill-scenario.ts";
import { longestLength, slotNames, slotsIn } from "#core/drill-slots.ts";
import type { Path, Report } from "./fault.ts";
import { screenLimit } from "./schemas/drill.ts";
import { textsOf } from "./wording.ts";

/** States of a scene at most: beyond it nobody could review it either. */
const stateLimit = 200_000;

export function checkScenario(scenario: Scenario, report: Report): void {
  for (const [id, node] of Object.entries(scenario.nodes)) checkNode(scenario, id, node, report);
  checkConditions(scenario, report);
  checkTexts(scenario, report);
  if (!Object.hasOwn(scenario.nodes, scenario.start)) {
    report(["start"], "dangling", `The start is “${scenario.start}”, and there is no such screen.`);
    return;
  }
  const walk = walkScene(scenario, stateLimit);
  if (walk.tooMany) {
    const most = stateLimit.toLocaleString("en");
    report(
      ["nodes"],
      "too-many-states",
      `Screens and conditions make more than ${most} states: use fewer conditions.`,
    );
    return;
  }
  checkWalk(scenario, walk, report);
}

function checkNode(scenario: Scenario, id: string, node: DrillNode, report: Report): void {
  const at = ["nodes", id];
  if (node.ending !== undefined && (node.choices.length > 0 || node.own))
    report(
      at,
      "ending-goes-on",
      `“${id}” is an ending, so it has no choices: take them away, or the ending.`,
    );
  if (node.ending === undefined && !node.own)
    report(at, "missing-own", `“${id}” does not say where a line of the member's own plan leads: add “own”.`);
  if (node.ending === undefined && node.choices.length < 2)
    report(at, "few-choices", `“${id}” has fewer than 2 choices. If the scene is over here, add “ending”.`);
  checkTelling(node.text, [...at, "text"], report);
  if (node.own) checkTarget(scenario, node.own.next, [...at, "own", "next"], report);
  for (const [i, choice] of node.choices.entries()) {
    checkTarget(scenario, choice.next, [...at, "choices", i, "next"], report);
    const reserved = (choice.set ?? []).find((flag) => engineFlags.some((own) => own === flag));
    if (reserved !== undefined)
      report(
        [...at, "choices", i, "set"],
        "reserved-flag",
        `The flag “${reserved}” is set by the drill itself.`,
      );
    if (longestLength(choice.label) > 80)
      report(
        [...at, "choices", i, "label"],
        "too-long",
        "With the words of a plan filled in, the label can pass 80 characters.",
      );
  }
}

function checkTelling(telling: Telling, path: Path, report: Report): void {
  if (!hasFallback(telling)) report(path, "no-fallback", "The last text of a list must have no condition.");
}

function checkTarget(scenario: Scenario, target: Target, path: Path, report: Report): void {
  if (!hasFallback(target)) report(path, "no-fallback", "The last way of a list must have no condition.");
  const names = typeof target === "string" ? [target] : target.map(({ to }) => to);
  for (const to of names.filter((to) => !Object.hasOwn(scenario.nodes, to)))
    report(path, "dangling", `This leads to “${to}”, and there is no such screen.`, to);
}

function checkConditions(scenario: Scenario, report: Report): void {
  const choices = Object.values(scenario.nodes).flatMap((node) => node.choices);
  const set = new Set<string>([...engineFlags, ...choices.flatMap((choice) => choice.set ?? [])]);
  const asked = new Set<string>(engineFlags);
  for (const { path, when } of conditionsOf(scenario)) {
    for (const flag of [...(when.flags ?? []), ...(when.not ?? [])]) {
      asked.add(flag);
      if (!set.has(flag)) report(path, "unknown-flag", `No choice ever sets the flag “${flag}”.`, flag);
    }
  }
  for (const [id, node] of Object.entries(scenario.nodes)) {
    for (const [i, choice] of node.choices.entries()) {
      const idle = (choice.set ?? []).find((flag) => !asked.has(flag));
      if (idle !== undefined)
        report(
          ["nodes", id, "choices", i, "set"],
          "idle-flag",
          `Nothing ever asks for the flag “${idle}”.`,
          idle,
        );
    }
  }
}

/** Markdown would turn into something else on the screen: scenes are plain words. */
const markdown = /[*_~`|>#\\[\]<]/;

function checkTexts(scenario: Scenario, report: Report): void {
  const { title, preview, contentNotes, nodes, close } = scenario;
  const skip = ["tags", "set", "when", "to", "next", "cue", "ending"];
  const prose = [...textsOf({ title, preview, contentNotes, nodes }, skip), ...textsOf({ close })];
  for (const { path, text } of prose) {
    for (const { name, neutral } of slotsIn(text)) checkSlot(name, neutral, path, report);
    const bare = text.replace(/\{[a-z-]+\|[^{}|]*\}/g, "");
    if (/[{}]/.test(bare)) report(path, "slot", "A slot is written {name|neutral words}.");
    const found = markdown.exec(bare);
    if (found) report(path, "markdown", `Scenes are plain words; take away “${found[0]}”.`, found[0]);
    if (path[0] !== "nodes" && slotsIn(text).length > 0)
      report(path, "slot", "Words of the plan can be filled in only inside the scene.");
  }
}

function checkSlot(name: string, neutral: string, path: Path, report: Report): void {
  if (!slotNames.some((known) => known === name))
    report(path, "slot", `There is no slot “${name}”; there are ${slotNames.join(", ")}.`, name);
  if (neutral.trim() === "")
    report(path, "slot", `The slot “${name}” has no neutral words for those who gave none.`, name);
}

function checkWalk(scenario: Scenario, walk: SceneWalk, report: Report): void {
  if (walk.circle.length > 0) {
    const way = walk.circle.join(" → ");
    report(["nodes", walk.circle[0] ?? ""], "endless", `A member can go round for ever here: ${way}.`);
  }
  const reached = new Map([...walk.states.values()].map((state) => [state.node, state]));
  for (const id of Object.keys(scenario.nodes).filter((id) => !reached.has(id)))
    report(["nodes", id], "unreachable", `No way leads to “${id}”.`);
  checkDeadEnds(scenario, walk, report);
  checkLengths(scenario, walk.edges, report);
  checkStart(scenario, report);
  const ends = [...reached.keys()].filter((id) => nodeOf(scenario, id).ending !== undefined);
  if (ends.length < 2)
    report(["nodes"], "one-ending", "Whatever is chosen, it ends the same: give it at least two endings.");
}

function checkDeadEnds(scenario: Scenario, { states }: SceneWalk, report: Report): void {
  const told = new Set<string>();
  for (const state of states.values()) {
    const node = nodeOf(scenario, state.node);
    if (node.ending !== undefined || told.has(state.node) || node.choices.length < 2) continue;
    if (openChoices(node, state).length >= 2) continue;
    told.add(state.node);
    const when = [...state.flags, ...state.facets].join(", ") || "nothing was chosen before";
    report(
      ["nodes", state.node, "choices"],
      "dead-end",
      `Fewer than 2 choices of “${state.node}” are open when: ${when}.`,
    );
  }
}

function checkStart(scenario: Scenario, report: Report): void {
  const { start } = scenario;
  const node = nodeOf(scenario, start);
  const texts = typeof node.text === "string" ? [node.text] : node.text.map(({ text }) => text);
  const longest = Math.max(...texts.map(longestLength)) + (node.thought?.length ?? 0);
  if (longest > screenLimit) report(["nodes", start, "text"], "too-long", tooLong(longest, "it"));
}

/** Feedback, text and thought stand on one screen; every pair that can meet is measured. */
function checkLengths(scenario: Scenario, edges: readonly SceneEdge[], report: Report): void {
  const worst = new Map<string, { length: number; label: string }>();
  for (const { from, choice, to } of edges) {
    const node = nodeOf(scenario, to.node);
    const before = cameBy(nodeOf(scenario, from.node), choice);
    const length =
      longestLength(before.feedback) + longestLength(tellingIn(node.text, to)) + (node.thought?.length ?? 0);
    const held = worst.get(to.node);
    if (length > screenLimit && (!held || length > held.length))
      worst.set(to.node, { length, label: before.label });
  }
  for (const [id, { length, label }] of worst)
    report(["nodes", id, "text"], "too-long", tooLong(length, `the screen after “${label}”`));
}

const tooLong = (length: number, what: string) =>
  `With thought, feedback and filled-in words, ${what} can have ${length} characters; ${screenLimit} is the most.`;

function cameBy(node: DrillNode, choice: string): { feedback: string; label: string } {
  const found = node.choices[Number(choice.slice(1)) - 1];
  if (/^c\d+$/.test(choice) && found) return { feedback: found.feedback, label: found.label };
  return { feedback: node.own?.feedback ?? "", label: "a line of the plan" };
}
