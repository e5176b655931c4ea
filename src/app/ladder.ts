/** The noticing ladder as a member climbs it: where they are, and nothing else, is kept. */
import {
  ladderFacts,
  noticed,
  rungs,
  startLadder,
  stayOnRung,
  stepDown,
  stepUp,
  type Ease,
  type LadderFacts,
  type NoticingLadder,
  type RungText,
} from "#core/noticing-ladder.ts";
import { localDate } from "#core/wall-clock.ts";
import type { Deps } from "./deps.ts";
import { Fault } from "./fault.ts";
import type { Person } from "./store.ts";

/** The rungs' texts, by language. */
export interface Rungs {
  all(locale: string): readonly RungText[];
}

export interface LadderView {
  ladder: NoticingLadder;
  facts: LadderFacts;
  /** Of the rung the member is on. */
  text: RungText;
  /** Titles of all five, from the easiest, and of the next one up. */
  titles: string[];
  next: string | undefined;
}

export type LadderMove = "up" | "down" | "stay";

export interface LadderCases {
  look(person: Person): Promise<LadderView>;
  /** One time on the rung, and how it was. */
  noticed(person: Person, ease: Ease): Promise<LadderView>;
  move(person: Person, move: LadderMove): Promise<LadderView>;
}

const moves: Record<LadderMove, (ladder: NoticingLadder) => NoticingLadder> = {
  up: stepUp,
  down: stepDown,
  stay: stayOnRung,
};

export function ladderCases({ store, now, newId }: Deps, texts: Rungs): LadderCases {
  const viewOf = (person: Person, ladder: NoticingLadder): LadderView => {
    const all = rungs.map((id) => texts.all(person.locale).find((text) => text.id === id));
    const found = all.filter((text) => text !== undefined);
    const at = rungs.indexOf(ladder.rung);
    const text = found[at];
    if (!text) throw new Error(`there is no content/ladder/${ladder.rung}`);
    return {
      ladder,
      facts: ladderFacts(ladder),
      text,
      titles: found.map(({ title }) => title),
      next: found[at + 1]?.title,
    };
  };
  const change = (person: Person, next: (ladder: NoticingLadder) => NoticingLadder) =>
    store.asMember(person.id, function* (q) {
      const [kept] = yield* q.records.list("ladder", { limit: 1 });
      const before = kept?.body ?? startLadder();
      const body = next(before);
      if (body === before) return viewOf(person, before);
      const at = now();
      if (!kept) {
        const date = localDate(at, person.zone, person.dayStart);
        yield* q.records.add("ladder", { id: newId(), at, localDate: date, body });
      } else if (!(yield* q.records.change("ladder", kept.id, { rev: kept.rev, body, now: at })))
        throw new Fault("changed-meanwhile");
      return viewOf(person, body);
    });
  return {
    look: (person) => change(person, (ladder) => ladder),
    noticed: (person, ease) => change(person, (ladder) => noticed(ladder, ease).ladder),
    move: (person, move) => change(person, moves[move]),
  };
}
