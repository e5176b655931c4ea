/** What `/drill` opens with: the run that goes on, what comes next and why, and all else that there is to choose. */
import { isOver } from "#core/drill.ts";
import type { Scenario } from "#core/drill-scenario.ts";
import { drillGate, memberGate, type Refusal } from "#core/gates.ts";
import type { Snowflake } from "#core/ids.ts";
import { chooseDrills, type Chosen } from "#core/rehearsal.ts";
import type { RiskKind } from "#core/risk.ts";
import type { Deps } from "./deps.ts";
import { viewOf, type DrillParts, type DrillView } from "./drill-runs.ts";
import { standingOf } from "./drill-standing.ts";
import { offeredIn, textOf, type Place } from "./drill-texts.ts";
import type { MemberTables, Person, Steps } from "./store.ts";

export interface DrillHome {
  /** The newest run, while it is not over. */
  running?: DrillView;
  /** No drill at all now; a run that goes on waits too, unless it is on its way back to now. */
  held?: Refusal;
  /** What comes next; undefined when nothing is new or due. */
  chosen?: Chosen;
  /** How many could come next. */
  ready: number;
  /** All that can be begun now by asking, without the steepest. */
  choices: readonly Scenario[];
  /** The steepest, which come by asking alone. */
  steep: readonly Scenario[];
  /** How to answer somebody who calls. */
  supporters: readonly Scenario[];
  /** How often each was completed: id → times. */
  times: ReadonlyMap<string, number>;
  /** Whether drills come unasked. */
  invited: boolean;
}

export interface HomeWish {
  place: Place;
  /** Which of those that could come next, from 0; counted round. */
  nth?: number;
  /** One of this kind, beneath this rung. */
  easier?: { kind: RiskKind; rung: number };
}

export interface DrillHomeCases {
  home(person: Person, wish: HomeWish): Promise<DrillHome>;
  /** Those of these ids that there are, in the member's language. */
  named(person: Person, ids: readonly string[], place: Place): Promise<readonly Scenario[]>;
  /** Whether an invitation may go out now: some drill passes every gate. `asked`: the member put it off to now. */
  mayInvite(personId: Snowflake, place: Place, asked: boolean): Promise<boolean>;
}

export function drillHomeCases({ store, now }: Deps, parts: DrillParts): DrillHomeCases {
  const { bank, spacing } = parts;
  return {
    home: (person, wish) =>
      store.asMember(person.id, function* (q) {
        const offered = yield* offeredIn(q, bank, person, wish.place);
        const standing = yield* standingOf(q, person, { now: now(), bank: offered, spacing });
        const { facts, rehearsal, runs } = standing;
        const gate = (scenario: Scenario) => drillGate(scenario, "asked", facts);
        const [held] = memberGate(facts);
        const open = offered.filter((scenario) => gate(scenario).length === 0);
        const ready = narrowed(chooseDrills(offered, rehearsal, gate, now()), wish);
        const chosen = ready[(wish.nth ?? 0) % Math.max(1, ready.length)];
        const running = yield* runningOf(q, parts, runs[0]);
        return {
          ...(running ? { running } : {}),
          ...(held ? { held } : {}),
          ...(chosen ? { chosen } : {}),
          ready: ready.length,
          choices: open.filter(({ audience, rung }) => audience === "member" && rung < 3),
          steep: open.filter(({ audience, rung }) => audience === "member" && rung === 3),
          supporters: open.filter(({ audience }) => audience === "supporter"),
          times: new Map([...rehearsal.scenarios].map(([id, { times }]) => [id, times])),
          invited: facts.wishes.invited,
        };
      }),
    named: (person, ids, place) =>
      store.asMember(person.id, function* (q) {
        return (yield* offeredIn(q, bank, person, place)).filter(({ id }) => ids.includes(id));
      }),
    mayInvite: async (personId, place, asked) => {
      const person = await store.tx((q) => q.people.find(personId));
      if (!person) return false;
      return store.asMember(personId, function* (q) {
        const offered = yield* offeredIn(q, bank, person, place);
        const { facts, rehearsal } = yield* standingOf(q, person, { now: now(), bank: offered, spacing });
        const gate = (scenario: Scenario) => drillGate(scenario, asked ? "asked" : "nudge", facts);
        return chooseDrills(offered, rehearsal, gate, now()).length > 0;
      });
    },
  };
}

function narrowed(ready: Chosen[], { easier }: HomeWish): Chosen[] {
  if (!easier) return ready;
  const fitting = ready.filter(({ scenario: { kind, rung } }) => kind === easier.kind && rung < easier.rung);
  return fitting.length > 0 ? fitting : ready.filter(({ scenario }) => scenario.rung === 1);
}

function* runningOf(
  q: MemberTables,
  { bank }: DrillParts,
  newest: Parameters<typeof viewOf>[1] | undefined,
): Steps<DrillView | undefined> {
  if (!newest || isOver(newest.body)) return undefined;
  return yield* viewOf(q, newest, yield* textOf(q, bank, newest.body));
}
