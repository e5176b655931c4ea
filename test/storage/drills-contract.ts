/** Texts of drills, servers' own scenarios and the sums of groups, on whatever database is behind them. */
import { describe, expect, it } from "vitest";
import type { Tables } from "#app/store.ts";
import { small } from "#test/core/drill-fixtures.ts";
import { monday, startStore, type Home } from "./harness.ts";

const guild = { id: "g1", zone: "UTC", locale: "en", joinedAt: monday };
const group = {
  id: "gd1",
  guildId: "g1",
  channelId: "c1",
  hash: small.hash,
  openedAt: monday,
  shownAt: null,
};

function* withText(q: Tables) {
  yield* q.guilds.ensure(guild);
  yield* q.drillTexts.keep(small, monday);
}

export function drillsContract(home: Home): void {
  describe("drills", () => {
    it("keeps a text once, by its hash, and gives it back as it was", async () => {
      await using harness = await startStore(home);
      await harness.store.tx(function* (q) {
        yield* q.drillTexts.keep(small, monday);
        yield* q.drillTexts.keep({ ...small, title: "Another title" }, monday + 1);
      });
      expect(await harness.store.tx((q) => q.drillTexts.find(small.hash))).toEqual(small);
      expect(await harness.store.tx((q) => q.drillTexts.find("no-such"))).toBeUndefined();
    });

    it("offers a server its own scenarios until they are withdrawn", async () => {
      await using harness = await startStore(home);
      const own = { guildId: "g1", id: "small", hash: small.hash, importedAt: monday, withdrawnAt: null };
      const offered = await harness.store.tx(function* (q) {
        yield* withText(q);
        yield* q.serverDrills.save(own);
        return [yield* q.serverDrills.offered("g1"), yield* q.serverDrills.offered("g2")];
      });
      expect(offered).toEqual([[small], []]);
      const after = await harness.store.tx(function* (q) {
        yield* q.serverDrills.save({ ...own, withdrawnAt: monday + 1 });
        return [yield* q.serverDrills.offered("g1"), yield* q.serverDrills.ofGuild("g1")];
      });
      expect(after).toEqual([[], [{ ...own, withdrawnAt: monday + 1 }]]);
    });

    it("counts the choices of a group and shows them once", async () => {
      await using harness = await startStore(home);
      await harness.store.tx(function* (q) {
        yield* withText(q);
        yield* q.groupDrills.add(group);
      });
      const count = (choice: string) => harness.store.tx((q) => q.groupDrills.count("gd1", choice));
      await Promise.all(["c1", "c2", "c1", "line", "c1"].map(count));
      const seen = await harness.store.tx(function* (q) {
        return {
          counts: yield* q.groupDrills.counts("gd1"),
          early: yield* q.groupDrills.toShow(monday, 10),
          due: yield* q.groupDrills.toShow(monday + 1, 10),
          marked: [
            yield* q.groupDrills.markShown("gd1", monday + 2),
            yield* q.groupDrills.markShown("gd1", monday + 3),
          ],
          left: yield* q.groupDrills.toShow(monday + 9, 10),
        };
      });
      expect(seen).toEqual({
        counts: { c1: 3, c2: 1, line: 1 },
        early: [],
        due: [group],
        marked: [true, false],
        left: [],
      });
    });
  });
}
