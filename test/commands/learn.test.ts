import { expect, it } from "vitest";
import { startWorld } from "#test/world.ts";

it("is read and sent on without consent, as an address that anybody can open and as a picture", async () => {
  await using world = await startWorld({ at: "2026-03-02T12:00:00Z" });
  const stranger = world.newcomer("rowan");
  await stranger.slash("/learn");
  await stranger.click("For supporters");
  await stranger.select(/Pick a card/, "supporter-what-to-say");
  await stranger.click("Send it on …");
  const { text, attachments } = stranger.lastMessage();
  expect(attachments).toMatchObject([{ name: "supporter-what-to-say.png" }]);
  const url = /http:\/\/\S+\/learn\/supporter-what-to-say/.exec(text)?.[0];
  const answer = await fetch(url ?? "");
  expect(answer.status).toBe(200);
  expect(answer.headers.getSetCookie()).toEqual([]);
  expect(await answer.text()).toContain("What you can say");
  const shelf = await (await fetch(new URL("/learn", url))).text();
  expect(shelf.indexOf("For the people around")).toBeLessThan(shelf.lastIndexOf("Short cards"));
  expect((await fetch(new URL("/learn/no-such-card", url))).status).toBe(404);
  await stranger.click("Back to the card");
  expect(stranger.lastMessage().attachments).toEqual([]);
  // Nothing of it was kept.
  const known = await world.bot().store.tx((q) => q.people.find(stranger.id));
  expect(known).toBeUndefined();
});
