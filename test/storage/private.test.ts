/** Links, sessions and spans of keeping, on both databases. */
import { describe, expect, it } from "vitest";
import { keepingOf } from "#core/retention.ts";
import { run } from "#storage/sql.ts";
import { ash, birch, monday, newUrge, startStore } from "./harness.ts";

const day = 86_400_000;
const link = { hash: "h1", personId: ash.id, landing: "plan" as const, expiresAt: monday + 600_000 };
const session = (hash: string, personId = ash.id) => ({ hash, personId, startedAt: monday, seenAt: monday });

describe.each(["sqlite", "postgres"] as const)("on %s", (dialect) => {
  it("gives a link back once, also to two who ask at the same time", async () => {
    await using harness = await startStore(dialect);
    await harness.store.tx((q) => q.people.save(ash));
    await harness.store.tx((q) => q.pages.addLink(link));
    const taken = await Promise.all([1, 2, 3].map(() => harness.store.tx((q) => q.pages.takeLink("h1"))));
    expect(taken.filter(Boolean)).toEqual([link]);
  });

  it("ends every session and link of one member, and of nobody else", async () => {
    await using harness = await startStore(dialect);
    await harness.store.tx(function* (q) {
      yield* q.people.save(ash);
      yield* q.people.save(birch);
      yield* q.pages.addLink(link);
      for (const hash of ["a", "b"]) yield* q.pages.addSession(session(hash));
      yield* q.pages.addSession(session("c", birch.id));
    });
    expect(await harness.store.tx((q) => q.pages.endAll(ash.id))).toBe(2);
    expect(await harness.store.tx((q) => q.pages.takeLink("h1"))).toBeUndefined();
    expect(await harness.store.tx((q) => q.pages.findSession("a"))).toBeUndefined();
    expect(await harness.store.tx((q) => q.pages.findSession("c"))).toEqual(session("c", birch.id));
  });

  it("clears away what can no longer be used, and nothing else", async () => {
    await using harness = await startStore(dialect);
    await harness.store.tx(function* (q) {
      yield* q.people.save(ash);
      yield* q.pages.addLink(link);
      yield* q.pages.addLink({ ...link, hash: "h2", expiresAt: monday + day });
      yield* q.pages.addSession(session("old"));
      yield* q.pages.addSession({ ...session("idle"), startedAt: monday + day });
      yield* q.pages.addSession({ ...session("open"), startedAt: monday + day, seenAt: monday + day });
      yield* q.pages.touchSession("old", monday + day);
      yield* q.pages.purge({
        linksUntil: link.expiresAt,
        seenBefore: monday + 1,
        startedBefore: monday + 1,
      });
    });
    const hashes = await harness.store.data.tx(function* ({ db, t }) {
      const links = yield* run(db.select({ hash: t.pageLink.hash }).from(t.pageLink));
      const sessions = yield* run(db.select({ hash: t.pageSession.hash }).from(t.pageSession));
      return [...links, ...sessions].map(({ hash }) => hash);
    });
    expect(hashes).toEqual(["h2", "open"]);
  });

  it("finds those whose answers are old enough, by the span each chose, page by page", async () => {
    await using harness = await startStore(dialect);
    const { store } = harness;
    const chosen = { ...keepingOf(birch.id), days: 365 as const };
    await store.tx(function* (q) {
      yield* q.people.save(ash);
      yield* q.people.save(birch);
      yield* q.keepings.save(chosen);
    });
    for (const { id } of [ash, birch])
      await store.asMember(id, (q) => q.records.add("urge", newUrge(`u-${id}`, 3)));
    const due = (now: number, after = "", limit = 10) => store.tx((q) => q.keepings.due(after, limit, now));
    expect(await due(monday + 83 * day)).toEqual({ due: [], last: birch.id });
    expect(await due(monday + 83 * day + 1)).toEqual({ due: [keepingOf(ash.id)], last: birch.id });
    expect(await due(monday + 359 * day, ash.id)).toEqual({ due: [chosen], last: birch.id });
    expect(await due(monday + 359 * day, "", 1)).toEqual({ due: [keepingOf(ash.id)], last: ash.id });
    expect(await due(monday + 359 * day, birch.id)).toEqual({ due: [], last: undefined });
  });

  it("finds those who took their consent back, and remembers what was chosen", async () => {
    await using harness = await startStore(dialect);
    const withdrawn = { ...keepingOf(ash.id), withdrawnAt: monday };
    await harness.store.tx((q) => q.people.save(ash));
    expect(await harness.store.tx((q) => q.keepings.find(ash.id))).toEqual(keepingOf(ash.id));
    await harness.store.tx((q) => q.keepings.save(withdrawn));
    expect(await harness.store.tx((q) => q.keepings.find(ash.id))).toEqual(withdrawn);
    expect((await harness.store.tx((q) => q.keepings.due("", 10, monday))).due).toEqual([withdrawn]);
  });

  it("wipes a server that the bot left, and not one that it is in", async () => {
    await using harness = await startStore(dialect);
    const guild = { id: "g1", zone: "UTC", locale: "en", settings: {}, joinedAt: monday, leftAt: monday };
    await harness.store.data.tx(function* ({ db, t }) {
      yield* run(db.insert(t.guild).values([guild, { ...guild, id: "g2", leftAt: null }]));
      yield* run(db.insert(t.counter).values({ guildId: "g1", week: "2026-W10", name: "x", value: 1 }));
    });
    expect(await harness.store.tx((q) => q.keepings.wipeServers(monday - 1))).toBe(0);
    expect(await harness.store.tx((q) => q.keepings.wipeServers(monday))).toBe(1);
    const left = await harness.store.data.tx(function* ({ db, t }) {
      const guilds = yield* run(db.select({ id: t.guild.id }).from(t.guild));
      return [guilds, yield* run(db.select().from(t.counter))];
    });
    expect(left).toEqual([[{ id: "g2" }], []]);
  });

  it("takes links, sessions and choices along when the member is erased", async () => {
    await using harness = await startStore(dialect);
    await harness.store.tx(function* (q) {
      yield* q.people.save(ash);
      yield* q.pages.addLink(link);
      yield* q.pages.addSession(session("a"));
      yield* q.keepings.save({ ...keepingOf(ash.id), days: 30 });
    });
    await harness.store.eraseMember(ash.id);
    expect(await harness.store.tx((q) => q.pages.findSession("a"))).toBeUndefined();
    expect(await harness.store.tx((q) => q.keepings.find(ash.id))).toEqual(keepingOf(ash.id));
  });
});
