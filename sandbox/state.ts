/** Keeps the world in a file from one start to the next: people, servers, messages, files, and how far time was moved. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { deserialize, serialize } from "node:v8";
import type { APIApplicationCommand, APIMessage } from "discord-api-types/v10";
import type { Core } from "./core.ts";
import type { Reads } from "./page-server/reads.ts";
import type { Channel, Guild, User } from "./world/entities.ts";

/** Raised when the parts below change their form; an older file is then put aside. */
const FORMAT = 1;
const SAVE_EVERY_MS = 3000;

interface Kept {
  format: number;
  scene: string;
  /** Ms between the real time and the sandbox's. */
  offset: number;
  url: string;
  users: Map<string, User>;
  guilds: Map<string, Guild>;
  channels: Map<string, Channel>;
  dms: Map<string, string>;
  commands: Map<string, APIApplicationCommand[]>;
  marks: [string, string][];
  files: [string, { type: string; bytes: Uint8Array }][];
}

export interface StateKeeper {
  /** Fills the world from the file. Gives the name of its scene, or undefined when there is nothing to restore. */
  restore(): string | undefined;
  readonly restored: boolean;
  /** Once the address is known: links to uploaded files follow it. */
  rebase(): void;
  /** Begins to save, every few seconds when something happened. */
  start(scene: () => string): void;
  /** Saves a last time. */
  stop(): void;
}

export function makeStateKeeper(deps: { core: Core; reads: Reads; file: string }): StateKeeper {
  const { core, file } = deps;
  let restored = false;
  let dirty = false;
  let oldUrl = "";
  let sceneNow = () => "";
  let timer: NodeJS.Timeout | undefined;

  const save = () => {
    if (!dirty) return;
    dirty = false;
    write(file, serialize(collect(deps, sceneNow())));
  };

  return {
    get restored() {
      return restored;
    },
    restore() {
      const kept = read(file);
      if (kept === undefined) return undefined;
      apply(deps, kept);
      oldUrl = kept.url;
      restored = true;
      return kept.scene;
    },
    rebase() {
      if (oldUrl !== "" && oldUrl !== core.url()) rebaseFiles(core, oldUrl);
    },
    start(scene) {
      sceneNow = scene;
      dirty = !restored;
      core.bus.on(() => (dirty = true));
      core.clock.onMove(() => (dirty = true));
      timer = setInterval(save, SAVE_EVERY_MS);
      timer.unref();
    },
    stop() {
      clearInterval(timer);
      save();
    },
  };
}

function collect({ core, reads }: { core: Core; reads: Reads }, scene: string): Kept {
  const { users, guilds, channels, dms, commands } = core.world;
  return {
    format: FORMAT,
    scene,
    offset: core.clock.offset(),
    url: core.url(),
    users,
    // A grown server is made anew from its number.
    guilds: new Map([...guilds].filter(([, guild]) => guild.filler === undefined)),
    channels,
    dms,
    commands,
    marks: reads.marks(),
    files: core.files.all(),
  };
}

function apply({ core, reads }: { core: Core; reads: Reads }, kept: Kept): void {
  const { world } = core;
  copy(kept.users, world.users);
  copy(kept.guilds, world.guilds);
  copy(kept.channels, world.channels);
  copy(kept.dms, world.dms);
  copy(kept.commands, world.commands);
  const messages = [...world.channels.values()].flatMap((channel) => [...channel.messages.values()]);
  // Counted anew in the old order. No token of before can edit them any more.
  for (const message of messages.sort((a, b) => a.touched - b.touched)) {
    message.touched = world.touch();
    message.interactionId = null;
  }
  reads.restore(kept.marks);
  core.files.restore(kept.files);
  core.clock.jumpTo(Date.now() + kept.offset);
}

function rebaseFiles(core: Core, oldUrl: string): void {
  for (const channel of core.world.channels.values()) {
    for (const message of channel.messages.values()) {
      const text = JSON.stringify(message.raw);
      const moved = text.replaceAll(`${oldUrl}/attachments/`, `${core.url()}/attachments/`);
      if (moved !== text) message.raw = JSON.parse(moved) as APIMessage;
    }
  }
}

function copy<V>(from: Map<string, V>, to: Map<string, V>): void {
  for (const [key, value] of from) to.set(key, value);
}

function read(file: string): Kept | undefined {
  if (!existsSync(file)) return undefined;
  try {
    const kept = deserialize(readFileSync(file)) as Kept;
    if (kept.format === FORMAT) return kept;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall !== undefined) throw error;
  }
  // Not readable, or of another version: put aside, never overwritten.
  renameSync(file, `${file}.old`);
  return undefined;
}

function write(file: string, bytes: Buffer): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, bytes);
  renameSync(`${file}.new`, file);
}
