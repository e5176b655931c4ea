/**
 * Two members and a moderator live through a week. Then Birch, the moderator and a stranger try thirty-odd ways to learn
 * something of Ash or to change it. Each is named; all of them fail.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Member } from "#sandbox/driver/member.ts";
import { run } from "#storage/sql.ts";
import { tokenIn, visitor, type Visitor } from "#test/web/visitor.ts";
import { startWorld, type World } from "#test/world.ts";

const secrets = [
  "nobody knows about the kettle",
  "behind the old cinema",
  "Aunt Rosalind",
  "the blue notebook",
];

interface Scene {
  world: World;
  ash: Member;
  birch: Member;
  mo: Member;
  /** Ids of Ash's records by kind, the newest of each. */
  ids: Record<string, string>;
  /** Ids of Ash's lines, schedules and due rows. */
  line: string;
  due: string;
  schedule: string;
  /** Id of the message that Ash alone was shown last. */
  message: string;
  /** Birch on their own page; a stranger on none. */
  page: Visitor;
  stranger: Visitor;
  usedLink: string;
  before: string;
}

let scene: Scene;

beforeAll(async () => {
  scene = await playAWeek();
}, 120_000);
afterAll(() => scene.world[Symbol.asyncDispose]());

async function playAWeek(): Promise<Scene> {
  const world = await startWorld({ at: "2026-03-02T18:00:00Z" });
  const [ash, birch] = [
    await world.member("ash", { evening: true }),
    await world.member("birch", { evening: true }),
  ];
  const mo = world.moderator("mo");
  for (let day = 0; day < 7; day++) {
    for (const member of [ash, birch]) await member.slash("/checkin", { state: "within", access: 5 });
    await world.pass({ days: 1 });
  }
  await writeDown(ash);
  await birch.slash("/urge", { intensity: 3 });
  const page = await enter(world, birch);
  const mine = await enter(world, ash);
  const ids = await idsOf(world, ash.id);
  await mine.visit.post("/history/note", { id: ids["checkin"] ?? "", note: secrets[0] ?? "" });
  await mine.visit.post("/longer/choose", { longer: "on" });
  await mine.visit.post("/longer/phq-2", { item1: "2", item2: "3" });
  const { store } = world.bot();
  const [due] = await store.tx((q) => q.due.ofPerson(ash.id));
  const [newest] = await store.asMember(ash.id, (q) => q.records.list("plan", { limit: 1 }));
  await ash.slash("/plan");
  return {
    world,
    ash,
    birch,
    mo,
    ids: await idsOf(world, ash.id),
    line: newest?.body.people[0]?.id ?? "",
    due: due?.id ?? "",
    schedule: due?.scheduleId ?? "",
    message: ash.lastMessage().id,
    page: page.visit,
    stranger: visitor(world.bot().web?.address ?? ""),
    usedLink: mine.link,
    before: await stateOf(world, ash.id),
  };
}

/** Words of Ash's, each where a member may put them. */
async function writeDown(ash: Member): Promise<void> {
  await ash.slash("/urge", { intensity: 8 });
  await ash.slash("/plan");
  await ash.select("Where does it go?", "People");
  await ash.submit({ "Who?": secrets[3] ?? "" });
  await ash.slash("/lapse");
  await ash.click("I’m safe");
  await ash.click("The next 24 hours");
  await ash.click("Write two lines");
  await ash.submit({ "still-works": secrets[1] ?? "", "next-day": secrets[2] ?? "" });
}

async function enter(world: World, member: Member): Promise<{ visit: Visitor; link: string }> {
  await member.slash("/mydata");
  await member.click("My page");
  const [, link = ""] = /"url":"(http[^"]+\/open\/[^"]+)"/.exec(JSON.stringify(member.lastMessage())) ?? [];
  const visit = visitor(world.bot().web?.address ?? "");
  await visit.post("/open", { token: tokenIn(link) });
  await visit.get("/data");
  return { visit, link };
}

async function idsOf(world: World, personId: string): Promise<Record<string, string>> {
  const rows = await world.bot().store.data.tx(({ db, t }) => run(db.select().from(t.record)));
  return Object.fromEntries(
    rows.filter((row) => row.personId === personId).map(({ kind, id }) => [kind, id]),
  );
}

/** Everything that is kept about a member, as they would export it. */
async function stateOf(world: World, personId: string): Promise<string> {
  const { store } = world.bot();
  const kinds = ["checkin", "urge", "lapse", "plan", "plan-use", "screening", "settings"] as const;
  const records = [];
  for (const kind of kinds) records.push(await store.asMember(personId, (q) => q.records.list(kind)));
  const due = await store.tx((q) => q.due.ofPerson(personId));
  return JSON.stringify([records, due, await store.tx((q) => q.people.find(personId))]);
}

/** A forged press on a message of the attacker's own; what they get to see. */
async function press(who: Member, customId: string): Promise<string> {
  await who.slash("/help");
  return forge(who, who.lastMessage().id, customId);
}

async function forge(who: Member, messageId: string, customId: string): Promise<string> {
  const reply = await who.press({ messageId, customId }).catch((error: unknown) => String(error));
  return JSON.stringify([reply, who.modal()]);
}

const ownNudge = (who: Member): string => who.inbox().at(-1)?.id ?? "";

const everything = (who: Member, ...more: string[]): string =>
  JSON.stringify([
    who.inbox(),
    ...["#welcome", "#check-ins", "#evening", "#quiet-talk", ...more].map((channel) => who.messages(channel)),
  ]);
const pageText = async (answer: Promise<{ text: string }>): Promise<string> => (await answer).text;

/** Each way answers with all that whoever tried it was shown. */
const ways: Record<string, (scene: Scene) => Promise<string>> = {
  "a member presses a button on a message that only Ash saw": ({ birch, message }) =>
    forge(birch, message, "1:plan:open"),
  "a member presses Ash's person on Ash's own message": ({ birch, message }) =>
    forge(birch, message, "1:plan:person:0"),
  "a moderator presses a button on a message that only Ash saw": ({ mo, message }) =>
    forge(mo, message, "1:plan:open"),
  "a member names Ash's check-in to see its words": ({ birch, ids }) =>
    press(birch, `1:checkin:page:${ids["checkin"]}:words`),
  "a member names Ash's check-in to open its note": ({ birch, ids }) =>
    press(birch, `1:checkin:note:${ids["checkin"]}`),
  "a member names Ash's check-in to end it": ({ birch, ids }) =>
    press(birch, `1:checkin:done:${ids["checkin"]}`),
  "a member names Ash's check-in to hear why": ({ birch, ids }) =>
    press(birch, `1:checkin:why:${ids["checkin"]}`),
  "a member names Ash's check-in to take it back": ({ birch, ids }) =>
    press(birch, `1:checkin:undo:${ids["checkin"]}`),
  "a member names Ash's check-in to move it": ({ birch, ids }) =>
    press(birch, `1:checkin:days:${ids["checkin"]}`),
  "a member names Ash's urge to read its curve": ({ birch, ids }) =>
    press(birch, `1:urge:read:${ids["urge"]}:2`),
  "a member names Ash's urge to ride it": ({ birch, ids }) => press(birch, `1:urge:ride:${ids["urge"]}`),
  "a member names Ash's urge to say how it ended": ({ birch, ids }) =>
    press(birch, `1:urge:acted:${ids["urge"]}:yes`),
  "a member names Ash's urge to delete it": ({ birch, ids }) => press(birch, `1:urge:remove:${ids["urge"]}`),
  "a member names Ash's lapse to open its words": ({ birch, ids }) =>
    press(birch, `1:lapse:words:${ids["lapse"]}`),
  "a member names Ash's lapse to see it kept": ({ birch, ids }) =>
    press(birch, `1:lapse:done:${ids["lapse"]}`),
  "a member stops Ash's nudge by its number, on a nudge of their own": ({ birch, due }) =>
    forge(birch, ownNudge(birch), `1:nudge:stop:${due}:0:1`),
  "a member puts Ash's nudge off": ({ birch, due }) =>
    forge(birch, ownNudge(birch), `1:nudge:put-off:${due}:0:1:20`),
  "a member uses the page link that Ash has used": ({ page, usedLink }) =>
    pageText(page.post("/open", { token: tokenIn(usedLink) })),
  "a member on their own page reads their data and finds Ash in it": async ({ page }) =>
    (
      await Promise.all(
        ["/plan", "/history", "/data", "/data/read", "/data/export.json", "/data/export.csv"].map((path) =>
          pageText(page.get(path)),
        ),
      )
    ).join("\n"),
  "a member on their own page asks for Ash's result of the longer questions": ({ page, ids }) =>
    pageText(page.get(`/longer/phq-2/result?of=${ids["screening"]}`)),
  "a member on their own page deletes Ash's check-in": ({ page, ids }) =>
    pageText(page.post("/history/remove", { kind: "checkin", id: ids["checkin"] ?? "" })),
  "a member on their own page rewrites Ash's note": ({ page, ids }) =>
    pageText(page.post("/history/note", { id: ids["checkin"] ?? "", note: "x" })),
  "a member on their own page rewrites Ash's plan": ({ page, line }) =>
    pageText(page.post("/plan/edit", { id: line, section: "people", first: "x" })),
  "a member on their own page brings back a version of Ash's plan": ({ page, ids }) =>
    pageText(page.post("/plan/versions", { id: ids["plan"] ?? "" })),
  "a member on their own page takes Ash's nudge out": ({ page, schedule }) =>
    pageText(page.post("/settings/nudge-off", { id: schedule })),
  "a member brings in an export that claims Ash's records": async ({ page, ids }) => {
    const file = JSON.parse(await pageText(page.get("/data/export.json"))) as { records: { id: string }[] };
    for (const record of file.records) record.id = ids["checkin"] ?? "";
    const form = new FormData();
    form.set("_", page.token);
    form.set("file", new File([JSON.stringify(file)], "export.json"));
    const cookie = [...page.cookies].map((pair) => pair.join("=")).join("; ");
    const { address } = scene.world.bot().web ?? {};
    const answer = await fetch(`${address}/data/import`, {
      method: "POST",
      body: form,
      headers: { cookie, origin: address ?? "" },
    });
    return answer.text();
  },
  "a member reads everything they can in the server and in their messages": async ({ birch }) =>
    everything(birch),
  "a moderator reads everything they can in the server and in their messages": async ({ mo }) =>
    everything(mo, "#moderators"),
  "a moderator asks what is kept, which shows themselves": async ({ mo }) => {
    await mo.slash("/mydata");
    return JSON.stringify(mo.lastMessage());
  },
  "a moderator names Ash's lapse": ({ mo, ids }) => press(mo, `1:lapse:words:${ids["lapse"]}`),
  "a moderator reads what the server's pages say": async ({ mo }) => {
    const answers: unknown[] = [];
    for (const page of ["server insights", "server audit", "server health", "schedule list"])
      answers.push(await mo.slash(`/${page}`));
    return JSON.stringify(answers);
  },
  "a member opens the moderators' pages by made-up ids": async ({ birch }) => {
    const answers: string[] = [];
    for (const page of ["server:insights", "server:audit:0", "server:health"]) {
      await birch.slash("/help", {}, { in: "#welcome" });
      answers.push(await forge(birch, birch.lastMessage().id, `1:${page}`));
    }
    for (const answer of answers) expect(answer).toContain("people who may manage the server");
    return answers.join("\n");
  },
  "a stranger opens members' pages": async ({ stranger }) =>
    (
      await Promise.all(
        ["/plan", "/history", "/data", "/data/export.json", "/settings"].map((path) =>
          pageText(stranger.get(path)),
        ),
      )
    ).join("\n"),
  "a stranger brings a session's hash out of the database as a cookie": async ({ world }) => {
    const rows = await world.bot().store.data.tx(({ db, t }) => run(db.select().from(t.pageSession)));
    const thief = visitor(world.bot().web?.address ?? "");
    const seen: string[] = [];
    for (const { hash } of rows) {
      thief.cookies.set("thaw", hash);
      seen.push(await pageText(thief.get("/plan")));
    }
    expect(rows.length).toBeGreaterThan(1);
    return seen.join("\n");
  },
  "a curious operator reads every row of the database": async ({ world }) => {
    const tables = await world.bot().controlled.rows(undefined, 1);
    const rows = await Promise.all(tables.tables.map((table) => world.bot().controlled.rows(table, 500)));
    return JSON.stringify(rows);
  },
  "a curious operator reads the logs, also of an answer that Discord did not take": async ({
    world,
    ash,
  }) => {
    const before = world.complaints.length;
    const route = "POST /interactions/*/*/callback";
    // Each answer is tried four times before it is given up.
    world.sandbox.faults.set({ kind: "status", status: 500, times: 4, route });
    await ash.slash("/plan").catch(() => undefined);
    expect(world.complaints.length).toBeGreaterThan(before);
    return world.complaints.join("\n");
  },
};

/** What takes something away comes last, or nothing would be left to take. */
const lastOf = (name: string): number =>
  ["stops", "delete", "take it back"].findIndex((word) => name.includes(word)) + 1;

/** What lies open to everybody, or to nobody: a used link, the server's own pages, rows and logs. */
const nobodys = /has used|claims|everything they can|pages say|made-up ids|hash|operator/;
const names = Object.keys(ways);
/** What each of them showed, to be held against what Ash is shown. */
const seen = new Map<string, string>();
const unnumbered = (text: string): string => text.replaceAll(/[\d.:-]+|[\w-]{36,}/g, "");

describe("none of these ways leads anywhere", () => {
  it("has thirty of them and more", () => {
    expect(names.length).toBeGreaterThanOrEqual(30);
  });

  it.each(names)("%s", async (name) => {
    const shown = (await ways[name]?.(scene)) ?? "";
    for (const secret of secrets) expect(shown).not.toContain(secret);
    seen.set(name, unnumbered(shown));
    expect(await stateOf(scene.world, scene.ash.id)).toBe(scene.before);
  });

  it("and all of it is there for Ash", async () => {
    const { visit } = await enter(scene.world, scene.ash);
    const { text } = await visit.get("/data/read");
    for (const secret of secrets) expect(text).toContain(secret);
  });

  it("and each of them leads somewhere for Ash, or nobody could go it", async () => {
    const { visit } = await enter(scene.world, scene.ash);
    const asAsh = { ...scene, birch: scene.ash, mo: scene.ash, page: visit, stranger: visit };
    const dead: string[] = [];
    let state = await stateOf(scene.world, scene.ash.id);
    for (const name of names.filter((one) => !nobodys.test(one)).toSorted((a, b) => lastOf(a) - lastOf(b))) {
      const shown = (await ways[name]?.(asAsh)) ?? "";
      const after = await stateOf(scene.world, scene.ash.id);
      if (after === state && unnumbered(shown) === seen.get(name)) dead.push(name);
      state = after;
    }
    expect(dead).toEqual([]);
  });

  it("and a name of somebody else's record is answered as a name of nothing", async () => {
    const { page, ids } = scene;
    const theirs = await page.post("/history/remove", { kind: "checkin", id: ids["checkin"] ?? "" });
    const nothing = await page.post("/history/remove", {
      kind: "checkin",
      id: "0199aaaa-0000-7000-8000-000000000000",
    });
    expect([theirs.status, theirs.text]).toEqual([nothing.status, nothing.text]);
  });
});
