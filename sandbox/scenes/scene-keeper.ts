import type { Core } from "../core.ts";
import { DriverError } from "../driver/driver-error.ts";
import type { Staging } from "../page-protocol.ts";
import type { Reads } from "../page-server/reads.ts";
import type { TimeKeeper } from "../pass-time.ts";
import { changeScene, playScene, sceneCalled } from "./scenes.ts";

/** Which scene is on, and the changing of it. */
export interface SceneKeeper {
  name(): string;
  /** What is being lived through at present. */
  staging(): Staging | null;
  /** Replaces the world by a scene's, and lives through what happens in it. */
  load(name: string): Promise<void>;
}

interface Deps {
  core: Core;
  reads: Reads;
  timeKeeper: TimeKeeper;
  /** How many processes of the bot are on the control channel. */
  peers(): number;
}

export function makeSceneKeeper({ core, reads, timeKeeper, peers }: Deps, first: string): SceneKeeper {
  let name = first;
  let staging: Staging | null = null;
  const show = (next: Staging | null) => {
    staging = next;
    core.bus.emit({ type: "staging" });
  };

  async function load(wanted: string) {
    const scene = sceneCalled(wanted);
    if (staging !== null) throw new DriverError("busy", `“${staging.title}” is being set. Wait for it.`);
    if (scene.play !== undefined && peers() === 0) {
      throw new DriverError(
        "no-control",
        "This scene needs a bot that was started together with the sandbox.",
      );
    }
    show({ title: scene.title, done: 0, of: 1 });
    try {
      await timeKeeper.idle();
      core.faults.clear();
      changeScene(core, wanted);
      reads.forget();
      name = wanted;
      core.bus.emit({ type: "world" });
      await timeKeeper.idle();
      await playScene(core, wanted, timeKeeper.pass, show);
    } finally {
      show(null);
    }
  }

  return { name: () => name, staging: () => staging, load };
}
