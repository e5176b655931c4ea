/** The bot, put together: storage, use cases, commands, nudges and the connection. Everything ambient is an argument. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "discord.js";
import type { Logger } from "pino";
import { nudgeComposer } from "#commands/nudge/compose.ts";
import { spreadJob } from "#commands/nudge/spread.ts";
import { makeApp } from "#app/app.ts";
import { leavingJob } from "#app/leaving.ts";
import { retentionJob } from "#app/retention.ts";
import { serverJob } from "#app/servers.ts";
import { chartPool, poolDefaults } from "#charts/pool.ts";
import type { Config } from "#config";
import { drillFiles } from "#content/drill-files.ts";
import { loadLibrary } from "#content/library.ts";
import { wordingLint } from "#content/lint.ts";
import type { EpochMs } from "#core/ids.ts";
import { messageCleaner } from "#discord/clear-messages.ts";
import { desk as makeDesk } from "#discord/desk.ts";
import { dispatcher } from "#discord/dispatch.ts";
import { firstContact } from "#discord/first-contact.ts";
import { followServers } from "#discord/servers.ts";
import { gatewayHealth } from "#discord/gateway-health.ts";
import { letters } from "#discord/letters.ts";
import { loadCommands } from "#discord/load-commands.ts";
import { pending } from "#discord/pending.ts";
import { registerCommands } from "#discord/register.ts";
import { nudgeSender } from "#discord/sender.ts";
import { readDay, readUntil } from "#nudges/natural-date.ts";
import { fsrsSpacing } from "#nudges/spacing.ts";
import { readCron } from "#nudges/cron-text.ts";
import { startNudges } from "#nudges/start.ts";
import { newestCopyAt } from "#storage/copies.ts";
import { readMeta } from "#storage/meta.ts";
import { openStore, type OpenStore } from "#storage/open.ts";
import { pageSecrets } from "#web/secrets.ts";
import type { Web } from "#web/server.ts";
import { berth, type Ending } from "./berth.ts";
import { controlledBy } from "./controlled.ts";
import type { Controlled } from "./control.ts";
import { openMetrics, type Watched } from "./metrics.ts";
import { startPrivatePage, webPlace } from "./private-page.ts";
import { pageCharts } from "./page-charts.ts";
import { pagePlan } from "./page-plan.ts";
import { startUpkeep } from "./upkeep.ts";

/** Time, chance, and where words go. */
export interface Ambient {
  now(): EpochMs;
  /** Milliseconds that go on at their own pace, whatever becomes of the clock. */
  pace(): number;
  /** The same, and what the clock was moved by: whoever presses again three weeks on was not in haste. */
  haste(): number;
  /** UUIDv7. */
  newId(): string;
  /** A short number to find an unknown error by. */
  newIncident(): string;
  log: Logger;
  /** Version of the host's time zone data. */
  tzdata: string;
}

export interface Bot {
  client: Client;
  store: OpenStore;
  controlled: Controlled;
  /** Health, and the members' private page; undefined when the configuration wants none. */
  web: Web | undefined;
  /** Resolves when the bot has to end by itself; it still has to be stopped. */
  ended: Promise<Ending>;
  /** Claims no more nudges, lets what is under way finish, closes everything; within five seconds. */
  stop(): Promise<void>;
}

/**
 * Opens the database, logs in, registers the commands and begins to nudge; resolves when it is ready.
 * @throws with one sentence when something is in the way; whatever was opened is closed again
 */
export async function startBot(config: Config, ambient: Ambient): Promise<Bot> {
  const { now, pace, haste, newId, newIncident, log } = ambient;
  const opened: (() => Promise<unknown> | void)[] = [];
  const stop = async (): Promise<void> => {
    for (const close of opened.splice(0).reverse()) await close();
  };
  try {
    const [library, commands, store] = await Promise.all([
      loadLibrary(),
      loadCommands(),
      openStore({ ...config, url: config.databaseUrl, now, keysBackup: keysBackup(config, log) }),
    ]);
    opened.push(() => store.close());
    // What is made up needs no backup.
    if (store.masterKeyMade && config.purpose === "live") log.warn(backUp(store.masterKeyMade));
    const failed = (err: Error) => log.error({ err }, "a picture could not be drawn");
    const painter = chartPool({ ...poolDefaults, failed });
    opened.push(() => painter.close());
    const place = await berth({ config, log, now, pause: (ms) => sleep(ms) });
    const { client, rest, lookRest, nudgeRest } = place;
    opened.push(place.close);
    let web: Web | undefined;
    const erase = async (id: string) => {
      await store.eraseMember(id);
      painter.forget(id);
    };
    const scrub = () => store.data.scrub("record");
    const desk = makeDesk(rest, lookRest, () => client.user?.id ?? "");
    const app = makeApp({ store, now, newId }, library, {
      readUntil,
      readDay,
      spacing: fsrsSpacing,
      readCron,
      lint: wordingLint(),
      painter,
      desk,
      drillFiles: drillFiles(),
      operatorChannel: config.operatorChannel,
      erase,
      scrub,
      secrets: pageSecrets,
      clearMessages: messageCleaner(rest, () => client.user?.id ?? ""),
      address: () => web?.address,
      privacyUrl: config.privacyUrl,
    });
    let watched: Watched | undefined;
    const metrics = webPlace(config) && (await openMetrics(() => watched));
    const ids = new Map<string, string>();
    const mention = (name: string): string =>
      ids.has(rootOf(name)) ? `</${name}:${ids.get(rootOf(name))}>` : `**/${name}**`;
    const waiting: Parameters<typeof dispatcher>[0]["pending"] = pending(now, newId);
    const dispatch = dispatcher({
      commands,
      app,
      now,
      haste,
      log,
      mention,
      pending: waiting,
      letters: letters(rest, log),
      newIncident,
      ...(metrics ? { answered: metrics.answered } : {}),
    });
    const [, registered] = await firstContact(
      Promise.all([place.open(dispatch), registerCommands(rest, commands)]),
    );
    for (const [name, id] of registered) ids.set(name, id);
    await followServers(client, app.schedules, log);
    const sender = nudgeSender({ rest: nudgeRest, compose: nudgeComposer(app, log) });
    await place.beginSending();
    const nudges = await startNudges({
      store,
      now,
      pace,
      newId,
      log,
      tzdata: ambient.tzdata,
      sender,
      stillFits: ({ kind, to, guildId, asked }) =>
        kind === "drill" && "personId" in to
          ? app.drills.mayInvite(to.personId, guildId, asked)
          : Promise.resolve(true),
      alone: store.data.dialect === "sqlite",
      workers: place.senders,
      owner: place.owner,
    });
    opened.push(() => nudges.stop());
    const gateway = gatewayHealth(client, pace);
    const database = () => answers(store);
    watched = {
      shards: gateway.shards,
      servers: () => client.guilds.cache.size,
      database,
      nudges: nudges.stats,
      backedUpAt: () => newestCopyAt(config.backupDir),
    };
    const health = async () => ({
      alive: gateway.alive(),
      gateway: gateway.ready(),
      database: await database(),
    });
    web = await startPrivatePage(config, {
      app,
      now,
      newId,
      pace,
      newIncident,
      log,
      health,
      metrics: metrics?.text,
      charts: pageCharts(app),
      planFiles: pagePlan(app),
    });
    if (web) opened.push(web.close);
    const purge = () => app.pages.purge();
    const parts = { store, now, newId, asker: app.nudges, erase, scrub, purge };
    const leaving = leavingJob(
      { store, now, isMember: desk.isMember },
      // Cut short, a pause is over.
      (ms, signal) => sleep(ms, undefined, { signal, ref: false }).catch(() => undefined),
      (err) => log.error({ err }, "who has left could not be looked up; it is tried again"),
    );
    opened.push(leaving.stop);
    const jobs = [
      retentionJob(parts, (run) => log.info(run, "old answers were looked after")),
      serverJob(app, now),
      spreadJob(app, now, log),
      leaving.run,
    ];
    const upkeep = startUpkeep(jobs, log);
    opened.push(upkeep.stop);
    const controlled = controlledBy({ nudges, upkeep, store, busy: dispatch.busy });
    return { client, store, controlled, web, stop, ended: place.ended };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A subcommand is mentioned by its command's id. */
const rootOf = (name: string): string => name.split(" ")[0] ?? name;

async function answers({ data }: OpenStore): Promise<boolean> {
  return data
    .tx((q) => readMeta(q, "application"))
    .then(
      () => true,
      () => false,
    );
}

const keysBackup = ({ keysBackupDir: folder }: Config, log: Logger) => ({
  folder,
  failed: (err: unknown) =>
    log.error({ err }, `An erased member's key is still in ${folder}: run npm run backup at once.`),
});

const backUp = (path: string): string =>
  `A master key was made at ${path}. Back it up, away from the database: without it nobody can read what members wrote.`;
