import { rideOut, settleIn } from "./played.ts";
import type { Director, Scene } from "./scene.ts";
import { theThaw } from "./the-thaw.ts";

const DAYS = 30;

/** Evenings on which Ash does not answer. Nothing is made of them. */
const silent = new Set([5, 11, 12, 19, 26]);
/** Evenings with an urge: from what, with which guess, to what. */
const urges = new Map([
  [2, { from: 7, guess: 9, to: 5 }],
  [8, { from: 8, guess: 8, to: 6 }],
  [13, { from: 6, guess: 8, to: 3 }],
  [20, { from: 7, guess: 7, to: 4 }],
  [24, { from: 5, guess: 6, to: 2 }],
  [28, { from: 6, guess: 5, to: 3 }],
]);
/** How much gets through, 0 to 10, day by day: up a little, and not in a straight line. */
const access = [1, 1, 0, 1, 2, 1, 1, 2, 1, 2, 2, 1, 2, 3, 2, 2, 3, 2, 3, 2, 2, 3, 4, 3, 2, 3, 4, 4, 3, 4];

/** A month in which little is felt, and a little more at its end. */
export const numbDays: Scene = {
  name: "thirty-numb-days",
  title: "Thirty numb days",
  about:
    "Ash, a month on: “nothing” on most evenings, five without an answer, six urges ridden out. Look at /progress.",
  needs: ["checkin", "settings", "urge", "progress"],
  as: "ash",
  build: (core) => void theThaw(core),
  async play(director) {
    const ash = director.person("ash");
    await settleIn(ash, true);
    for (let day = 0; day < DAYS; day += 1) {
      await evening(director, day);
      director.tell(day + 1, DAYS + 1);
    }
    await ash.slash("/progress");
    director.tell(DAYS + 1, DAYS + 1);
  },
};

async function evening(director: Director, day: number): Promise<void> {
  const ash = director.person("ash");
  await director.until("ash", "20:10");
  if (silent.has(day)) return;
  await ash.click("Check in", { in: "dm" });
  ash.dismiss(ash.lastMessage());
  const felt = access[day] ?? 0;
  const state = felt >= 4 ? "within" : day % 9 === 8 ? "too-much" : "too-little";
  const urge = urges.get(day);
  const mood = felt >= 3 ? 1 : day % 4 === 0 ? -1 : 0;
  await ash.slash("/checkin", {
    state,
    access: felt,
    mood,
    urge: urge?.from ?? day % 3,
    sleep: 4 + (day % 4),
  });
  if (day < DAYS - 1) ash.dismiss(ash.lastMessage());
  if (urge !== undefined) await rideOut(director, ash, urge);
}
