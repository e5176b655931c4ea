import type { Core } from "../core.ts";
import { makeMember } from "../driver/member.ts";
import type { Span } from "../pass-time.ts";
import type { Director, Scene } from "./scene.ts";

const MINUTE_MS = 60_000;
const DAY_MIN = 24 * 60;

/** @param pass has time pass from due event to due event. */
export function makeDirector(
  core: Core,
  scene: Scene,
  pass: (span: Span) => Promise<unknown>,
  tell: (staging: { title: string; done: number; of: number }) => void,
): Director {
  const called = (handle: string) => {
    const user = core.world.byHandle(handle);
    if (user === undefined) throw new Error(`There is no ${handle} in "${scene.title}".`);
    return user;
  };
  return {
    person: (handle) => makeMember(core, called(handle)),
    now: core.clock.now,
    pass: async (span) => void (await pass(span)),
    until: async (handle, hour) => {
      await pass({ minutes: minutesUntil(hour, core.clock.now(), called(handle).zone) });
    },
    tell: (done, of) => tell({ title: scene.title, done, of }),
  };
}

/** Minutes until a wall clock in the zone shows this, as if none of its days were longer or shorter. */
export function minutesUntil(hour: string, now: number, zone: string): number {
  const [hours = 0, minutes = 0] = hour.split(":").map(Number);
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(now);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value ?? 0);
  const wait = hours * 60 + minutes - (part("hour") * 60 + part("minute"));
  const seconds = (now % MINUTE_MS) / MINUTE_MS;
  return ((wait + DAY_MIN) % DAY_MIN || DAY_MIN) - seconds;
}
