import type { NewUser } from "../world/members.ts";
import { settleIn } from "./played.ts";
import type { Scene } from "./scene.ts";
import { theThaw } from "./the-thaw.ts";

const NAMES = [
  "Ada",
  "Bo",
  "Cleo",
  "Dara",
  "Eli",
  "Fern",
  "Gus",
  "Hana",
  "Ines",
  "Jay",
  "Kim",
  "Lior",
  "Mika",
  "Nell",
  "Omar",
  "Pia",
  "Quin",
  "Rui",
  "Sol",
  "Teo",
  "Uma",
  "Vic",
  "Wyn",
  "Yan",
  "Zoe",
];
const SURNAMES = ["A", "B", "D", "F", "H", "K", "L", "M", "N", "O", "P", "R", "S", "T", "V", "W"];
const ZONES = [
  "Europe/London",
  "Europe/Berlin",
  "America/New_York",
  "America/Los_Angeles",
  "America/Sao_Paulo",
  "Asia/Kolkata",
  "Asia/Tokyo",
  "Australia/Sydney",
  "Africa/Lagos",
  "Pacific/Auckland",
];
/** With those who are in every scene, and the bot, four hundred people. */
const MORE = 390;
/** How many of them let the bot in. */
const TAKING_PART = 30;
const states = ["too-little", "within", "too-little", "too-much", "within"];

/** A community in which nobody can know everybody. */
export const fourHundred: Scene = {
  name: "a-server-of-400",
  title: "A server of 400",
  about:
    "Four hundred people in ten time zones, thirty of whom check in. You are Robin, a moderator: what do you see?",
  needs: ["checkin", "settings"],
  as: "robin",
  build: (core) => void theThaw(core, many()),
  async play(director) {
    const handles = many()
      .slice(0, TAKING_PART)
      .map(({ handle }) => handle);
    for (const [index, handle] of handles.entries()) {
      const person = director.person(handle);
      await settleIn(person);
      await person.slash("/checkin", { state: states[index % states.length] ?? "within", access: index % 8 });
      director.tell(index + 1, handles.length);
    }
  },
};

function many(): NewUser[] {
  return Array.from({ length: MORE }, (_, index) => {
    const name = `${NAMES[index % NAMES.length]} ${SURNAMES[Math.floor(index / NAMES.length)]}.`;
    return {
      handle: name.toLowerCase().replace(" ", "-").replace(".", ""),
      name,
      zone: ZONES[(index * 7) % ZONES.length] ?? "UTC",
      dms: index % 9 === 8 ? "closed" : "open",
    };
  });
}
