/** The weekly look-back, for whoever wants it: read from the member's own records, kept nowhere. */
import { lookBack, weekUntil, weeklyQuestion, type LookBack } from "#core/look-back.ts";
import { allEntries } from "#core/plan.ts";
import type { Prompt } from "#core/prompt.ts";
import { resultOf } from "#core/suggest.ts";
import { localDate, startOfDay } from "#core/wall-clock.ts";
import { weekOf } from "#core/week.ts";
import type { ConfidenceCases } from "./confidences.ts";
import type { Deps } from "./deps.ts";
import type { NudgeCases, OwnNudge } from "./nudges.ts";
import { present } from "./plans.ts";
import type { Person } from "./store.ts";

/** Small questions, by language. */
export interface Prompts {
  all(locale: string): readonly Prompt[];
}

export interface WeekSeen {
  week: LookBack;
  /** In the member's own words, by id of the line. */
  lineNames: Record<string, string>;
  question: string | undefined;
  /** The look-back that comes by itself, if it was asked for. */
  nudge: OwnNudge | undefined;
  /** Four weeks have gone since confidence was last looked at. */
  confidenceDue: boolean;
}

export interface LookBackCases {
  week(person: Person): Promise<WeekSeen>;
  /** By itself on Sundays at six in the evening, or no more. */
  weekly(person: Person, on: boolean): Promise<void>;
}

const sunday = { kind: "look-back", times: [18 * 60], weekdays: [0] } as const;
/** Somebody's day may begin this much earlier or later than where they are now. */
const leeway = 36 * 3_600_000;

export function lookBackCases(
  { store, now }: Deps,
  prompts: Prompts,
  { nudges, confidences }: { nudges: NudgeCases; confidences: ConfidenceCases },
): LookBackCases {
  const nudgeOf = async (person: Person) =>
    (await nudges.listOwn(person)).find(({ kind }) => kind === sunday.kind);
  return {
    week: async (person) => {
      const span = weekUntil(localDate(now(), person.zone, person.dayStart));
      const from = startOfDay(span.from, person.zone, person.dayStart) - leeway;
      const inSpan = ({ localDate: date }: { localDate: string }) => date >= span.from && date <= span.to;
      const seen = await store.asMember(person.id, function* (q) {
        const checkIns = (yield* q.records.list("checkin", { from })).filter(inSpan);
        const walks = (yield* q.records.list("practice", { from })).filter(inSpan);
        const urges = (yield* q.records.list("urge", { from })).filter(inSpan);
        const uses = (yield* q.records.list("plan-use", { from })).filter(inSpan);
        return { checkIns, walks, urges, uses, plan: yield* present(q) };
      });
      const results = seen.walks
        .filter(({ body }) => body.ended === "finished")
        .flatMap(({ body }) => resultOf(body) ?? []);
      const lines = seen.uses.map(({ body }) => body.lineId);
      const state = seen.checkIns[0]?.body.state;
      return {
        week: lookBack(span, seen.checkIns, results, { urges: seen.urges.length, lines }),
        lineNames: Object.fromEntries(allEntries(seen.plan).map(({ id, text }) => [id, text])),
        question: weeklyQuestion(prompts.all(person.locale), weekOf(span.to), state)?.body,
        nudge: await nudgeOf(person),
        confidenceDue: await confidences.isDue(person),
      };
    },
    weekly: async (person, on) => {
      const nudge = await nudgeOf(person);
      if (on && !nudge)
        await nudges.setOwn(person, { ...sunday, times: [...sunday.times], weekdays: [...sunday.weekdays] });
      if (!on && nudge) await nudges.removeOwn(person, nudge.id);
    },
  };
}
