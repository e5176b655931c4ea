/** Starts a small Discord on localhost. */
import { randomBytes } from "node:crypto";
import { makeBus } from "./bus.ts";
import { makeClock } from "./clock.ts";
import type { Clock } from "./clock.ts";
import { makeControl } from "./control.ts";
import type { Control } from "./control.ts";
import type { Core } from "./core.ts";
import { makeMember } from "./driver/member.ts";
import type { Member } from "./driver/member.ts";
import { makeFaults } from "./faults.ts";
import type { Faults } from "./faults.ts";
import { makeFiles } from "./files.ts";
import { makeGateway } from "./gateway/gateway.ts";
import { makeRegistry } from "./interactions/registry.ts";
import { makeLog } from "./log.ts";
import type { Log } from "./log.ts";
import { makeNonces } from "./nonces.ts";
import type { LogEntry } from "./page-protocol.ts";
import { attachmentsPart, gatewayPart } from "./parts.ts";
import { makeTimeKeeper } from "./pass-time.ts";
import type { Ran, Span } from "./pass-time.ts";
import { makeRateLimits } from "./rate-limits.ts";
import type { RateLimits } from "./rate-limits.ts";
import type { InFlight } from "./rest/rest.ts";
import { pagePart } from "./page-server/page-part.ts";
import { makeReads } from "./page-server/reads.ts";
import { makeSceneKeeper } from "./scenes/scene-keeper.ts";
import { buildScene } from "./scenes/scenes.ts";
import { listen } from "./server.ts";
import { makeStateKeeper } from "./state.ts";
import { defaults } from "./settings.ts";
import type { Settings } from "./settings.ts";
import { makeIds, snowflakeAt } from "./snowflake.ts";
import type { User } from "./world/entities.ts";
import { createUser, guildWithBot, join, setRoles } from "./world/members.ts";
import { makeWorld } from "./world/world.ts";
import type { World } from "./world/world.ts";

export interface SandboxOptions extends Partial<Settings> {
  /** Epoch ms or ISO time the clock shows first; else the real time. */
  now?: number | string;
  /** True: the clock stands still between moves. */
  frozen?: boolean;
  /** Name of the scene to start with. */
  scene?: string;
  /** File that keeps the world from one start to the next. */
  state?: string;
}

export interface Person {
  zone?: string;
  locale?: string;
  dms?: "open" | "closed";
}

/** A request that Discord would have refused. */
export type Violation = Extract<LogEntry, { kind: "request" }>;

export interface Sandbox extends AsyncDisposable {
  /** Where the page is, and everything else. */
  url: string;
  /** REST base to hand to a bot: discord.js adds `/v10`. */
  api: string;
  token: string;
  applicationId: string;
  controlUrl: string;
  controlSecret: string;
  core: Core;
  clock: Clock;
  world: World;
  faults: Faults;
  log: Log;
  limits: RateLimits;
  control: Control;
  /** Requests refused so far (a fault's own refusals and rate limits apart), oldest first. */
  violations(): Violation[];
  /** The person with this name; taken into the first server with the bot when there is none yet. */
  member(handle: string, person?: Person): Member;
  /** The same with the role that manages the server. */
  moderator(handle: string, person?: Person): Member;
  /** Time passes, from due event to due event. Gives what became due. */
  passTime(span: Span): Promise<Ran[]>;
  passToNextDue(): Promise<Ran | null>;
  /** Resolves when the bot has nothing to do. */
  idle(): Promise<void>;
  /** Resolves when a bot is connected to the gateway. */
  botOnline(): Promise<void>;
  /** Replaces the world by a scene's; the bot leaves the old servers and joins the new, and its story is lived through. */
  loadScene(name: string): Promise<void>;
  close(): Promise<void>;
}

export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const settings: Settings = { ...defaults, ...options };
  const violations: Violation[] = [];
  const inFlight: InFlight = { count: 0, idle: [] };
  const secret = randomBytes(24).toString("base64url");
  const { core, control, timeKeeper, token, setAddress } = assemble(settings, options, inFlight, secret);
  core.bus.on((event) => {
    if (event.type === "faults" && core.faults.down()) core.gateway.closeAll(4000, "Discord is down");
  });
  core.log.onAdd((entry) => {
    if (entry.kind === "request" && entry.problems.length > 0 && entry.status !== 429) violations.push(entry);
  });
  const reads = makeReads();
  const keeper =
    options.state === undefined ? undefined : makeStateKeeper({ core, reads, file: options.state });
  const first = keeper?.restore() ?? options.scene ?? "the-thaw";
  if (keeper?.restored !== true) buildScene(core, first);
  const scene = makeSceneKeeper({ core, reads, timeKeeper, peers: control.peers }, first);
  keeper?.start(scene.name);
  const page = pagePart({ core, reads, timeKeeper, control, scene });
  const server = await listen(core, inFlight, [attachmentsPart(core), gatewayPart(core), control.part, page]);
  setAddress(`${settings.host}:${server.port}`);
  keeper?.rebase();

  const close = async () => {
    await server.close();
    keeper?.stop();
  };
  return {
    url: core.url(),
    api: `${core.url()}/api`,
    token,
    applicationId: core.world.bot.id,
    controlUrl: `${core.url().replace("http", "ws")}/control`,
    controlSecret: secret,
    core,
    clock: core.clock,
    world: core.world,
    faults: core.faults,
    log: core.log,
    limits: core.limits,
    control,
    violations: () => [...violations],
    member: (handle, given = {}) => makeMember(core, person(core, handle, given)),
    moderator: (handle, given = {}) => makeMember(core, moderator(core, person(core, handle, given))),
    passTime: (span) => timeKeeper.pass(span),
    passToNextDue: () => timeKeeper.passToNextDue(),
    idle: () => timeKeeper.idle(),
    botOnline: () => botOnline(core),
    loadScene: scene.load,
    close,
    [Symbol.asyncDispose]: close,
  };
}

function assemble(settings: Settings, options: SandboxOptions, inFlight: InFlight, secret: string) {
  const clock = makeClock(
    options.now === undefined ? undefined : new Date(options.now).getTime(),
    options.frozen !== true,
  );
  const nextId = makeIds(clock.now);
  const bus = makeBus();
  const log = makeLog(clock.now, settings.keepLog);
  const world = makeWorld(nextId, clock.now, botUser());
  const token = `${Buffer.from(world.bot.id).toString("base64url")}.sandbox.${randomBytes(24).toString("base64url")}`;
  let address = "";
  const url = () => `http://${address}`;
  const gatewayUrl = () => `ws://${address}/gateway`;
  const control = makeControl({ clock, log, bus, secret });
  const interactions = makeRegistry(clock, bus, settings.ackMs);
  const timeKeeper = makeTimeKeeper({ clock, control, inFlight, interactions, bus });
  const core: Core = {
    settings,
    clock,
    world,
    bus,
    log,
    url,
    gatewayUrl,
    acceptsToken,
    interactions,
    files: makeFiles(nextId, url),
    faults: makeFaults(bus),
    limits: makeRateLimits(clock.elapsed, settings.rateLimits),
    nonces: makeNonces(clock.now),
    modals: new Map(),
    settle: () => control.settle(),
    stage: { world, bus, keepMessages: settings.keepMessages },
    gateway: makeGateway({
      settings: { ...settings, acceptsToken, url: gatewayUrl },
      world,
      clock,
      log,
      bus,
    }),
  };
  return { core, control, timeKeeper, token, setAddress: (given: string) => void (address = given) };
}

function person(core: Core, handle: string, given: Person): User {
  const guild = guildWithBot(core.world);
  const known = core.world.byHandle(handle);
  const user = known ?? createUser(core.stage, { handle });
  Object.assign(user, given);
  if (known === undefined && guild !== undefined) join(core.stage, guild, user.id);
  core.bus.emit({ type: "world" });
  return user;
}

function moderator(core: Core, user: User): User {
  const guild = guildWithBot(core.world);
  const member = guild?.members.get(user.id);
  const role = [...(guild?.roles.values() ?? [])].find((one) => one.name === "moderator");
  if (guild === undefined || member === undefined || role === undefined)
    throw new Error("There is no role to give.");
  if (!member.roles.includes(role.id)) setRoles(core.stage, guild, member, [...member.roles, role.id]);
  return user;
}

async function botOnline(core: Core): Promise<void> {
  if (core.gateway.online()) return;
  await new Promise<void>((resolve) => {
    const off = core.bus.on((event) => {
      if (event.type !== "bot" || !event.online) return;
      off();
      resolve();
    });
  });
}

/** Any token of the form the sandbox gives out, so that a bot's settings outlive a restart of the sandbox. */
function acceptsToken(given: string): boolean {
  return /^[\w-]+\.sandbox\.[\w-]{20,}$/.test(given);
}

function botUser(): User {
  return {
    // Always the same: the settings of a bot name their application.
    id: snowflakeAt(Date.UTC(2026, 0, 1)),
    handle: "thaw",
    name: "Thaw",
    bot: true,
    zone: "UTC",
    locale: "en-GB",
    dms: "open",
    installed: false,
    about: "the bot",
  };
}
