/** Goals with their days, and how sure somebody is, on the page. */
import { expect, it } from "vitest";
import { ash, birch } from "#test/storage/harness.ts";
import { startSite } from "./site-world.ts";
import { enter } from "./visitor.ts";

const goal = { words: "alcohol-free", since: "2026-02-20", each: "7,50", unit: "€" };

it("begins a goal, shows its days, changes it and deletes it", async () => {
  await using site = await startSite();
  const guest = await enter(site);
  const [, id = ""] = /name="id" value="([\w-]{36})"/.exec((await guest.get("/days")).text) ?? [];
  for (const _ of ["once", "sent again"])
    expect((await guest.post("/days/add", { ...goal, id })).headers.get("Location")).toBe("/days?done=saved");
  const [own, ...others] = await site.app.goals.list(ash);
  expect(others).toEqual([]);
  expect(own).toMatchObject({ id, goal: { since: goal.since, worth: { each: 7.5, unit: "€" } } });
  expect((await guest.get("/days")).text).toContain("10 days lived of 10");

  await guest.post("/days/change", { ...goal, id, words: "gentle with <myself>", since: "2026-02-25" });
  const page = (await guest.get("/days")).text;
  expect(page).toContain("gentle with &lt;myself&gt;");
  expect(page).toContain("5 days lived of 5");
  await guest.post("/days/stand", { id, on: "yes" });
  expect((await guest.get("/days")).text).toContain("Standing still");
  await guest.post("/days/stand", { id, on: "no" });
  await site.app.settings.change(ash, { daysOff: true });
  expect((await guest.get("/days")).text).not.toContain("lived of");
  await guest.post("/days/remove", { id });
  expect(await site.app.goals.list(ash)).toEqual([]);
  expect(site.complaints).toEqual([]);
});

it("refuses what is no goal with a sentence, and touches nobody else's", async () => {
  await using site = await startSite();
  const guest = await enter(site);
  for (const [change, says] of [
    [{ words: "   " }, "nothing in it but spaces"],
    [{ words: "x".repeat(81) }, "81 characters"],
    [{ since: "the day after never" }, "the day after never"],
    [{ each: "lots" }, "lots"],
  ] as const) {
    const refused = await guest.post("/days/add", { ...goal, ...change });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain(says);
  }
  expect(await site.app.goals.list(ash)).toEqual([]);
  const theirs = await site.app.goals.add(birch, { ...goal, words: "only birch" });
  for (const path of ["change", "stand", "remove"])
    expect((await guest.post(`/days/${path}`, { ...goal, id: theirs.id, on: "yes" })).status).toBe(404);
  expect(await site.app.goals.list(birch)).toEqual([theirs]);
});

it("shows help before it keeps words that sound like danger, and keeps all of the form on a second yes", async () => {
  await using site = await startSite();
  const guest = await enter(site);
  const asked = await guest.post("/days/add", { ...goal, id: "x1", words: "not to kill myself" });
  expect(asked.text).toContain("Somebody to talk to, now");
  expect(await site.app.goals.list(ash)).toEqual([]);
  const carried = [...asked.text.matchAll(/type="hidden" name="([a-z]+)" value="([^"]*)"/g)];
  await guest.post("/days/add", Object.fromEntries(carried.map(([, name, value]) => [name, value])));
  expect(await site.app.goals.list(ash)).toMatchObject([
    { id: "x1", goal: { words: "not to kill myself", since: goal.since, worth: { each: 7.5 } } },
  ]);
});

it("keeps how sure somebody is, takes a number out again, and refuses others", async () => {
  await using site = await startSite();
  const guest = await enter(site);
  await guest.post("/days/confidence", { conflict: "40", urges: "0", "good-times": "" });
  expect(await site.app.confidences.current(ash)).toEqual({ conflict: 40, urges: 0 });
  expect((await guest.get("/days")).text).toMatch(/name="conflict"[^]*?value="40"\s+selected/);
  await guest.post("/days/confidence", { conflict: "", urges: "100" });
  expect(await site.app.confidences.current(ash)).toEqual({ urges: 100 });
  for (const urges of ["101", "-10", "55", "many"])
    expect((await guest.post("/days/confidence", { urges })).status).toBe(422);
  expect(await site.app.confidences.current(ash)).toEqual({ urges: 100 });
});
