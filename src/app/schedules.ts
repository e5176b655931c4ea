/** What moderators do with their server's schedules. Each change is in the audit log, in the same transaction. */
import type { CronFault } from "#core/cron-fault.ts";
import type { EpochMs, Snowflake, Zone } from "#core/ids.ts";
import type { Rule } from "#core/recurrence.ts";
import { checkRule } from "#core/schedule-check.ts";
import { previewOf, type Preview } from "#core/schedule-preview.ts";
import { graceOf, retime, type Schedule, type ScheduleDraft } from "#core/schedule.ts";
import { serverWeekOf } from "#core/server-week.ts";
import { localDate } from "#core/wall-clock.ts";
import { isZone } from "#core/zone.ts";
import type { Deps } from "./deps.ts";
import { errandId, errandRow, replanAfterStop } from "./due-rows.ts";
import { Fault } from "./fault.ts";
import type { ReadUntil } from "./nudges.ts";
import type { Panel } from "./nudge-tables.ts";
import type { AuditEntry } from "./server-tables.ts";
import type { Steps } from "./steps.ts";
import type { Tables } from "./store.ts";
import { seeToChannel } from "./subscriptions.ts";

/** A moderator at work in their server. */
export interface Moderator {
  id: Snowflake;
  guildId: Snowflake;
  locale: string;
}

export interface ScheduleCases {
  list(guildId: Snowflake): Promise<Schedule[]>;
  /** @throws {Fault} gone */
  find(guildId: Snowflake, id: string): Promise<Schedule>;
  /** @throws {Fault} list-full, unknown-zone, no-channel, or what is wrong with the rule */
  add(by: Moderator, draft: ScheduleDraft): Promise<Schedule>;
  /** @param rev the revision that was looked at, if any. @throws {Fault} as `add`, gone, changed-meanwhile */
  edit(by: Moderator, id: string, changes: Partial<ScheduleDraft>, rev?: number): Promise<Schedule>;
  /** @param until null: until it is resumed */
  pause(by: Moderator, id: string, until: EpochMs | null): Promise<Schedule>;
  /** A pause in words, on the clock the schedule keeps. @throws {Fault} gone, date-not-understood, date-is-past, date-too-far */
  pauseUntil(by: Moderator, id: string, words: string): Promise<Schedule>;
  /** Ends a pause, and tries a target again that Discord had refused. */
  resume(by: Moderator, id: string): Promise<Schedule>;
  /** @returns where it had been announced */
  remove(by: Moderator, id: string): Promise<Panel[]>;
  /** Notes a panel that announces it. */
  announced(by: Moderator, id: string, panel: { channelId: Snowflake; messageId: Snowflake }): Promise<void>;
  /** What it will do; `id` names the schedule itself when it exists already. */
  preview(
    by: Moderator,
    draft: ScheduleDraft,
    id: string | null,
    zone: Zone,
  ): Promise<Preview & { reach: Reach }>;
  /** Once, now, to the moderator alone, or as a post in its channel; the next occurrence stays what it is. */
  runNow(by: Moderator, id: string, to: "me" | "channel"): Promise<void>;
  /** A cron line as a rule. @throws {Fault} with what is wrong with it */
  readCron(text: string): Rule;
  /** Newest first. */
  audit(guildId: Snowflake, limit: number): Promise<AuditEntry[]>;
  /** The bot was removed from the server: its schedules rest. */
  serverLeft(guildId: Snowflake): Promise<void>;
  /** The bot is (again) in the server. */
  serverBack(guildId: Snowflake): Promise<void>;
  /** Catches up after a start: `isIn` says of a server whether the bot is in it, undefined when that is another process's to say. */
  serversPresent(isIn: (guildId: Snowflake) => boolean | undefined): Promise<void>;
}

/** How many members a schedule reaches, as far as moderators may know. */
export type Reach = { fewerThan: 10 } | { about: number };

export type ReadCron = (text: string) => { rule: Rule } | { fault: CronFault };

const schedulesAtMost = 50;
/** No end in sight. */
const forGood = 8.64e15;
/** Rows that move in the transaction of the change itself; the scheduler sees to the rest at once. */
const firstSlice = 200;

export function scheduleCases(
  { store, now, newId }: Deps,
  { readCron, readUntil }: { readCron: ReadCron; readUntil: ReadUntil },
): ScheduleCases {
  const change = (
    by: Moderator,
    id: string,
    action: string,
    next: (schedule: Schedule) => Partial<Schedule>,
  ) =>
    store.tx(function* (q) {
      const before = yield* ofServer(q, by.guildId, id);
      const changes = next(before);
      const schedule = { ...before, ...changes, rev: before.rev + 1, updatedAt: now() };
      yield* q.schedules.save(schedule);
      yield* seeToChannel(q, schedule, now(), newId);
      yield* moveFirst(q, id, now());
      const changed = differing(before, changes);
      const detail = changed.length > 0 ? { ...changes, changed, was: before.rule } : changes;
      yield* note(q, by, action, schedule, detail);
      return schedule;
    });
  /** With kind and rule, by which it is known when it is gone. */
  function* note(
    q: Tables,
    by: Moderator,
    action: string,
    { id, kind, rule }: Pick<Schedule, "id" | "kind" | "rule">,
    detail: object = {},
  ): Steps<void> {
    yield* q.audit.add({
      id: newId(),
      guildId: by.guildId,
      at: now(),
      actorId: by.id,
      action,
      target: id,
      detail: { kind, rule, ...detail },
    });
  }

  const pause = (by: Moderator, id: string, until: EpochMs | null) =>
    change(by, id, "schedule-pause", () => ({ pausedUntil: until ?? forGood }));

  return {
    list: (guildId) => store.tx((q) => q.schedules.ofGuild(guildId)),
    find: (guildId, id) => store.tx((q) => ofServer(q, guildId, id)),
    add: (by, draft) =>
      store.tx(function* (q) {
        yield* q.guilds.ensure({
          id: by.guildId,
          zone: draft.zone ?? "UTC",
          locale: by.locale,
          joinedAt: now(),
        });
        if ((yield* q.schedules.ofGuild(by.guildId)).length >= schedulesAtMost)
          throw new Fault("list-full", { limit: schedulesAtMost });
        const schedule = newSchedule(newId(), by, sound(draft, now()), now());
        yield* q.schedules.add(schedule);
        yield* seeToChannel(q, schedule, now(), newId);
        yield* moveFirst(q, schedule.id, now());
        yield* note(q, by, "schedule-add", schedule, draft);
        return schedule;
      }),
    edit: (by, id, changes, rev) =>
      change(by, id, "schedule-edit", (before) => {
        if (rev !== undefined && rev !== before.rev) throw new Fault("changed-meanwhile");
        const draft = sound({ ...before, ...changes }, now());
        return { ...draft, rule: keepSlots(before.rule, draft.rule), graceS: graceOf(draft.kind) };
      }),
    pause,
    pauseUntil: async (by, id, words) => {
      const zone = await store.tx(function* (q) {
        return (yield* ofServer(q, by.guildId, id)).zone ?? (yield* q.guilds.find(by.guildId))?.zone ?? "UTC";
      });
      const read = await readUntil(words, { now: now(), zone, dayStart: 0 });
      if ("fault" in read) throw new Fault(read.fault, { text: words });
      return pause(by, id, read.until);
    },
    resume: (by, id) =>
      change(by, id, "schedule-resume", () => ({ pausedUntil: null, halted: null, enabled: true })),
    remove: (by, id) =>
      store.tx(function* (q) {
        const schedule = yield* ofServer(q, by.guildId, id);
        const panels = yield* q.panels.ofSchedule(id);
        yield* q.schedules.remove(id);
        yield* note(q, by, "schedule-remove", schedule);
        return panels;
      }),
    announced: (by, id, { channelId, messageId }) =>
      store.tx(function* (q) {
        const schedule = yield* ofServer(q, by.guildId, id);
        const { guildId } = by;
        yield* q.panels.add({ messageId, channelId, guildId, scheduleId: id, createdAt: now() });
        yield* note(q, by, "schedule-announce", schedule, { channelId });
      }),
    preview: (by, draft, id, zone) =>
      store.tx(function* (q) {
        const here = <S extends { zone: Zone | null }>(one: S) => ({
          ...one,
          zone: knownZone(one.zone) ?? zone,
        });
        const looked = { ...soundRule(here(draft), now()), id: id ?? "" };
        const others = (yield* q.schedules.ofGuild(by.guildId)).filter((one) => one.enabled && one.id !== id);
        const preview = previewOf(looked, others.map(here), now());
        return {
          ...preview,
          reach: id === null ? reachOf(0) : yield* reachThisWeek(q, by.guildId, id, now()),
        };
      }),
    runNow: (by, id, to) =>
      store.tx(function* (q) {
        const schedule = yield* ofServer(q, by.guildId, id);
        const { kind, guildId } = schedule;
        const errand = { kind, at: now(), scheduleId: id, guildId };
        const row = errandRow(errandId("r", now(), id), by.id, errand);
        yield* q.due.add(to === "me" ? row : { ...row, personId: null });
        yield* note(q, by, "schedule-run-now", schedule, { to });
      }),
    readCron: (text) => {
      const read = readCron(text);
      if ("rule" in read) return read.rule;
      const { code, ...values } = read.fault;
      throw new Fault(code, values);
    },
    audit: (guildId, limit) => store.tx((q) => q.audit.ofGuild(guildId, limit)),
    serverLeft: (guildId) => store.tx((q) => setLeft(q, guildId, now())),
    serverBack: (guildId) => store.tx((q) => setLeft(q, guildId, null)),
    serversPresent: (isIn) =>
      store.tx(function* (q) {
        for (const { id, leftAt } of yield* q.guilds.all()) {
          const present = isIn(id);
          if (present === true && leftAt !== null) yield* setLeft(q, id, null);
          if (present === false && leftAt === null) yield* setLeft(q, id, now());
        }
      }),
  };
}

/** A server that lets the bot in again has what Discord had refused meanwhile tried again too. */
function* setLeft(q: Tables, guildId: Snowflake, leftAt: EpochMs | null): Steps<void> {
  yield* q.guilds.setLeft(guildId, leftAt);
  if (leftAt === null)
    for (const schedule of yield* q.schedules.ofGuild(guildId))
      if (schedule.halted) yield* q.schedules.save({ ...schedule, halted: null });
  yield* q.queue.setStaleOfGuild(guildId);
}

/** @throws {Fault} gone */
export function* ofServer(q: Tables, guildId: Snowflake, id: string): Steps<Schedule> {
  const schedule = yield* q.schedules.find(id);
  if (schedule?.guildId !== guildId) throw new Fault("gone");
  return schedule;
}

/** The first rows move at once, the rest is marked for the scheduler. */
function* moveFirst(q: Tables, scheduleId: string, now: EpochMs): Steps<void> {
  const rows = yield* q.queue.factsOfSchedule(scheduleId, "", firstSlice);
  yield* replanAfterStop(q, rows, now, "edited");
  yield* q.queue.setStale(scheduleId, rows.length < firstSlice ? null : rows.at(-1)!.dueId);
}

/** @throws {Fault} with what is wrong */
function sound<D extends ScheduleDraft>(draft: D, now: EpochMs): D {
  if (draft.way === "channel" && draft.channelId === null) throw new Fault("no-channel");
  if (draft.way === "channel" && draft.zone === null) throw new Fault("channel-needs-zone");
  return soundRule(draft, now);
}

/** What the running time zone data does not know holds a schedule up, and must not keep it from being looked at. */
export const knownZone = (zone: Zone | null): Zone | null => (zone !== null && isZone(zone) ? zone : null);

/** @throws {Fault} with what is wrong with the times, or a zone that the running time zone data does not know */
export function soundRule<D extends Pick<ScheduleDraft, "rule" | "zone">>(draft: D, now: EpochMs): D {
  if (draft.zone !== null && !isZone(draft.zone)) throw new Fault("unknown-zone", { name: draft.zone });
  const fault = checkRule(draft.rule, localDate(now, draft.zone ?? "UTC"));
  if (!fault) return draft;
  const { code, ...values } = fault;
  throw new Fault(code, values);
}

const fields = ["kind", "content", "rule", "zone", "windowMin", "way", "channelId", "policy"] as const;

/** Names of what an edit changed, for the audit log. */
const differing = (before: Schedule, after: Partial<Schedule>): string[] =>
  fields.filter(
    (field) => after[field] !== undefined && JSON.stringify(after[field]) !== JSON.stringify(before[field]),
  );

/** Times that stay keep their slot, so that a day already served stays served. */
function keepSlots(before: Rule, after: Rule): Rule {
  if (before.kind !== "times" || after.kind !== "times") return after;
  return {
    ...after,
    times: retime(
      before.times,
      after.times.map(({ at }) => at),
    ),
  };
}

function newSchedule(id: string, by: Moderator, draft: ScheduleDraft, at: EpochMs): Schedule {
  const { kind, content, rule, zone, windowMin, way, channelId, policy } = draft;
  return {
    id,
    guildId: by.guildId,
    personId: null,
    kind,
    content,
    rule,
    zone,
    windowMin,
    way,
    channelId,
    graceS: graceOf(kind),
    policy,
    pausedUntil: null,
    enabled: true,
    halted: null,
    rev: 0,
    createdBy: by.id,
    createdAt: at,
    updatedAt: at,
  };
}

/**
 * Counted once a week and kept rounded: a number that changed as somebody joins or leaves would tell on them.
 * In the week in which a schedule is made nobody may have joined yet; then too it waits for the next.
 */
function* reachThisWeek(q: Tables, guildId: Snowflake, scheduleId: string, now: EpochMs): Steps<Reach> {
  const week = serverWeekOf(now);
  const name = `joined/${scheduleId}`;
  const known = yield* q.counters.ofGuild(guildId, week, name);
  const counted = known.find((one) => one.week === week && one.name === name);
  if (counted) return reachOf(counted.value);
  const reach = reachOf(yield* q.subscriptions.count(scheduleId));
  yield* q.counters.put(guildId, [{ week, name, value: "about" in reach ? reach.about : 0 }]);
  return reach;
}

/** Below ten nothing is told; above, rounded to five. */
export function reachOf(count: number): Reach {
  return count < 10 ? { fewerThan: 10 } : { about: Math.round(count / 5) * 5 };
}
