/** Faults of Discord: lost sockets, refusals, storms, silence, absence. */
import { setTimeout as pause } from "node:timers/promises";
import type { ChaosFault } from "./fault.ts";
import { ordeal } from "./processes.ts";
import { startRig, type Rig } from "./rig.ts";

const messages = "POST /channels/*/messages";

/** Nudges go out while `inflict` is called again and again. */
function storm(
  name: string,
  what: string,
  inflict: (rig: Rig, count: number) => void,
  everyMs = 700,
): ChaosFault {
  return {
    name,
    what,
    async run({ nudges, times }) {
      const rig = await startRig({ nudges });
      return ordeal(rig, async () => {
        await rig.start();
        for (let count = 0; count < times; count++) {
          inflict(rig, count);
          await pause(everyMs);
        }
        rig.sandbox.faults.clear();
        return times;
      });
    },
  };
}

const gatewayFaults = ["drop", "reconnect", "invalid_session_resumable", "drop", "invalid_session"] as const;

const away: ChaosFault = {
  name: "discord-away",
  what: "Discord away for six hours and back",
  async run({ nudges }) {
    const rig = await startRig({ nudges, controlled: true });
    return ordeal(rig, async () => {
      await rig.start();
      await pause(1500);
      rig.sandbox.faults.set({ kind: "down" });
      for (let hour = 0; hour < 6; hour++) {
        rig.sandbox.clock.jumpTo(rig.sandbox.clock.now() + 3_600_000);
        await pause(1500);
      }
      rig.sandbox.faults.clear();
      return 6;
    });
  },
};

const clock: ChaosFault = {
  name: "clock",
  what: "The machine's clock set back and forth, by minutes and by days",
  async run({ nudges, times }) {
    const rig = await startRig({ nudges, controlled: true });
    const steps = [-600_000, 600_000, -86_400_000, 86_400_000, 5_000, -5_000];
    return ordeal(rig, async () => {
      await rig.start();
      for (let count = 0; count < times; count++) {
        await pause(700);
        rig.sandbox.clock.jumpTo(rig.sandbox.clock.now() + (steps[count % steps.length] ?? 0));
      }
      // Back to where it was, whatever the number of steps.
      rig.sandbox.clock.jumpTo(Date.now());
      return times;
    });
  },
};

export const discordFaults: ChaosFault[] = [
  storm(
    "gateway",
    "Socket dropped, invalid session, reconnect storms",
    ({ sandbox }, count) => sandbox.core.gateway.fault(gatewayFaults[count % gatewayFaults.length] ?? "drop"),
    1500,
  ),
  storm("429", "429 with and without a time to wait", ({ sandbox }, count) =>
    sandbox.faults.set({
      kind: "status",
      status: 429,
      times: 3,
      route: messages,
      ...(count % 2 ? { retryAfter: 0.5 } : {}),
    }),
  ),
  storm("5xx", "Storms of 500, 502, 503, 504", ({ sandbox }, count) =>
    sandbox.faults.set({
      kind: "status",
      status: ([500, 502, 503, 504] as const)[count % 4] ?? 500,
      times: 8,
      route: messages,
    }),
  ),
  storm("cut", "Connections cut after the message was posted", ({ sandbox }) =>
    sandbox.faults.set({ kind: "cut", times: 2, route: messages }),
  ),
  storm("hang", "Requests that are never answered", ({ sandbox }) =>
    sandbox.faults.set({ kind: "hang", times: 1, route: messages }),
  ),
  away,
  clock,
];
