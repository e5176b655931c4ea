/**
 * Members who press while things go wrong. Each remembers what was asked of the bot and what it said is kept; afterwards
 * every such answer has to be there to the letter, and nothing else may be: no half of one, and none twice.
 */
import { setTimeout as pause } from "node:timers/promises";
import type { MemberTables } from "#app/store.ts";
import type { CheckIn } from "#core/check-in.ts";
import { states } from "#core/check-in.ts";
import type { Urge } from "#core/urge.ts";
import { readSentences } from "#locale/sentences.ts";
import type { Reply } from "#sandbox/driver/actor.ts";
import { DriverError } from "#sandbox/driver/driver-error.ts";
import type { Member } from "#sandbox/driver/member.ts";
import { openStore, type StoreOptions } from "#storage/open.ts";

/** One record as a member knows it. */
interface Entry {
  /** Undefined while no answer has named it. */
  id?: string;
  /** What may be stored: what was told to be kept, and what was asked for since without an answer. */
  bodies: string[];
}

export interface Tally {
  presses: number;
  /** Without any answer in Discord's three seconds. */
  unanswered: number;
  /** Answers that were told to be kept. */
  told: number;
}

export interface Kept {
  /** Told to be kept, and not there. */
  missing: number;
  /** There, and not what was told or asked. */
  torn: number;
}

export interface Pressers {
  tally: Tally;
  /** They press until told to stop. */
  start(): { stop(): Promise<void> };
  /** Resolves when something asked from now on has been kept. @throws when that takes too long */
  untilKept(seconds: number): Promise<void>;
  /** Reads back what they were told; no bot may be running. */
  check(options: Omit<StoreOptions, "now">): Promise<Kept>;
}

/** Between a member's presses: more than four a second the bot asks to slow down. */
const everyMs = 300;
const noteKept = readSentences("en").get("checkin.note-kept") ?? "";
const padding = "What was written must come back whole. ".repeat(20);

export function pressersOf(members: Member[]): Pressers {
  const tally: Tally = { presses: 0, unanswered: 0, told: 0 };
  const books = new Map(members.map((member) => [member, [] as Entry[]]));
  const latest = { keptAsked: 0 };
  const ask = asker(tally, latest);

  const round = async (member: Member, count: number): Promise<void> => {
    const book = books.get(member)!;
    await ask(() => member.slash("/help-now"));
    await checkIn(ask, member, book, count);
    await urge(ask, member, book, count);
  };
  return {
    tally,
    start() {
      const state = { on: true };
      const all = Promise.all(
        members.map(async (member) => {
          for (let count = 0; state.on; count++) await round(member, count);
        }),
      );
      return {
        stop: async () => {
          state.on = false;
          await all;
        },
      };
    },
    async untilKept(seconds) {
      const from = performance.now();
      while (latest.keptAsked < from) {
        if (performance.now() - from > seconds * 1000)
          throw new Error(`nothing that members asked for was kept for ${seconds} s after it was over`);
        await pause(50);
      }
    },
    async check(options) {
      const store = await openStore({ ...options, now: Date.now });
      try {
        const kept: Kept = { missing: 0, torn: 0 };
        for (const [member, book] of books) {
          const found = await store.asMember(member.id, stored);
          const { missing, torn } = compare(book, found);
          kept.missing += missing;
          kept.torn += torn;
        }
        return kept;
      } finally {
        await store.close();
      }
    },
  };
}

/** Puts a question to the bot. `kept`: what proves that it was told to be kept; then the entry holds just that. */
type Ask = (
  question: () => Promise<Reply>,
  about?: { entry: Entry; body: string; kept(reply: Reply): string | undefined },
) => Promise<Reply | undefined>;

const asker =
  (tally: Tally, latest: { keptAsked: number }): Ask =>
  async (question, about) => {
    const asked = performance.now();
    about?.entry.bodies.push(about.body);
    try {
      const reply = await question();
      tally.presses += 1;
      const id = about?.kept(reply);
      if (!about || id === undefined) return reply;
      about.entry.id = id;
      about.entry.bodies = [about.body];
      tally.told += 1;
      latest.keptAsked = asked;
      return reply;
    } catch (error) {
      // Before the bot has registered its commands there is nothing to press.
      if (error instanceof DriverError && error.reason === "unknown-command") return undefined;
      tally.presses += 1;
      tally.unanswered += 1;
      return undefined;
    } finally {
      await pause(everyMs);
    }
  };

/** Id of the record that a screen is about, by a select that only the screen of a kept one has. */
const recordOn = (reply: Reply, prefix: string): string | undefined =>
  reply.message?.selects.find(({ customId }) => customId.startsWith(prefix))?.customId.slice(prefix.length);

async function checkIn(ask: Ask, member: Member, book: Entry[], count: number): Promise<void> {
  const state = states[count % 3] ?? "within";
  const numbers = {
    access: count % 11,
    mood: (Math.floor(count / 11) % 7) - 3,
    urge: Math.floor(count / 77) % 11,
    sleep: 10 - (count % 11),
  };
  const entry: Entry = { bodies: [] };
  book.push(entry);
  const kept = (reply: Reply) => recordOn(reply, "1:checkin:state:");
  const made = await ask(() => member.slash("/checkin", { state, ...numbers }), {
    entry,
    body: checkInText({ state, ...numbers }),
    kept,
  });
  if (!made?.message || entry.id === undefined) return;
  const press = { messageId: made.message.id, customId: `1:checkin:note:${entry.id}` };
  if ((await ask(() => member.press(press)))?.kind !== "modal") return;
  const note = `${count} ${padding}`.trim();
  await ask(() => member.submit({ note }), {
    entry,
    body: checkInText({ state, ...numbers, note }),
    kept: (reply) => (reply.text.includes(noteKept) ? kept(reply) : undefined),
  });
}

async function urge(ask: Ask, member: Member, book: Entry[], count: number): Promise<void> {
  const [intensity, guess] = [count % 11, (count + 3) % 11];
  const entry: Entry = { bodies: [] };
  book.push(entry);
  const kept = (reply: Reply) => recordOn(reply, "1:urge:guess:");
  const made = await ask(() => member.slash("/urge", { intensity }), {
    entry,
    body: urgeText({ readings: [{ intensity }] }),
    kept,
  });
  if (!made?.message || entry.id === undefined) return;
  const where = { message: made.message.id };
  await ask(() => member.select(`1:urge:guess:${entry.id}`, String(guess), where), {
    entry,
    body: urgeText({ readings: [{ intensity }], guess }),
    kept: (reply) => {
      const chosen = reply.message?.selects.find(({ customId }) => customId === `1:urge:guess:${entry.id}`);
      return chosen?.chosen.includes(String(guess)) ? entry.id : undefined;
    },
  });
}

const checkInText = ({
  state,
  access,
  mood,
  urge: strength,
  sleep,
  note,
}: Omit<CheckIn, "version">): string => JSON.stringify([state, access, mood, strength, sleep, note ?? null]);

const urgeText = ({ readings, guess }: Pick<Urge, "guess"> & { readings: { intensity: number }[] }): string =>
  JSON.stringify([readings.map(({ intensity }) => intensity), guess ?? null]);

/** All of a member's records, each one opened. */
function* stored(q: MemberTables) {
  const checkIns = yield* q.records.list("checkin");
  const urges = yield* q.records.list("urge");
  return new Map([
    ...checkIns.map(({ id, body }) => [id, checkInText(body)] as const),
    ...urges.map(({ id, body }) => [id, urgeText(body)] as const),
  ]);
}

function compare(book: Entry[], found: Map<string, string>): Kept {
  const kept: Kept = { missing: 0, torn: 0 };
  for (const { id, bodies } of book) {
    if (id === undefined) continue;
    const body = found.get(id);
    if (body === undefined) kept.missing += 1;
    else if (!bodies.includes(body)) kept.torn += 1;
    found.delete(id);
  }
  // What is left was asked for and had no answer: it may be there once, whole, or not at all.
  const unanswered = book.filter(({ id }) => id === undefined);
  for (const body of found.values()) {
    const at = unanswered.findIndex(({ bodies }) => bodies.includes(body));
    if (at === -1) kept.torn += 1;
    else unanswered.splice(at, 1);
  }
  return kept;
}
