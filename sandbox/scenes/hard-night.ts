import { rideOut, settleIn, writeLine } from "./played.ts";
import type { Scene } from "./scene.ts";
import { theThaw } from "./the-thaw.ts";

/** Twenty to twelve, an urge of nine, and a plan to hold on to. */
export const hardNight: Scene = {
  name: "a-hard-night",
  title: "A hard night",
  about:
    "Ash, at twenty to twelve: an urge of nine, a plan at hand, and a question that comes in a quarter of an hour.",
  needs: ["checkin", "settings", "plan", "urge"],
  as: "ash",
  build: (core) => void theThaw(core),
  async play(director) {
    const ash = director.person("ash");
    await settleIn(ash, true);
    director.tell(1, 6);
    await writeLine(ash, "the old chat lights up", "the phone goes into the drawer");
    await writeLine(ash, "it is late and I am alone", "I put my shoes on and walk to the bridge");
    director.tell(2, 6);
    await director.until("ash", "18:30");
    await rideOut(director, ash, { from: 6, guess: 8, to: 3 });
    director.tell(3, 6);
    await director.until("ash", "20:05");
    await ash.click("Check in", { in: "dm" });
    await ash.click("Too little");
    director.tell(4, 6);
    await director.until("ash", "23:40");
    await ash.slash("/urge", { intensity: 9 });
    await ash.select("My guess for in 15 minutes", "10");
    director.tell(5, 6);
    await ash.click("Ride it out");
    await ash.click("Ask me again");
    director.tell(6, 6);
  },
};
