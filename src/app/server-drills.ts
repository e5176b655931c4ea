/** Scenarios that a server's moderators bring: checked like the bank, offered to members of that server alone. */
import type { Scenario } from "#core/drill-scenario.ts";
import type { Snowflake } from "#core/ids.ts";
import type { Deps } from "./deps.ts";
import type { ServerDrill } from "./drill-tables.ts";
import type { Scenarios } from "./drill-texts.ts";
import { Fault } from "./fault.ts";
import type { Moderator } from "./schedules.ts";
import type { Steps, Tables } from "./store.ts";

/** What is wrong with a file, and where; the sentence is for its author. */
export interface FileFault {
  line: number;
  code: string;
  message: string;
}

export type DrillRead =
  /** `drawing`: every screen as text, for its author. */
  { ok: true; scenario: Scenario; drawing: string } | { ok: false; faults: readonly FileFault[] };

export interface DrillFiles {
  /** The same checks and sentences as for the bank; never throws, whatever the text. */
  read(text: string): Promise<DrillRead>;
  write(scenario: Scenario): Promise<string>;
}

export interface OwnDrill extends ServerDrill {
  title: string;
}

export interface ServerDrillCases {
  /** Looks a file over and keeps nothing; one at a time for each server. @throws {Fault} too-fast */
  check(guildId: Snowflake, text: string): Promise<DrillRead>;
  /** Offers it from now on, in place of one of the same id. @throws {Fault} drill-id-taken, list-full */
  publish(by: Moderator, scenario: Scenario): Promise<void>;
  /** Offers it to nobody; who is in the middle of it finishes it. @throws {Fault} gone */
  withdraw(by: Moderator, id: string): Promise<void>;
  /** @throws {Fault} gone */
  offerAgain(by: Moderator, id: string): Promise<void>;
  list(guildId: Snowflake): Promise<OwnDrill[]>;
  /** As a file. @throws {Fault} gone */
  export(guildId: Snowflake, id: string): Promise<string>;
}

const atMost = 100;
/** A file that was made to take long takes this long. */
const readingSeconds = 10;

export function serverDrillCases(
  { store, now, newId }: Deps,
  bank: Scenarios,
  files: DrillFiles,
): ServerDrillCases {
  /** Servers whose file is looked over just now: files wait in one line, which nobody may fill for all others. */
  const reading = new Set<Snowflake>();
  function* note(q: Tables, by: Moderator, action: string, id: string, detail: object): Steps<void> {
    const entry = { id: newId(), guildId: by.guildId, at: now(), actorId: by.id };
    yield* q.audit.add({ ...entry, action, target: id, detail: { ...detail } });
  }
  const change = (by: Moderator, id: string, action: string, changes: Pick<ServerDrill, "withdrawnAt">) =>
    store.tx(function* (q) {
      const found = yield* q.serverDrills.find(by.guildId, id);
      if (!found) throw new Fault("gone");
      yield* q.serverDrills.save({ ...found, ...changes });
      yield* note(q, by, action, id, {});
    });
  return {
    check: async (guildId, text) => {
      if (reading.has(guildId)) throw new Fault("too-fast", { seconds: readingSeconds });
      reading.add(guildId);
      try {
        return await files.read(text);
      } finally {
        reading.delete(guildId);
      }
    },
    publish: (by, scenario) =>
      store.tx(function* (q) {
        const { id, hash, title } = scenario;
        if (bank.all(scenario.locale).some((known) => known.id === id))
          throw new Fault("drill-id-taken", { id });
        const own = yield* q.serverDrills.ofGuild(by.guildId);
        if (own.length >= atMost && !own.some((known) => known.id === id))
          throw new Fault("list-full", { limit: atMost });
        yield* q.guilds.ensure({ id: by.guildId, zone: "UTC", locale: by.locale, joinedAt: now() });
        yield* q.drillTexts.keep(scenario, now());
        const drill = { guildId: by.guildId, id, hash, importedAt: now(), withdrawnAt: null };
        yield* q.serverDrills.save(drill);
        yield* note(q, by, "drill-publish", id, { title, hash });
      }),
    withdraw: (by, id) => change(by, id, "drill-withdraw", { withdrawnAt: now() }),
    offerAgain: (by, id) => change(by, id, "drill-offer-again", { withdrawnAt: null }),
    list: (guildId) =>
      store.tx(function* (q) {
        const list: OwnDrill[] = [];
        for (const drill of yield* q.serverDrills.ofGuild(guildId)) {
          const text = yield* q.drillTexts.find(drill.hash);
          list.push({ ...drill, title: text?.title ?? drill.id });
        }
        return list;
      }),
    export: async (guildId, id) => {
      const scenario = await store.tx(function* (q) {
        const drill = yield* q.serverDrills.find(guildId, id);
        return drill && (yield* q.drillTexts.find(drill.hash));
      });
      if (!scenario) throw new Fault("gone");
      return files.write(scenario);
    },
  };
}
