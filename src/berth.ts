/** This process's place on Discord and, with PostgreSQL, among others that share the work. */
import { Events, type Client, type REST } from "discord.js";
import type { Logger } from "pino";
import type { Config } from "#config";
import type { EpochMs } from "#core/ids.ts";
import { connection, login } from "#discord/client.ts";
import { onClosedForGood } from "#discord/closing.ts";
import { firstContact } from "#discord/first-contact.ts";
import { shardPlan, type ShardPlan } from "#discord/shard-plan.ts";
import type { Dispatcher } from "#discord/dispatch.ts";
import type { Seat } from "#storage/seat.ts";
import { handover, type Handover } from "./handover.ts";

/** Why a running bot has to end by itself. */
export interface Ending {
  /** 0: as it should be, since another process took over. */
  code: 0 | 1;
  why: string;
}

export interface Berth {
  client: Client;
  rest: REST;
  lookRest: REST;
  nudgeRest: REST;
  /** Processes that share the budget of nudges. */
  senders(): number;
  /** To be awaited before the first nudge is sent: the others then leave this process its share. */
  beginSending(): Promise<void>;
  /** This process's name in the ledger, where several share the work. */
  owner: string | undefined;
  /** Logs in and hands interactions to `dispatch`, once it is this process's turn. */
  open(dispatch: Dispatcher): Promise<void>;
  /** Takes nothing more and lets what is being answered finish. */
  close(): Promise<void>;
  /** Resolves when the bot has to end by itself. */
  ended: Promise<Ending>;
}

interface BerthDeps {
  config: Config;
  log: Logger;
  now(): EpochMs;
  pause(ms: number): Promise<void>;
}

/** After the time agreed on, so long for an interaction to arrive and be answered. */
const lateMs = 4000;
const drainMs = 3000;
const drainLookMs = 20;

/** @throws {StoreError} shards-taken, shard-count */
export async function berth(deps: BerthDeps): Promise<Berth> {
  const { config, log } = deps;
  const ending = Promise.withResolvers<Ending>();
  const turns = handover();
  const plan = await planFor(config);
  const seat = plan && (await seatFor(deps, plan, turns, ending.resolve));
  const { client, rest, lookRest, nudgeRest } = connection({
    ...config,
    shards: plan?.ids ?? config.shards,
    shardCount: plan?.count ?? config.shardCount,
    log,
    identifyTurn: seat && ((lane, signal) => seat.turnToIdentify(lane, signal)),
  });
  onClosedForGood(client, (why) => ending.resolve({ code: 1, why }));
  let busy = (): number => 0;
  return {
    client,
    rest,
    lookRest,
    nudgeRest,
    senders: () => seat?.senders() ?? 1,
    beginSending: async () => seat?.beginSending(),
    owner: seat?.owner,
    ended: ending.promise,
    async open(dispatch) {
      busy = dispatch.busy;
      if (seat && seat.taken.length > 0) turns.beginAt(Infinity);
      client.on(Events.InteractionCreate, (interaction) => {
        if (turns.answers(interaction.createdTimestamp)) void dispatch.handle(interaction);
      });
      await login(client, config.token);
      if (seat && seat.taken.length > 0) turns.beginAt(await seat.takeOver());
    },
    async close() {
      await client.destroy();
      for (let waited = 0; busy() > 0 && waited < drainMs; waited += drainLookMs)
        await deps.pause(drainLookMs);
      await seat?.leave();
    },
  };
}

/** A lone process on SQLite leaves the number to discord.js, which saves a request. */
async function planFor(config: Config): Promise<ShardPlan | undefined> {
  const alone = config.databaseUrl.startsWith("file:");
  return alone && config.shardCount === undefined ? undefined : firstContact(shardPlan(config));
}

async function seatFor(
  { config, log, now, pause }: BerthDeps,
  { ids, count }: ShardPlan,
  turns: Handover,
  end: (ending: Ending) => void,
): Promise<Seat | undefined> {
  if (config.databaseUrl.startsWith("file:")) return undefined;
  const { takeSeat } = await import("#storage/seat.ts");
  return takeSeat({
    url: config.databaseUrl,
    shards: ids,
    count,
    takeOver: config.takeOver,
    now,
    newest: turns.newest,
    giveWay(at) {
      log.info({ at }, "another process takes over");
      turns.endAt(at);
      void pause(at - now() + lateMs).then(() => end({ code: 0, why: "Another process took over." }));
    },
    lost: (error) => end({ code: 1, why: error.message }),
  });
}
