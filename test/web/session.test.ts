/** Who gets in, how long, and what nobody can do from outside. */
import { describe, expect, it } from "vitest";
import { ash, birch } from "#test/storage/harness.ts";
import { startSite } from "./site-world.ts";
import { enter, tokenIn, visitor } from "./visitor.ts";

const members = [
  "/plan",
  "/plan/pair",
  "/plan/versions",
  "/history",
  "/longer",
  "/longer/phq-2",
  "/settings",
  "/data",
  "/data/read",
  "/data/export.json",
  "/data/export.csv",
  "/data/export.html",
];
const minute = 60_000;

describe("the link", () => {
  it("opens a page once", async () => {
    await using site = await startSite();
    const link = await site.link();
    const guest = visitor(site.web.address ?? "");
    expect((await guest.post("/open", { token: tokenIn(link) })).status).toBe(303);
    const second = visitor(site.web.address ?? "");
    const again = await second.post("/open", { token: tokenIn(link) });
    expect(again.status).toBe(410);
    expect(again.text).toContain("used already");
    expect(second.cookies.size).toBe(0);
  });

  it("isn't used up by being looked at", async () => {
    await using site = await startSite();
    const link = await site.link();
    for (let look = 0; look < 3; look++) expect((await visitor("").get(link)).status).toBe(200);
    expect((await visitor(site.web.address ?? "").post("/open", { token: tokenIn(link) })).status).toBe(303);
  });

  it("says before it opens that a link from somebody else opens theirs", async () => {
    await using site = await startSite();
    const { text } = await visitor("").get(await site.link());
    expect(text).toContain("A link that somebody sent you opens their page");
  });

  it("has run out after ten minutes", async () => {
    await using site = await startSite();
    const link = await site.link();
    site.clock.now += 10 * minute;
    expect((await visitor(site.web.address ?? "").post("/open", { token: tokenIn(link) })).status).toBe(410);
  });

  it("cannot be guessed, and a guess looks like any other", async () => {
    await using site = await startSite();
    await site.link();
    const guest = visitor(site.web.address ?? "");
    const answers = await Promise.all(
      ["", "a", "a".repeat(43), "../../../etc/passwd", "' OR 1=1 --", "\u0000", "__proto__"].map((token) =>
        guest.post("/open", { token }),
      ),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([410]));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(guest.cookies.size).toBe(0);
  });

  it("cannot be pressed from another site", async () => {
    await using site = await startSite();
    const token = tokenIn(await site.link());
    const guest = visitor(site.web.address ?? "");
    expect((await guest.post("/open", { token }, { origin: "https://evil.example" })).status).toBe(403);
    expect((await guest.post("/open", { token }, { "sec-fetch-site": "cross-site" })).status).toBe(403);
    expect((await guest.post("/open", { token })).status).toBe(303);
  });
});

describe("the session", () => {
  it("lets nobody in without it", async () => {
    await using site = await startSite();
    const guest = visitor(site.web.address ?? "");
    for (const path of members) expect([path, (await guest.get(path)).status]).toEqual([path, 401]);
  });

  it("is a cookie that no script reads, no other site sends, and that goes with the browser", async () => {
    await using site = await startSite();
    const guest = visitor(site.web.address ?? "");
    const { headers } = await guest.post("/open", { token: tokenIn(await site.link()) });
    const [cookie = ""] = headers.getSetCookie();
    expect(cookie).toMatch(/^thaw=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
  });

  it("is bound to this very host and to encryption where there is any", async () => {
    await using site = await startSite({ publicUrl: "https://thaw.example" });
    const guest = visitor(`http://127.0.0.1:${site.web.port}`);
    const { headers } = await guest.post(
      "/open",
      { token: tokenIn(await site.link()) },
      { origin: "https://thaw.example" },
    );
    expect(headers.getSetCookie()[0]).toMatch(
      /^__Host-thaw=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Secure$/,
    );
    expect(headers.get("Strict-Transport-Security")).toBe("max-age=31536000");
  });

  it("takes none that was planted beforehand, and ends the one that was open", async () => {
    await using site = await startSite();
    const guest = visitor(site.web.address ?? "");
    const planted = "p".repeat(43);
    guest.cookies.set("thaw", planted);
    await guest.post("/open", { token: tokenIn(await site.link()) });
    const first = guest.cookies.get("thaw") ?? "";
    expect(first).not.toBe(planted);
    await guest.post("/open", { token: tokenIn(await site.link(birch)) });
    const other = visitor(site.web.address ?? "");
    for (const secret of [planted, first]) {
      other.cookies.set("thaw", secret);
      expect((await other.get("/plan")).status).toBe(401);
    }
  });

  it("ends by itself, by logging out, and everywhere at once", async () => {
    await using site = await startSite();
    const [phone, desk] = [await enter(site), await enter(site)];
    const copy = visitor(site.web.address ?? "");
    copy.cookies.set("thaw", phone.cookies.get("thaw") ?? "");
    expect((await phone.post("/log-out")).headers.get("Clear-Site-Data")).toContain("cache");
    expect((await copy.get("/plan")).status).toBe(401);
    expect((await desk.get("/plan")).status).toBe(200);
    const third = await enter(site);
    await third.post("/log-out-everywhere");
    expect((await desk.get("/plan")).status).toBe(401);
    const fourth = await enter(site);
    site.clock.now += 20 * minute;
    const late = await fourth.get("/plan");
    expect(late.status).toBe(401);
    expect(late.text).toContain("This page has closed");
  });

  it("shows the member their own page and nobody else's", async () => {
    await using site = await startSite();
    await site.app.plans.add(ash, "first15", ["Only Ash wrote this"]);
    await site.app.plans.add(birch, "first15", ["Only Birch wrote this"]);
    const [one, other] = [await enter(site), await enter(site, birch)];
    for (const path of ["/plan", "/data/read", "/data/export.json"]) {
      expect((await one.get(path)).text).toContain("Only Ash");
      expect((await one.get(path)).text).not.toContain("Only Birch");
      expect((await other.get(path)).text).not.toContain("Only Ash");
    }
  });
});

describe("a form", () => {
  it.each([
    ["without its token", {}, { _: "" }],
    ["with a token of another session", {}, { _: "t".repeat(43) }],
    ["from another site", { origin: "https://evil.example" }, {}],
    ["from a page of unknown origin", { origin: "null" }, {}],
    ["that a browser calls foreign", { "sec-fetch-site": "same-site" }, {}],
  ])("%s changes nothing", async (_, headers, fields) => {
    await using site = await startSite();
    const guest = await enter(site);
    const forms: [string, Record<string, string>][] = [
      ["/plan/add", { section: "reasons", first: "x" }],
      ["/settings/pause", { days: "7" }],
      ["/data/erase-all", {}],
      ["/data/withdraw", {}],
      ["/log-out-everywhere", {}],
    ];
    for (const [path, own] of forms)
      expect([path, (await guest.post(path, { ...own, ...fields }, headers)).status]).toEqual([path, 403]);
    expect((await site.app.people.find(ash.id))?.consentVersion).toBe(1);
    expect((await guest.get("/plan")).status).toBe(200);
  });

  it("sent twice adds one line", async () => {
    await using site = await startSite();
    const guest = await enter(site);
    const form = { section: "reasons", first: "Sunday mornings", id: "one-form" };
    await Promise.all([guest.post("/plan/add", form), guest.post("/plan/add", form)]);
    expect((await site.app.plans.current(ash)).lists.reasons).toEqual([
      { id: "one-form", text: "Sunday mornings" },
    ]);
  });

  it("cannot name another member's records", async () => {
    await using site = await startSite();
    const plan = await site.app.plans.add(birch, "reasons", ["Birch’s reason"]);
    const checkIn = await site.app.checkIns.add(birch, "within", { note: "Birch’s note" });
    const line = plan.lists.reasons?.[0]?.id ?? "";
    const [version] = await site.app.plans.versions(birch);
    const guest = await enter(site);
    const tries: [string, Record<string, string>][] = [
      ["/plan/edit", { id: line, section: "reasons", first: "mine now" }],
      ["/plan/remove", { id: line }],
      ["/plan/move", { id: line, to: "0" }],
      ["/plan/versions", { id: version?.id ?? "" }],
      ["/history/note", { id: checkIn.id, note: "mine now" }],
      ["/history/remove", { kind: "checkin", id: checkIn.id }],
    ];
    for (const [path, fields] of tries)
      expect([path, (await guest.post(path, fields)).status]).toEqual([path, 404]);
    expect(await site.app.plans.current(birch)).toEqual(plan);
    expect((await site.app.checkIns.history(birch, 5)).map(({ body }) => body.note)).toEqual([
      "Birch’s note",
    ]);
  });
});

describe("consent", () => {
  it("that was taken back leaves what is kept to be seen, taken along and erased, and nothing else", async () => {
    await using site = await startSite();
    const guest = await enter(site, ash, "data");
    await guest.post("/data/withdraw");
    expect((await guest.get("/plan")).headers.get("Location")).toMatch(/\/data$/);
    expect(
      (await guest.post("/plan/add", { section: "reasons", first: "x" })).headers.get("Location"),
    ).toMatch(/\/data$/);
    expect((await guest.get("/data")).text).toContain("You took your yes back");
    expect((await guest.get("/data/export.json")).status).toBe(200);
    const erased = await guest.post("/data/erase-all", { clear: "yes" });
    expect(erased.text).toContain("Erased");
    expect(site.cleared).toEqual([ash.id]);
    expect(await site.app.people.find(ash.id)).toBeUndefined();
    expect((await guest.get("/data")).status).toBe(401);
  });
});
