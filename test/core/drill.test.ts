import { describe, expect, it } from "vitest";
import type { DrillPress, DrillRun } from "#core/drill.ts";
import { accountOf } from "#core/drill-account.ts";
import { walkScene } from "#core/drill-graph.ts";
import { drillScreen } from "#core/drill-screen.ts";
import type { Scenario } from "#core/drill-scenario.ts";
import { replayDrill, stepDrill, type DrillStep } from "#core/drill-step.ts";
import { summarise } from "#core/drill-summary.ts";
import { emptyPlan, removeEntry } from "#core/plan.ts";
import { small } from "./drill-fixtures.ts";
import { at, begin, fullPlan } from "./drill-player.ts";

const step = (run: DrillRun, press: Partial<DrillPress> & { choice: string }, plan = fullPlan): DrillStep =>
  stepDrill(run, small, { rev: run.rev, ...press }, { now: at, plan });
const go = (run: DrillRun, ...choices: string[]): DrillRun =>
  choices.reduce((so, choice) => step(so, { choice }).run, run);
const ids = (run: DrillRun, plan = fullPlan) => drillScreen(run, small, plan).choices.map(({ id }) => id);
const scene = () => go(begin(small, fullPlan), "begin", "go");

describe("a drill", () => {
  it("offers on every screen of a scene a line, something else, and stop", () => {
    expect(ids(scene())).toEqual(["c1", "c2", "c3", "line", "words", "stop"]);
    expect(ids(go(scene(), "c1"))).toEqual(["c1", "c3", "line", "words", "stop"]);
    expect(ids(go(scene(), "c2"))).toEqual(["c1", "c2", "c3", "line", "words", "stop"]);
  });

  it("fills in whom the member named, and neutral words where they named nobody", () => {
    expect(drillScreen(scene(), small, fullPlan).text).toBe("You stand in the street. Sam is on your mind.");
    const bare = go(begin(small, emptyPlan), "begin", "go");
    expect(drillScreen(bare, small, emptyPlan).text).toContain("Somebody is on your mind.");
  });

  it("goes where the member's plan, and what they wrote on the way, lead", () => {
    const withPerson = step(go(scene(), "c1", "line"), { choice: "line:i1" }).run;
    expect(withPerson.node).toBe("inside");
    const alone = go(begin(small, emptyPlan), "begin", "go", "c1");
    const form = step(alone, { choice: "line" }, emptyPlan).run;
    expect(form.phase).toBe("write-line");
    const written = step(form, { choice: "save", line: { cue: "the door", response: "home" } }, emptyPlan);
    expect(written.run).toMatchObject({ node: "outside", flags: ["own-line"] });
    expect(written.facts.map(({ fact }) => fact)).toEqual(["line-written", "line-used"]);
  });

  it("lets drift and use lead to the page for that hour, and marks nothing", () => {
    for (const [choices, flags] of [
      [["c3", "c1"], ["drifted"]],
      [["c1", "c3"], ["used"]],
    ] as const) {
      const ended = go(scene(), ...choices, "go");
      expect(ended).toMatchObject({ phase: "lapse-plan", flags });
      expect(drillScreen(ended, small, fullPlan).lapsePlan?.[0]?.text).toContain("Tell one person");
    }
    expect(go(scene(), "c1", "c1", "go").phase).toBe("orientation");
  });

  it("counts a scene's time down to a moment that Discord shows", () => {
    expect(go(scene(), "c1").timer).toBe(at + 60_000);
    expect(go(scene(), "c1", "line").timer).toBe(at + 60_000);
    expect(go(scene(), "c1", "c1").timer).toBeUndefined();
  });

  it("ends with one sentence, new or mended", () => {
    const used = step(go(scene(), "line"), { choice: "line:i2" }).run;
    const last = go(used, "c1", "go", "go", "go", "go");
    expect(ids(last)).toEqual(["t1", "t2", "mend", "write", "go", "stop"]);
    const kept = step(last, { choice: "t1" });
    expect(kept.run.takeaway).toEqual({ cue: "I stand in the street", response: "I walk on" });
    const form = go(last, "mend");
    expect(drillScreen(form, small, fullPlan).draft?.response).toBe("shoes on, to the corner and back");
    const mended = step(form, { choice: "save", line: { cue: "it goes flat", response: "water" } });
    expect(mended.run.takeaway).toEqual({ cue: "it goes flat", response: "water", mends: "i2" });
    expect(summarise(mended.run)).toMatchObject({ completed: true, usedLine: true });
  });

  it("holds back at a high urge before it begins", () => {
    const arrival = go(begin(small, fullPlan), "begin");
    expect(step(arrival, { choice: "go", answers: { urge: 7 } }).run.phase).toBe("held-back");
    expect(step(arrival, { choice: "go", answers: { state: "too-much" } }).run.phase).toBe("held-back");
    expect(step(arrival, { choice: "go", answers: { urge: 6 } }).run.phase).toBe("scene");
  });
});

describe("presses that cannot be taken", () => {
  const refused = (run: DrillRun, press: Partial<DrillPress> & { choice: string }, plan = fullPlan) => {
    const { run: after, facts, notice } = step(run, press, plan);
    expect(after).toBe(run);
    expect(facts).toEqual([]);
    return notice;
  };

  it("leave the run as it was and say why", () => {
    const run = scene();
    expect(refused(run, { rev: run.rev - 1, choice: "c1" })).toBe("old-screen");
    expect(refused(run, { rev: run.rev + 1, choice: "c1" })).toBe("old-screen");
    expect(refused(run, { choice: "c9" })).toBe("no-such-choice");
    expect(refused(go(run, "c1"), { choice: "c2" })).toBe("no-such-choice");
    expect(refused(run, { choice: "__proto__" })).toBe("no-such-choice");
    const words = go(run, "words");
    expect(refused(words, { choice: "save", text: "  " })).toBe("text-empty");
    expect(refused(words, { choice: "save", text: "x".repeat(501) })).toBe("text-too-long");
    const arrival = go(begin(small, fullPlan), "begin");
    for (const answers of [
      { urge: 11 },
      { urge: -1 },
      { urge: 0.5 },
      { confidence: 55 },
      { confidence: NaN },
    ])
      expect(refused(arrival, { choice: "answer", answers })).toBe("number-out-of-range");
    expect(refused(go(run, "stop"), { choice: "c1" })).toBe("over");
  });

  it("shows the other lines when one was deleted in mid-run", () => {
    const lines = go(scene(), "line");
    const shorter = removeEntry(fullPlan, "i1");
    expect(refused(lines, { choice: "line:i1" }, shorter)).toBe("line-gone");
    const screen = drillScreen(lines, small, shorter);
    expect(screen.choices.map(({ id }) => id)).toEqual(["line:i2", "line:f1", "write", "back", "stop"]);
  });

  it("are none when a form was closed unsent: the screen beneath it still works", () => {
    for (const form of ["words", "line"] as const) {
      const run = form === "line" ? go(begin(small, emptyPlan), "begin", "go") : scene();
      const plan = form === "line" ? emptyPlan : fullPlan;
      const open = step(run, { choice: form }, plan).run;
      expect(step(open, { rev: run.rev, choice: "c1" }, plan).run).toMatchObject({
        node: "door",
        turn: { choice: "c1" },
      });
      expect(step(open, { rev: run.rev, choice: form }, plan).run.phase).toBe(open.phase);
      expect(step(open, { rev: run.rev, choice: "c9" }, plan)).toMatchObject({
        run: open,
        notice: "old-screen",
      });
    }
    const list = go(scene(), "line");
    const writing = go(list, "write");
    const used = step(writing, { rev: list.rev, choice: "line:i1" });
    expect(used.run.usedLines).toMatchObject([{ id: "i1" }]);
    expect(replayDrill(used.run, small)).toEqual(used.run);
    const last = go(scene(), "c1", "c1", "go", "go", "go", "go");
    expect(step(go(last, "write"), { rev: last.rev, choice: "t2" }).run.takeaway?.response).toBe("I go in");
  });

  it("takes the first of two at once", () => {
    const run = scene();
    const press = { rev: run.rev, choice: "c1" };
    const first = step(run, press).run;
    expect(step(first, press)).toMatchObject({ run: first, notice: "old-screen" });
  });

  it("holds a run to the text it began on", () => {
    const rewritten: Scenario = { ...small, hash: "small-2" };
    const run = scene();
    const press = { rev: run.rev, choice: "c1" };
    expect(stepDrill(run, rewritten, press, { now: at, plan: fullPlan }).notice).toBe("other-text");
  });
});

describe("a run", () => {
  it("replays to the letter from what was stored, whatever became of the plan", () => {
    const run = step(go(scene(), "line"), { choice: "line:i1" }).run;
    const stored = JSON.parse(JSON.stringify(go(run, "c3", "go", "go"))) as DrillRun;
    expect(replayDrill(stored, small)).toEqual(stored);
    expect(accountOf(stored, small)).toEqual([
      {
        text: "You stand in the street. Sam is on your mind.",
        chose: "the phone goes into the drawer",
        by: "line",
        tags: ["use-my-line"],
      },
      { text: "The door.", chose: "Stay out and use", by: "choice", tags: ["use"] },
    ]);
  });

  it("walks a scene of 10,000 screens, and finds a circle at its far end", () => {
    const long = (last: string): Scenario => {
      const nodes: Scenario["nodes"] = { end: { text: "Over.", choices: [], ending: "open" } };
      for (let i = 0; i < 10_000; i++) {
        const to = i === 9999 ? last : `n${i + 1}`;
        const way = { tags: ["delay" as const], feedback: "On.", next: to };
        nodes[`n${i}`] = {
          text: "On.",
          choices: [
            { label: "Go on", ...way },
            { label: "Or so", ...way },
          ],
          own: { feedback: "On.", next: to },
        };
      }
      return { ...small, start: "n0", nodes };
    };
    const walk = walkScene(long("end"));
    expect([walk.states.size, walk.circle]).toEqual([10_001, []]);
    expect(walkScene(long("n0")).circle).toHaveLength(10_001);
  });
});
