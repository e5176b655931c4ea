/** Urges, plans and buddies under two presses at once, on both databases. */
import { describe, expect, it } from "vitest";
import { buddyCases } from "#app/buddies.ts";
import { planCases } from "#app/plans.ts";
import { urgeCases } from "#app/urges.ts";
import { consentVersion } from "#core/consent.ts";
import { ash, birch, monday, startStore } from "#test/storage/harness.ts";

const nobody = { ask: () => Promise.resolve(), cancel: () => Promise.resolve() };

describe.each(["sqlite", "postgres"] as const)("on %s", (dialect) => {
  async function start() {
    const harness = await startStore(dialect);
    let [clock, ids] = [monday, 0];
    const deps = { store: harness.store, now: () => clock, newId: () => `id-${(ids += 1)}` };
    for (const person of [ash, birch])
      await harness.store.tx((q) => q.people.save({ ...person, consentVersion }));
    return {
      urges: urgeCases(deps, nobody),
      plans: planCases(deps, nobody),
      buddies: buddyCases(deps),
      later: (ms: number) => (clock += ms),
      [Symbol.asyncDispose]: () => harness[Symbol.asyncDispose](),
    };
  }

  it("keeps one urge, one line and one use when each is pressed three times at once", async () => {
    await using app = await start();
    const thrice = <T>(press: () => Promise<T>) => Promise.all([press(), press(), press()]);
    const urges = await thrice(() => app.urges.log(ash, 7, { id: "press-1" }));
    expect(new Set(urges.map(({ id }) => id))).toEqual(new Set(["press-1"]));
    expect(await app.urges.history(ash, 10)).toHaveLength(1);
    await thrice(() => app.plans.add(ash, "first15", ["Out of the room."], "press-2"));
    expect((await app.plans.current(ash)).lists.first15).toHaveLength(1);
    await thrice(() => app.plans.use(ash, { lineId: "press-2" }, "press-3"));
    expect(await app.plans.uses(ash)).toEqual(new Map([["press-2", 1]]));
  });

  it("makes two people buddies once both named the other, in whichever order, and parts them at once", async () => {
    await using app = await start();
    expect(await app.buddies.name(ash, birch.id)).toBe("asked");
    expect((await app.buddies.overview(birch)).wishes).toEqual([ash.id]);
    expect(await app.buddies.name(birch, ash.id)).toBe("agreed");
    expect(await app.buddies.name(ash, birch.id)).toBe("agreed");
    const sent = await Promise.all([1, 2].map(() => app.buddies.pass(ash, birch.id, "press")));
    expect(sent.filter(Boolean)).toHaveLength(1);
    await app.buddies.answer(birch, ash.id, "press", "here");
    expect((await app.buddies.overview(ash)).passed[0]?.answer).toBe("here");
    await app.buddies.end(birch, ash.id);
    expect((await app.buddies.overview(ash)).buddies).toEqual([]);
    await expect(app.buddies.pass(ash, birch.id, "next")).rejects.toMatchObject({ code: "buddy-gone" });
  });

  it("lets a wish fade after two weeks, and shows none of somebody who is blocked", async () => {
    await using app = await start();
    await app.buddies.name(ash, birch.id);
    app.later(14 * 86_400_000);
    expect((await app.buddies.overview(birch)).wishes).toEqual([]);
    await app.buddies.block(birch, ash.id);
    expect(await app.buddies.name(ash, birch.id)).toBe("asked");
    expect(await app.buddies.overview(birch)).toMatchObject({ wishes: [], blocked: [ash.id] });
  });
});
