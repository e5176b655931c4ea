/** How a drill moves on: the state machine itself. A move has been checked and holds all that it depends on. */
import { circumstancesOf } from "./drill.ts";
import type { DrillFact, DrillMove, DrillPhase, DrillRun, DrillTakeaway, UsedLine } from "./drill.ts";
import { mendable } from "./drill-choices.ts";
import { nodeOf, openChoices, targetIn } from "./drill-scenario.ts";
import type { PlanFacet, Scenario } from "./drill-scenario.ts";
import { checkAfterMs, holdsBack, staysWith } from "./gates.ts";

interface Moved {
  run: DrillRun;
  facts: DrillFact[];
}
type Handler = (run: DrillRun, scenario: Scenario, move: DrillMove) => Moved;

/** A minute's practice, in milliseconds. */
const minute = 60_000;

export function applyMove(run: DrillRun, scenario: Scenario, move: DrillMove): Moved {
  const handle = move.choice === "stop" ? stop : handlers[run.phase];
  const moved = handle(run, scenario, move);
  return { run: { ...moved.run, rev: run.rev + 1, moves: [...run.moves, move] }, facts: moved.facts };
}

const stay: Handler = (run) => ({ run, facts: [] });
const to = (run: DrillRun, phase: DrillPhase): DrillRun => ({ ...without(run, "timer"), phase });

const stop: Handler = (run, _, { at }) => ({
  run: { ...to(run, "stopped"), endedAt: at, stoppedIn: run.phase },
  facts: [{ fact: "stopped", at, phase: run.phase }],
});

const preview: Handler = (run, _, { choice, at }) => {
  if (choice === "another" || choice === "never") {
    return { run: { ...to(run, "declined"), endedAt: at }, facts: [{ fact: "declined", at, want: choice }] };
  }
  return { run: to(run, "arrival"), facts: [{ fact: "began", at }] };
};

const arrival: Handler = (run, scenario, { choice, at, answers }) => {
  const before = { ...run.before, ...answers };
  const answered = { ...run, before };
  if (choice !== "go") return { run: answered, facts: [] };
  const facts: DrillFact[] = [{ fact: "reading", at, when: "before", reading: before }];
  const because = holdsBack(before);
  if (because) {
    facts.push({ fact: "held-back", at, because });
    return { run: { ...to(answered, "held-back"), endedAt: at }, facts };
  }
  return { run: enter(answered, scenario, scenario.start, at), facts };
};

function enter(run: DrillRun, scenario: Scenario, id: string, at: number): DrillRun {
  const { timer } = nodeOf(scenario, id);
  return { ...to(run, "scene"), node: id, ...(timer === undefined ? {} : { timer: at + timer * 1000 }) };
}

const scene: Handler = (run, scenario, { choice, at, lineless }) => {
  if (choice === "line") return { run: overlay(run, lineless ? "write-line" : "lines"), facts: [] };
  if (choice === "words") return { run: overlay(run, "own-words"), facts: [] };
  if (choice === "go") return endScene(run, scenario, at);
  const chosen = openChoices(nodeOf(scenario, run.node), circumstancesOf(run)).find(
    ({ id }) => id === choice,
  );
  if (!chosen) return { run, facts: [] };
  const { tags, set, next } = chosen.choice;
  const flags = [
    ...(set ?? []),
    ...(tags.includes("drift") ? ["drifted"] : []),
    ...(tags.includes("use") ? ["used"] : []),
  ];
  const turned = flagged({ ...run, turn: { node: run.node, choice } }, flags);
  return {
    run: enter(turned, scenario, targetIn(next, circumstancesOf(turned)), at),
    facts: [{ fact: "chose", at, node: run.node, choice, tags }],
  };
};

/** Over a scene, whose countdown goes on meanwhile. */
const overlay = (run: DrillRun, phase: DrillPhase): DrillRun => ({ ...run, phase });

function flagged(run: DrillRun, flags: readonly string[]): DrillRun {
  const added = flags.filter((flag) => !run.flags.includes(flag));
  return added.length > 0 ? { ...run, flags: [...run.flags, ...new Set(added)] } : run;
}

function endScene(run: DrillRun, scenario: Scenario, at: number): Moved {
  const ending = nodeOf(scenario, run.node).ending ?? "open";
  const drifted = run.flags.includes("drifted");
  const used = run.flags.includes("used");
  return {
    run: to(run, drifted || used ? "lapse-plan" : "orientation"),
    facts: [{ fact: "scene-ended", at, ending, drifted, used }],
  };
}

const lines: Handler = (run, scenario, move) => {
  if (move.choice === "back") return { run: overlay(run, "scene"), facts: [] };
  if (move.choice === "write") return { run: overlay(run, "write-line"), facts: [] };
  return move.line ? useLine(run, scenario, move.line, move.at) : { run, facts: [] };
};

const writeLine: Handler = (run, scenario, { choice, at, line }) => {
  if (choice === "back" || !line) return { run: overlay(run, "scene"), facts: [] };
  const gained = [...new Set<PlanFacet>([...run.gained, "line", "line-for-this"])];
  const used = useLine({ ...run, gained }, scenario, line, at);
  const words = { cue: line.cue ?? "", response: line.text };
  return {
    run: used.run,
    facts: [{ fact: "line-written", at, kind: scenario.kind, line: words }, ...used.facts],
  };
};

function useLine(run: DrillRun, scenario: Scenario, line: UsedLine, at: number): Moved {
  const usedLines = [...run.usedLines, line];
  const said = goOwnWay({ ...run, usedLines }, scenario, { choice: "line", said: line.text, at });
  return { run: said, facts: [{ fact: "line-used", at, node: run.node, line }] };
}

const ownWords: Handler = (run, scenario, { choice, at, text }) => {
  if (choice === "back" || text === undefined) return { run: overlay(run, "scene"), facts: [] };
  return {
    run: goOwnWay(run, scenario, { choice: "words", said: text, at }),
    facts: [{ fact: "own-words", at, node: run.node, text }],
  };
};

function goOwnWay(
  run: DrillRun,
  scenario: Scenario,
  { choice, said, at }: { choice: "line" | "words"; said: string; at: number },
): DrillRun {
  const turn = { node: run.node, choice, said };
  const turned = flagged({ ...run, turn }, [choice === "line" ? "own-line" : "own-words"]);
  const { own } = nodeOf(scenario, run.node);
  const next = own ? targetIn(own.next, circumstancesOf(turned)) : run.node;
  return enter(turned, scenario, next, at);
}

const lapsePlan: Handler = (run) => ({ run: to(run, "orientation"), facts: [] });

const orientation: Handler = (run, _, { choice, answers }) => {
  const answered = { ...run, after: { ...run.after, ...answers } };
  return { run: choice === "go" ? to(answered, "minute") : answered, facts: [] };
};

const minutePractice: Handler = (run, _, { choice, at }) =>
  choice === "start"
    ? { run: { ...run, timer: at + minute }, facts: [] }
    : { run: to(run, "after"), facts: [] };

const after: Handler = (run, _, { choice, at, answers }) => {
  const reading = { ...run.after, ...answers };
  const answered = { ...run, after: reading };
  if (choice !== "go") return { run: answered, facts: [] };
  const facts: DrillFact[] = [{ fact: "reading", at, when: "after", reading }];
  const because = staysWith(run.before, reading);
  if (because) facts.push({ fact: "stay-with", at, because });
  return { run: to(answered, because ? "stay-with" : "takeaway"), facts };
};

const stayWith: Handler = (run, _, { choice, at }) => ({
  run: to(run, "takeaway"),
  facts: choice === "check" ? [{ fact: "check-asked", at, checkAt: at + checkAfterMs }] : [],
});

const takeaway: Handler = (run, scenario, { choice, at }) => {
  if (choice === "go") return finish(run, scenario, at);
  if (choice === "write") return { run: to(without(run, "mending"), "write-takeaway"), facts: [] };
  const mending = choice === "mend" ? mendable(run) : undefined;
  if (mending) return { run: { ...to(run, "write-takeaway"), mending }, facts: [] };
  const kept = scenario.close.takeaways[Number(choice.slice(1)) - 1];
  return finish(run, scenario, at, kept);
};

const writeTakeaway: Handler = (run, scenario, { choice, at, line }) => {
  if (choice === "back" || !line) return { run: to(without(run, "mending"), "takeaway"), facts: [] };
  const mends = run.mending?.id;
  const words = { cue: line.cue ?? "", response: line.text };
  return finish(run, scenario, at, mends === undefined ? words : { ...words, mends });
};

function finish(run: DrillRun, scenario: Scenario, at: number, kept?: DrillTakeaway): Moved {
  const facts: DrillFact[] = kept ? [{ fact: "takeaway", at, kind: scenario.kind, takeaway: kept }] : [];
  const ended = { ...to(without(run, "mending"), "finished"), endedAt: at };
  return { run: kept ? { ...ended, takeaway: kept } : ended, facts: [...facts, { fact: "finished", at }] };
}

function without<K extends "timer" | "mending">(run: DrillRun, key: K): Omit<DrillRun, K> {
  const { [key]: _, ...rest } = run;
  return rest;
}

const handlers: Record<DrillPhase, Handler> = {
  preview,
  arrival,
  scene,
  lines,
  "write-line": writeLine,
  "own-words": ownWords,
  "lapse-plan": lapsePlan,
  orientation,
  minute: minutePractice,
  after,
  "stay-with": stayWith,
  takeaway,
  "write-takeaway": writeTakeaway,
  finished: stay,
  stopped: stay,
  declined: stay,
  "held-back": stay,
};
