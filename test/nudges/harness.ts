/** The scheduler on a real database, with a clock that moves only when told to and a made-up Discord at its end. */
import { setImmediate as breathe } from "node:timers/promises";
import { replan } from "#app/due-plan.ts";
import { recipientRow } from "#app/due-rows.ts";
import { nudgeCases, type NudgeCases } from "#app/nudges.ts";
import type { Delivery, DueRow } from "#app/nudge-tables.ts";
import { scheduleCases, type ScheduleCases } from "#app/schedules.ts";
import type { Person } from "#app/store.ts";
import { dailyRule, type Rule } from "#core/recurrence.ts";
import type { Schedule, ScheduleDraft } from "#core/schedule.ts";
import { readCron } from "#nudges/cron-text.ts";
import { materialise } from "#nudges/materialise.ts";
import { readUntil } from "#nudges/natural-date.ts";
import type { Nudge, Outcome, Sender } from "#nudges/sender.ts";
import { startAttempts } from "#nudges/start-attempts.ts";
import { startNudges, type NudgeOptions, type Nudges } from "#nudges/start.ts";
import type { OpenStore } from "#storage/open.ts";
import type { Dialect } from "#storage/sql.ts";
import { anySchedule } from "#test/fixtures/any-schedule.ts";
import { ash, startStore } from "#test/storage/harness.ts";

/** How long Discord remembers a nonce; not published, "a few minutes". */
const nonceMemoryMs = 180_000;

export interface Received {
  nonce: string;
  at: number;
  nudge: Nudge;
}

/** Discord as the scheduler meets it: a message for each nonce that it does not remember. */
export interface FakeDiscord extends Sender {
  /** What members see. */
  messages: Received[];
  requests: number;
  /** What the next requests meet in place of success; "lost" arrives but its answer does not. */
  faults: (Outcome | "lost" | "hang")[];
  /** Answers those who hang. */
  release(outcome: Outcome): void;
  up: boolean;
}

export function fakeDiscord(now: () => number): FakeDiscord {
  const hanging: PromiseWithResolvers<Outcome>[] = [];
  const discord: FakeDiscord = {
    messages: [],
    requests: 0,
    faults: [],
    up: true,
    release: (outcome) => hanging.splice(0).forEach((one) => one.resolve(outcome)),
    probe: async () => discord.up,
    async send(nudge) {
      discord.requests += 1;
      if (!discord.up) return { kind: "unclear", reason: "http-503" };
      const fault = discord.faults.shift();
      if (fault === "hang") {
        const one = Promise.withResolvers<Outcome>();
        hanging.push(one);
        return one.promise;
      }
      if (fault && fault !== "lost") return fault;
      const known = discord.messages.find(
        ({ nonce, at }) => nonce === nudge.nonce && now() - at < nonceMemoryMs,
      );
      if (!known) discord.messages.push({ nonce: nudge.nonce, at: now(), nudge });
      if (fault === "lost") return { kind: "unclear", reason: "reset" };
      const index = known ? discord.messages.indexOf(known) : discord.messages.length - 1;
      return { kind: "sent", messageId: `m${index}`, channelId: dmOf(nudge) };
    },
  };
  return discord;
}

const dmOf = ({ to }: Nudge): string => ("channelId" in to ? to.channelId : `dm-${to.personId}`);

export interface Machine extends AsyncDisposable {
  store: OpenStore;
  /** Of its database. */
  url: string;
  discord: FakeDiscord;
  nudges(): Nudges;
  cases: NudgeCases;
  moderation: ScheduleCases;
  now(): number;
  /** Sets the clock, which nothing notices until the next tick. */
  setClock(iso: string | number): void;
  /** Sets the clock and does all that is due. */
  at(iso: string | number): Promise<void>;
  /** Goes there from due event to due event, as time does. */
  pass(iso: string): Promise<void>;
  /** Waits, turn by turn of the event loop, until something has happened. */
  until(happened: () => boolean): Promise<void>;
  /** Ends this run as a power cut does, and starts another one. */
  crash(): Promise<void>;
  member(changes?: Partial<Person>): Promise<Person>;
  /** A schedule of the member's own, or of a server. */
  schedule(person: Person, rule: Rule, changes?: Partial<Schedule>): Promise<DueRow>;
  ledger(dueId: string): Promise<Delivery[]>;
  errors: { data: object; message: string }[];
}

/** Starts the scheduler at a time. */
export async function startMachine(
  dialect: Dialect,
  at: string,
  options: Partial<NudgeOptions> = {},
): Promise<Machine> {
  const harness = await startStore(dialect);
  const clock = { now: Date.parse(at) };
  const now = () => clock.now;
  let ids = 0;
  const newId = () => `id-${String(++ids).padStart(6, "0")}`;
  const discord = fakeDiscord(now);
  const errors: Machine["errors"] = [];
  const note = (data: object, message: string) => void errors.push({ data, message });
  const run = () =>
    startNudges({
      store: harness.store,
      now,
      pace: () => Number(process.hrtime.bigint() / 1_000_000n),
      newId,
      log: { info: () => undefined, warn: () => undefined, error: note },
      tzdata: "2026a",
      sender: discord,
      alone: dialect === "sqlite",
      perSecond: 100_000,
      ticking: false,
      ...options,
    });
  let nudges = await run();
  const machine: Machine = {
    store: harness.store,
    url: harness.options.url,
    discord,
    errors,
    now,
    nudges: () => nudges,
    cases: nudgeCases({ store: harness.store, now, newId }, readUntil),
    moderation: scheduleCases({ store: harness.store, now, newId }, { readCron, readUntil }),
    setClock: (time) => void (clock.now = typeof time === "number" ? time : Date.parse(time)),
    async at(time) {
      machine.setClock(time);
      await nudges.tick();
      await nudges.idle();
    },
    async pass(to) {
      const end = Date.parse(to);
      for (let due = await nudges.nextDue(); due && due.at <= end; due = await nudges.nextDue())
        await machine.at(Math.max(due.at, now()));
      await machine.at(end);
    },
    async until(happened) {
      while (!happened()) await breathe();
    },
    async crash() {
      nudges = await run();
    },
    async member(changes = {}) {
      const id = String(2000 + ++ids);
      const person: Person = { ...ash, id, quietFrom: null, quietTo: null, dayStart: 0, ...changes };
      await harness.store.tx((q) => q.people.save(person));
      return person;
    },
    async schedule(person, rule, changes = {}) {
      const schedule = scheduleOf(newId(), person, rule, clock.now, changes);
      const dueId = newId();
      return harness.store.tx(function* (q) {
        if (schedule.guildId !== null)
          yield* q.guilds.ensure({ id: schedule.guildId, zone: "UTC", locale: "en", joinedAt: 0 });
        yield* q.schedules.add(schedule);
        const row = recipientRow(dueId, schedule, schedule.way === "channel" ? null : person.id);
        yield* q.due.add(row);
        yield* replan(q.queue, yield* q.queue.factsOfRow(row.id), clock.now);
        return row;
      });
    },
    ledger: (dueId) => harness.store.tx((q) => q.deliveries.ofDue(dueId)),
    async [Symbol.asyncDispose]() {
      discord.release({ kind: "unclear", reason: "over" });
      await nudges.stop();
      await harness[Symbol.asyncDispose]();
    },
  };
  return machine;
}

/** Brings what is due into the ledger and sends none of it: a bot that dies right after its claim. */
export async function claimOnly(machine: Machine): Promise<void> {
  await machine.store.tx((q) => materialise(q.queue, machine.now(), 200, () => false), "latest");
}

/** Claims, marks as being sent, and dies: before the request arrived, or after it. */
export async function dieWhileSending(machine: Machine, arrived: boolean): Promise<void> {
  await claimOnly(machine);
  const now = machine.now();
  const { started } = await machine.store.tx(function* (q) {
    const turns = (yield* q.queue.lanes(now)).map(({ lane, ready }) => ({ lane, quota: ready }));
    return yield* startAttempts(q.queue, turns, "somebody-who-died", now);
  }, "latest");
  if (arrived) for (const { nudge } of started) await machine.discord.send(nudge);
}

const scheduleOf = (
  id: string,
  person: Person,
  rule: Rule,
  at: number,
  changes: Partial<Schedule>,
): Schedule => ({
  ...anySchedule,
  id,
  personId: changes.guildId ? null : person.id,
  rule,
  createdBy: person.id,
  createdAt: at,
  updatedAt: at,
  ...changes,
});

/** A Monday, 08:00 in Berlin. */
export const start = "2026-05-04T06:00:00Z";
/** Daily at 09:00, which is 07:00 UTC in Berlin that week. */
export const nine = dailyRule([9 * 60]);
export const berlin = { zone: "Europe/Berlin" };

/** A member with a nudge at 09:00 in Berlin. */
export async function oneNudge(machine: Machine): Promise<{ person: Person; due: DueRow }> {
  const person = await machine.member(berlin);
  const due = await machine.schedule(person, nine);
  await machine.at(start);
  return { person, due };
}

/** Who moderates a server, and the bare schedule they make there. */
export const by = { id: "moderator", guildId: "g1", locale: "en" };
export const checkins: ScheduleDraft = {
  kind: "checkin",
  content: {},
  rule: nine,
  zone: null,
  windowMin: 0,
  way: "dm",
  channelId: null,
  policy: {},
};

export const states = (ledger: Delivery[]) => ledger.map(({ state }) => state);
export const reasons = (ledger: Delivery[]) => ledger.map(({ reason }) => reason);
