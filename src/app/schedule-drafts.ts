/**
 * A schedule while it is put together: kept, so that nothing is lost by a closed phone, a restart or a wrong date. What
 * is picked is checked at once; what is still missing is only asked for when it is to be saved.
 */
import type { Snowflake, Zone } from "#core/ids.ts";
import { zoneNotChosen } from "#core/person.ts";
import { dailyRule } from "#core/recurrence.ts";
import type { Schedule, ScheduleDraft } from "#core/schedule.ts";
import type { Deps } from "./deps.ts";
import { boundedText, Fault } from "./fault.ts";
import type { DraftRow } from "./nudge-tables.ts";
import { knownZone, ofServer, soundRule, type Moderator, type ScheduleCases } from "./schedules.ts";
import type { Steps } from "./steps.ts";
import type { Tables } from "./store.ts";

/** A place in a text that it must not have: the words, and one sentence for their author. */
export interface WordingHit {
  match: string;
  message: string;
}

/** Looks a text over for what the bot never says. */
export type Lint = (text: string) => Promise<WordingHit[]>;

export interface Draft extends DraftRow {
  /** What keeps it from being saved; undefined when nothing does. */
  lacks: "channel" | "words" | "wording" | undefined;
  hits: WordingHit[];
  /** The clock of the server: what one clock for all means unless another is picked. */
  serverZone: Zone;
}

export interface DraftCases {
  /** A check-in every weekday at eight, on each member's own clock, by DM to whoever joins; with changes. */
  begin(by: Moderator, changes: Partial<ScheduleDraft>): Promise<Draft>;
  /** What there is, to be changed. @throws {Fault} gone */
  beginEdit(by: Moderator, scheduleId: string): Promise<Draft>;
  /** @throws {Fault} gone */
  find(by: Moderator, id: string): Promise<Draft>;
  /** What is refused leaves the draft as it was. @throws {Fault} gone, or what is wrong with the rule or the text */
  change(by: Moderator, id: string, changes: (before: Draft) => Partial<ScheduleDraft>): Promise<Draft>;
  /** @throws {Fault} gone, no-channel, no-words, wording, changed-meanwhile, list-full */
  save(by: Moderator, id: string): Promise<Schedule>;
  drop(by: Moderator, id: string): Promise<void>;
  /** The clock of the server. */
  serverZone(by: Moderator): Promise<Zone>;
}

/** Characters of a moderator's own text. */
export const ownTextLimit = 1000;
const keepMs = 86_400_000;
const eight = 8 * 60;
const weekdays = [1, 2, 3, 4, 5];

const usual: ScheduleDraft = {
  kind: "checkin",
  content: {},
  rule: dailyRule([eight], weekdays),
  zone: null,
  windowMin: 0,
  way: "dm",
  channelId: null,
  policy: {},
};

export function draftCases({ store, now, newId }: Deps, schedules: ScheduleCases, lint: Lint): DraftCases {
  const complete = async ({ row, serverZone }: { row: DraftRow; serverZone: Zone }): Promise<Draft> => {
    const text = textOf(row.body);
    const hits = text === undefined ? [] : await lint(text);
    return { ...row, hits, lacks: lackOf(row.body, hits), serverZone };
  };
  const keep = (by: Moderator, make: (q: Tables) => Steps<DraftRow>) =>
    store.tx(function* (q) {
      const serverZone = yield* zoneOfServer(q, by);
      yield* q.guilds.ensure({ id: by.guildId, zone: serverZone, locale: by.locale, joinedAt: now() });
      yield* q.drafts.removeOlder(by.guildId, now() - keepMs);
      const row = yield* make(q);
      yield* q.drafts.save(row);
      return { row, serverZone };
    });
  const find = (by: Moderator, id: string) =>
    store.tx(function* (q) {
      return { row: yield* draftOf(q, by.guildId, id), serverZone: yield* zoneOfServer(q, by) };
    });

  return {
    begin: async (by, changes) =>
      complete(
        await keep(by, function* (q) {
          const body = tidy({ ...usual, ...changes }, yield* zoneOfServer(q, by));
          soundRule(body, now());
          return { id: newId(), guildId: by.guildId, scheduleId: null, rev: 0, body, updatedAt: now() };
        }),
      ),
    beginEdit: async (by, scheduleId) =>
      complete(
        await keep(by, function* (q) {
          const { rev, ...schedule } = yield* ofServer(q, by.guildId, scheduleId);
          const zone =
            schedule.zone === null ? null : (knownZone(schedule.zone) ?? (yield* zoneOfServer(q, by)));
          const body = { ...decided(schedule), zone };
          return { id: newId(), guildId: by.guildId, scheduleId, rev, body, updatedAt: now() };
        }),
      ),
    find: async (by, id) => complete(await find(by, id)),
    change: async (by, id, changes) => {
      const before = await complete(await find(by, id));
      return complete(
        await keep(by, function* (q) {
          const row = yield* draftOf(q, by.guildId, id);
          const body = tidy({ ...row.body, ...changes({ ...before, ...row }) }, before.serverZone);
          soundRule(body, now());
          return { ...row, body, updatedAt: now() };
        }),
      );
    },
    save: async (by, id) => {
      const { body, hits, lacks, scheduleId, rev } = await complete(await find(by, id));
      if (lacks === "channel") throw new Fault("no-channel");
      if (lacks === "words") throw new Fault("no-words");
      if (lacks === "wording") throw new Fault("wording", { why: hits[0]?.message ?? "" });
      const saved = scheduleId
        ? await schedules.edit(by, scheduleId, body, rev)
        : await schedules.add(by, body);
      await store.tx((q) => q.drafts.remove(id));
      return saved;
    },
    drop: (by, id) =>
      store.tx(function* (q) {
        const row = yield* draftOf(q, by.guildId, id);
        yield* q.drafts.remove(row.id);
      }),
    serverZone: (by) => store.tx((q) => zoneOfServer(q, by)),
  };
}

const decided = (schedule: ScheduleDraft): ScheduleDraft => {
  const { kind, content, rule, zone, windowMin, way, channelId, policy } = schedule;
  return { kind, content, rule, zone, windowMin, way, channelId, policy };
};

/** The moderators' own words of a schedule, if it brings any. */
export const textOf = ({ kind, content }: Pick<ScheduleDraft, "kind" | "content">): string | undefined =>
  kind === "text" && typeof content["text"] === "string" ? content["text"] : undefined;

function lackOf(body: ScheduleDraft, hits: WordingHit[]): Draft["lacks"] {
  if (body.kind === "text" && textOf(body) === undefined) return "words";
  if (hits.length > 0) return "wording";
  return body.way === "channel" && body.channelId === null ? "channel" : undefined;
}

/** A post comes at one time for everybody; own words have a length. */
function tidy(body: ScheduleDraft, serverZone: Zone): ScheduleDraft {
  const text = textOf(body);
  const content =
    text === undefined ? body.content : { ...body.content, text: boundedText(text, ownTextLimit) };
  const zone = body.way === "channel" ? (body.zone ?? serverZone) : body.zone;
  return { ...body, content, zone };
}

function* draftOf(q: Tables, guildId: Snowflake, id: string): Steps<DraftRow> {
  const row = yield* q.drafts.find(id);
  if (row?.guildId !== guildId) throw new Fault("draft-gone");
  return row;
}

/** The server's zone; before it has one, the moderator's own, which is most likely the same. */
function* zoneOfServer(q: Tables, by: Moderator): Steps<Zone> {
  const known = yield* q.guilds.find(by.guildId);
  if (known) return knownZone(known.zone) ?? "UTC";
  const own = (yield* q.people.find(by.id))?.zone;
  return own === undefined || own === zoneNotChosen ? "UTC" : own;
}
