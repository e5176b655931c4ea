import { expect, it } from "vitest";
import { defaultSettings } from "#core/settings.ts";
import { startWorld } from "#test/world.ts";

it("takes words of one's own, more than a list can show, and lets them go again", async () => {
  await using world = await startWorld({ at: "2026-03-02T12:00:00Z" });
  const ash = await world.member("ash");
  const ownWords = Array.from({ length: 25 }, (_, index) => `like wool ${index + 1}`).toReversed();
  const body = { ...defaultSettings, ownWords };
  await world
    .bot()
    .store.asMember(ash.id, (q) =>
      q.records.add("settings", { id: "s", at: 0, localDate: "2026-03-02", body }),
    );
  await ash.slash("/checkin", { state: "too-little" });
  await ash.click("Body and words");
  await ash.click("My own word");
  await ash.submit({ "Your word": "like wool 26" });
  await ash.click("Body and words");
  expect(
    ash.lastMessage().selects.find(({ placeholder }) => placeholder === "Your own words")?.options,
  ).toHaveLength(25);
  // The oldest is beyond the list, and is found by typing.
  expect(await ash.autocomplete("/checkin", { word: "wool 1" })).toContainEqual({
    name: "like wool 1",
    value: "like wool 1",
  });
  await ash.click("Take a word out");
  expect(ash.lastMessage().selects).toHaveLength(2);
  await ash.select(ash.lastMessage().selects[1]!.customId, "like wool 1");
  await ash.slash("/checkin", { state: "within", word: "like wool 1" });
  expect(ash.lastMessage().text).toContain("is not in the word finder yet");
});

it("is typed in one line, comes late, is opened again and corrected, and taken back", async () => {
  await using world = await startWorld({ at: "2026-03-04T12:00:00Z" });
  const ash = await world.member("ash");
  await ash.slash("/checkin", { state: "too-much", urge: 10, word: "nothing", day: 1 });
  expect(ash.lastMessage().text).toContain("Tuesday, March 3");
  await ash.click("About the day");
  await ash.click("A note");
  await ash.submit({});
  expect(ash.lastMessage().text).not.toContain("With a note");
  await ash.click("Done");
  expect(ash.lastMessage().text).toContain("a lot at once");
  await world.pass({ hours: 20 });
  await ash.slash("/checkin");
  await ash.click("My check-ins");
  await ash.select("Open one of the last 48 hours", "Too much · Tuesday, March 3");
  await ash.select("Or rather …", "Within");
  expect(ash.lastMessage().text).toContain("Kept: Within");
  await ash.click("Undo");
  await ash.slash("/checkin");
  await ash.click("My check-ins");
  expect(ash.lastMessage().text).toContain("None so far");
  expect(world.complaints).toEqual([]);
});
