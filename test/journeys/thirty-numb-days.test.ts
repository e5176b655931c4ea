import { expect, it } from "vitest";
import { startWorld } from "#test/world.ts";
import type { Member } from "#sandbox/driver/member.ts";

/** One check-in of somebody in whom little gets through. @returns what is said at its end, and what is offered */
async function checkIn(
  ash: Member,
  access: number,
  word?: string,
): Promise<{ said: string; offered: string }> {
  await ash.slash("/checkin", { state: "too-little", access, ...(word ? { word } : {}) });
  await ash.click("Done");
  const { text: said, buttons } = ash.lastMessage();
  await ash.click("Why this?");
  return { said: `${said}\n${ash.lastMessage().text}`, offered: buttons[0] ?? "" };
}

/** Walks what was offered to its end. */
async function walk(ash: Member, title: string, landed: boolean): Promise<void> {
  await ash.click("Back");
  await ash.click(title);
  await ash.click("Begin");
  while (ash.lastMessage().buttons.includes("Go on")) await ash.click("Go on");
  const first = ash
    .lastMessage()
    .selects.find(({ placeholder }) => /Where are you now|Did anything land/.test(placeholder));
  if (landed && first)
    await ash.select(first.customId, first.placeholder.startsWith("Where") ? "within" : "2");
  await ash.click("Done");
}

it("goes thirty days with a numb member, step by step and at their pace", async () => {
  // New York: the clocks change on the first Sunday.
  await using world = await startWorld({ at: "2026-03-02T17:00:00Z" });
  const ash = await world.member("ash", { zone: "America/New_York" });
  await ash.slash("/progress", { chart: "days" });
  await ash.click("Goals");
  await ash.click("Begin a goal");
  await ash.submit({ "In your own words": "my plan", "Since when?": "3 days ago" });
  await ash.slash("/progress");
  await ash.click("The last seven days");
  expect(ash.lastMessage().text).toContain("Nothing was written down this week");
  await ash.click("Send it each Sunday");

  const reasons: string[] = [];
  const offers: string[] = [];
  let lived = 3;
  for (let day = 1; day <= 30; day++) {
    if (day % 10 !== 0) {
      const { said, offered } = await checkIn(ash, day > 20 ? 3 : 1, day <= 4 ? "nothing" : undefined);
      reasons.push(
        /moved something for you|here it is again|haven’t tried|made for it/.exec(said)?.[0] ?? said,
      );
      offers.push(offered);
      expect(said.includes("*nothing* has come up"), `day ${day}`).toBe(day === 3 || day === 4);
      if (day % 4 === 1) await walk(ash, offered, true);
    }
    if (day === 5 || day === 6) await climb(ash, "Easy");
    if (day === 12) {
      await ash.slash("/progress", { chart: "days" });
      await ash.click("Goals");
      await ash.select("A goal", "my plan");
      await ash.select("Days with a lapse, of the last two weeks", ["2026-03-12"]);
    }
    // Three that nobody opens, and they come half as often: this one is opened.
    if (day === 15) await ash.click("Look back", { in: "dm" });
    lived = await daysNow(ash, lived);
    await world.pass({ days: 1 });
  }

  // Gentle first, then what moved something, and every third time something new.
  expect(reasons[0]).toBe("made for it");
  expect(reasons[1]).toBe("here it is again");
  expect(reasons).toContain("moved something for you");
  expect(reasons).toContain("haven’t tried");
  expect(new Set(offers).size).toBeGreaterThan(2);
  expect(offers).not.toContain("Four in, six out");
  expect(lived).toBe(3 + 30 - 2);

  // Two easy times, and the next rung was offered; down is there at once, without a reason.
  await openLadder(ash);
  expect(ash.lastMessage().text).toContain("Noticing: Body");
  await ash.click("Hard");
  expect(ash.lastMessage().text).not.toContain("rung above");
  await ash.click("A rung down");
  expect(ash.lastMessage().text).toContain("Noticing: Outside");

  // Four Sundays at six on their own clock, also after the clocks had changed.
  const sundays = ash.inbox().filter(({ ephemeral }) => !ephemeral);
  expect(sundays.map(({ at }) => new Date(at).toISOString().slice(0, 16))).toEqual([
    "2026-03-08T22:00",
    "2026-03-15T22:00",
    "2026-03-22T22:00",
    "2026-03-29T22:00",
  ]);
  await ash.click("Look back", { message: sundays[3]! });
  const { text } = ash.lastMessage();
  expect(text).toMatch(/check-ins on . days: . × Too little/);
  expect(text).toContain("Access to feeling was 3 each time.");
  expect(text).toContain("something moved");
  expect(text).toContain("One question, if you like");
  expect(text).not.toMatch(/score|streak|only|failed/i);
  await ash.click("Stop sending it");
  expect(ash.lastMessage().text).toContain("None of this comes unless you ask for it");
  expect(world.complaints).toEqual([]);
});

async function openLadder(ash: Member): Promise<void> {
  await ash.slash("/practice");
  await ash.click("Noticing ladder");
}

async function climb(ash: Member, ease: string): Promise<void> {
  await openLadder(ash);
  await ash.click(ease);
  if (ash.lastMessage().buttons.includes("Up a rung")) await ash.click("Up a rung");
}

/** Days lived as the member sees them: never fewer than before, but for the one they noted a lapse on. */
async function daysNow(ash: Member, before: number): Promise<number> {
  await ash.slash("/settings");
  await ash.click("Days");
  const lived = Number(/(\d+) days lived of/.exec(ash.lastMessage().text)?.[1]);
  expect(lived).toBeGreaterThanOrEqual(before);
  return lived;
}
