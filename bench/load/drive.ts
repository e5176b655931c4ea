/**
 * The load driver, in a process of its own: it is Discord to the bots under test, and all their members. It measures from
 * an event going out to the answer coming in, before it looks at it; an answer that does not come within three seconds,
 * and one that says something went wrong, is a failure. Told over IPC what to do, it answers with what it measured.
 */
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { translator } from "#locale/sentences.ts";
import { press, type Reply } from "#sandbox/driver/actor.ts";
import { makeMember, type Member } from "#sandbox/driver/member.ts";
import { allParts, type Part } from "#sandbox/driver/view.ts";
import { startSandbox } from "#sandbox/sandbox.ts";
import { openDm } from "#sandbox/world/channels.ts";
import type { Channel } from "#sandbox/world/entities.ts";
import { join } from "#sandbox/world/members.ts";
import { bareDeed, every, inLife, type Deed } from "./life.ts";
import { residents, type Town } from "./town.ts";

export interface DriverOptions {
  town: Town;
  /** Discord's limits on requests in force, and one shard in five seconds. */
  limits: boolean;
  /** So many residents have written with the bot in private before. */
  dms: number;
}

export type Order =
  /** So many commands a second for so long, given by so many residents (from a number on) in turn, answered or not. */
  | {
      kind: "offer";
      deeds: "bare" | "life";
      perSecond: number;
      seconds: number;
      people: number;
      from?: number;
    }
  /** Every command, one after the other. */
  | { kind: "every"; people: number; rounds: number }
  /** So many residents choose a zone in their own server, and look it up in servers of other shards: it has to be there. */
  | { kind: "wander"; people: number; from: number; servers: number }
  /** Nothing, for so long: nudges are counted. */
  | { kind: "wait"; seconds: number };

export interface Driven {
  /** Milliseconds until the answer, by command; a press counts to its command. A failure counts as three seconds. */
  latencies: Record<string, number[]>;
  /** How many failed, by reason. */
  failed: Record<string, number>;
  seconds: number;
  /** Share of one core that the driver took. */
  driverCpu: number;
  /** How late the driver itself looked at what had come in, ms, one time in a hundred. */
  driverLagMs: number;
  /** When a nudge came to a member's private channel, ms from the start. */
  nudgesAt: number[];
  /** How many members have been sent more than one since the driver's start. */
  nudgedTwice: number;
  /** Requests refused with 429. */
  refused: number;
}

/** What the driver says. */
export type Word =
  | { kind: "ready"; api: string; token: string; dms: string[] }
  | { kind: "progress"; text: string }
  | { kind: "driven"; driven: Driven };

/** How the sentences begin that stand for an answer: up to the incident's number, and to the seconds. */
const t = translator("en");
const brokenText = t("error.unknown", { incident: "#" }).split("#")[0]!;
const tooFastText = t("error.too-fast", { seconds: 7 }).split("7")[0]!;
const patienceMs = 3000;

const options: DriverOptions = JSON.parse(process.argv[2] ?? "{}");
const sandbox = await startSandbox({
  rateLimits: options.limits,
  limitIdentify: options.limits,
  strict: false,
  keepLog: 0,
  keepMessages: 20,
});
const { core, world } = sandbox;
// There are as many servers as told: the scene's own has not let it in.
for (const guild of world.guilds.values()) guild.hasBot = false;
world.grow(options.town);
const resident = residents(options.town);
/** Nudges that came so far, by private channel. */
const dms = new Map<string, number>();
for (let index = 0; index < options.dms; index++)
  dms.set(openDm(core.stage, world.bot.id, resident(index).id).id, 0);
const say = (word: Word) => process.send?.(word);
say({ kind: "ready", api: sandbox.api, token: sandbox.token, dms: [...dms.keys()] });

// Whoever started it is gone.
process.on("disconnect", () => process.exit(0));
process.on("message", (order: Order) => {
  drive(order).then(
    (driven) => say({ kind: "driven", driven }),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});

/** Interactions under way: what began them, and when. */
const asked = new Map<string, { name: string; at: number }>();
let beginning = "";
let latencies: Record<string, number[]> = {};
let failed: Record<string, number> = {};
let nudgesAt: number[] = [];
let began = 0;

const took = (name: string, ms: number) => void (latencies[name] ??= []).push(ms);
const fail = (why: string) => void (failed[why] = (failed[why] ?? 0) + 1);

core.bus.on((event) => {
  if (event.type === "pending") asked.set(event.interaction.id, { name: beginning, at: performance.now() });
  if (event.type !== "message" || event.change !== "created") return;
  const before = dms.get(event.channel.id);
  if (before === undefined || event.message.raw.author.id !== world.bot.id) return;
  dms.set(event.channel.id, before + 1);
  nudgesAt.push(performance.now() - began);
});
subscribe("http.server.request.start", (message) => {
  const { request } = message as { request: IncomingMessage };
  const id = /\/interactions\/(\d+)\/.*\/callback/.exec(request.url ?? "")?.[1];
  const question = id === undefined ? undefined : asked.get(id);
  if (id === undefined || question === undefined) return;
  asked.delete(id);
  const ms = performance.now() - question.at;
  if (ms < patienceMs) took(question.name, ms);
});

async function drive(order: Order): Promise<Driven> {
  [latencies, failed, nudgesAt, began] = [{}, {}, [], performance.now()];
  const [cpu, lag, refused] = [
    process.cpuUsage(),
    monitorEventLoopDelay({ resolution: 1 }),
    sandbox.limits.stats().refused,
  ];
  lag.enable();
  if (order.kind === "offer") await offer(order);
  else if (order.kind === "every") await everything(order);
  else if (order.kind === "wander") await wander(order);
  else await pause(order.seconds * 1000);
  lag.disable();
  const [{ user, system }, ms] = [process.cpuUsage(cpu), performance.now() - began];
  return {
    latencies,
    failed,
    seconds: ms / 1000,
    driverCpu: (user + system) / 1000 / ms,
    driverLagMs: lag.percentile(99) / 1e6,
    nudgesAt,
    nudgedTwice: [...dms.values()].filter((count) => count > 1).length,
    refused: sandbox.limits.stats().refused - refused,
  };
}

/** Somebody at work, and where. */
interface Actor {
  member: Member;
  channel: Channel;
}

const actors = new Map<number, Actor>();

function actor(index: number): Actor {
  let known = actors.get(index);
  if (!known) {
    const { id, channelId } = resident(index);
    known = { member: makeMember(core, world.user(id)!), channel: world.channel(channelId)! };
    actors.set(index, known);
  }
  return known;
}

/** A press that is to come. */
interface Next {
  at: number;
  name: string;
  run(): Promise<Reply>;
}

async function offer(order: Order & { kind: "offer" }): Promise<void> {
  const { deeds, perSecond, seconds, people, from = 0 } = order;
  const deed = deeds === "bare" ? bareDeed : inLife;
  const under = new Set<Promise<unknown>>();
  const presses: Next[] = [];
  let told = began;
  for (let count = 0; count < perSecond * seconds; count++) {
    const due = began + (count * 1000) / perSecond;
    const wait = due - performance.now();
    if (wait > 1) await pause(wait);
    // Whoever has read the answer presses on; meanwhile others have come.
    const press = (presses[0]?.at ?? Infinity) < performance.now() ? presses.shift() : undefined;
    const one = press
      ? answered(press.name, press.run)
      : give(actor(from + (count % people)), deed(count), presses);
    under.add(one);
    void one.finally(() => under.delete(one));
    if (performance.now() - told < 30_000) continue;
    told = performance.now();
    say({ kind: "progress", text: progress() });
  }
  await Promise.all(under);
}

function progress(): string {
  const all = Object.values(latencies)
    .flat()
    .toSorted((a, b) => a - b);
  const p99 = all[Math.floor(all.length * 0.99)] ?? 0;
  const lost = Object.values(failed).reduce((sum, count) => sum + count, 0);
  const at = Math.round((performance.now() - began) / 1000);
  return `${at} s: ${all.length} answers, p99 ${p99.toFixed(1)} ms, ${lost} failed, ${nudgesAt.length} nudges`;
}

const readingMs = 1000;

async function give({ member, channel }: Actor, deed: Deed, presses: Next[]): Promise<void> {
  const reply = await answered(deed.command, () =>
    member.slash(deed.command, deed.options, { in: channel.id }),
  );
  const message = reply?.message && channel.messages.get(reply.message.id);
  const button = deed.goesOn === true && message ? firstButton(message.raw.components) : undefined;
  if (!message || button === undefined) return;
  const run = () => press(core, member.user, channel, message, button);
  presses.push({ at: performance.now() + readingMs, name: deed.command, run });
}

/** The first button that leads on. */
function firstButton(components: unknown): string | undefined {
  const parts = allParts((components ?? []) as Part[]);
  return parts.find(
    ({ type, custom_id: id, disabled }) =>
      type === 2 && id !== undefined && disabled !== true && !id.startsWith("help-now"),
  )?.custom_id;
}

/** Counts what went wrong; never throws. */
async function answered<T extends { text: string }>(
  name: string,
  ask: () => Promise<T>,
): Promise<T | undefined> {
  try {
    beginning = name;
    const reply = await ask();
    if (reply.text.startsWith(brokenText)) fail(`${name} broke`);
    else if (reply.text.startsWith(tooFastText)) fail(`${name} came too fast`);
    else return reply;
  } catch (error) {
    const noAnswer = error instanceof Error && error.name === "NoAnswer";
    if (noAnswer) took(name, patienceMs);
    fail(noAnswer ? `${name} had no answer` : `${name}: ${String(error)}`);
  }
  return undefined;
}

async function everything({ people, rounds }: Order & { kind: "every" }): Promise<void> {
  for (let round = 0; round < rounds; round++)
    for (const deed of every) for (let index = 0; index < people; index++) await give(actor(index), deed, []);
}

/** Each zone is set in one server and read in others, whose interactions may come to other processes. */
async function wander({ people, from, servers }: Order & { kind: "wander" }): Promise<void> {
  const { guilds } = options.town;
  for (let index = from; index < from + people; index++) {
    const { member, channel } = actor(index);
    await answered("/settings", () => member.slash("/settings", { zone: "Asia/Tokyo" }, { in: channel.id }));
    for (let step = 1; step <= servers; step++) {
      const { guildId, channelId } = resident((index + step) % guilds);
      join(core.stage, world.guild(guildId)!, member.id);
      const reply = await answered("/settings", () => member.slash("/settings", {}, { in: channelId }));
      if (reply && !reply.text.includes("Tokyo"))
        fail("/settings did not know what another process had kept");
    }
  }
}
