/** Made-up servers to start from, and stories that have already happened there. */
import type { Core } from "../core.ts";
import type { Staging } from "../page-protocol.ts";
import type { Span } from "../pass-time.ts";
import { removeBot } from "../world/members.ts";
import { makeDirector } from "./director.ts";
import { fourHundred } from "./four-hundred.ts";
import { hardNight } from "./hard-night.ts";
import { numbDays } from "./numb-days.ts";
import type { Scene } from "./scene.ts";
import { theThaw } from "./the-thaw.ts";

export const scenes: Scene[] = [
  {
    name: "the-thaw",
    title: "The Thaw, from the beginning",
    about: "A small server with two moderators and members on five continents. Nothing has happened yet.",
    needs: [],
    build: (core) => void theThaw(core),
  },
  hardNight,
  numbDays,
  fourHundred,
  { name: "empty", title: "Nothing", about: "No server, nobody.", needs: [], build: () => undefined },
];

/** Empties the world, then builds the scene. An unknown name changes nothing. */
export function changeScene(core: Core, name: string): void {
  sceneCalled(name);
  const { world, stage } = core;
  for (const guild of world.guilds.values()) removeBot(stage, guild);
  for (const user of world.users.values()) if (!user.bot) world.users.delete(user.id);
  for (const map of [world.guilds, world.channels, world.dms]) map.clear();
  core.modals.clear();
  buildScene(core, name);
}

/** Builds a scene into an empty world. */
export function buildScene(core: Core, name: string): void {
  sceneCalled(name).build(core);
}

/** Lives a scene's story through, once it is built. */
export async function playScene(
  core: Core,
  name: string,
  pass: (span: Span) => Promise<unknown>,
  tell: (staging: Staging) => void,
): Promise<void> {
  const scene = sceneCalled(name);
  await scene.play?.(makeDirector(core, scene, pass, tell));
}

export function sceneCalled(name: string): Scene {
  const scene = scenes.find((one) => one.name === name);
  if (scene !== undefined) return scene;
  throw new Error(`There is no scene "${name}". There is: ${scenes.map((one) => one.name).join(", ")}.`);
}
