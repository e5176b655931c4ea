/** What people do in more than one scene. The labels are the bot's own, as anybody reads them on the screen. */
import type { Member } from "../driver/member.ts";
import type { Director } from "./scene.ts";

/** Says yes to what is kept, and sets the clock. */
export async function settleIn(person: Member, evening = false): Promise<void> {
  await person.slash("/checkin");
  await person.click("Yes, and I’m 18 or over");
  await person.slash("/settings", { zone: person.user.zone });
  if (evening) await person.click("Evening nudge at 20:00");
}

/** Writes an urge down, guesses, and answers a quarter of an hour later. */
export async function rideOut(
  director: Director,
  person: Member,
  { from, guess, to }: { from: number; guess: number; to: number },
): Promise<void> {
  await person.slash("/urge", { intensity: from });
  await person.select("My guess for in 15 minutes", String(guess));
  await person.click("Ride it out");
  await person.click("Ask me again");
  await director.pass({ minutes: 15 });
  await person.click(String(to), { in: "dm" });
}

/** Puts an if–then line into their plan. */
export async function writeLine(person: Member, cue: string, response: string): Promise<void> {
  await person.slash("/plan");
  if (person.lastMessage().selects.length === 0) await person.click(/^Add/);
  await person.select("Where does it go?", "If … then …");
  await person.submit({ "If …": cue, "… then": response });
}
