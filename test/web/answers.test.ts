/** What every answer carries, and what odd requests get. */
import { connect } from "node:net";
import { expect, it } from "vitest";
import { ash, birch } from "#test/storage/harness.ts";
import { startSite, type SiteWorld } from "./site-world.ts";
import { enter, visitor } from "./visitor.ts";

it("loads nothing from elsewhere, lets nobody frame it, and is kept by no cache and no search engine", async () => {
  await using site = await startSite();
  const guest = await enter(site);
  for (const path of ["/", "/help-now", "/plan", "/data", "/nowhere", "/open/x", "/plan/nowhere"]) {
    const { headers, text } = await guest.get(path);
    expect(headers.get("Content-Security-Policy")).toBe(
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; require-trusted-types-for 'script'",
    );
    expect(headers.get("Cache-Control")).toBe("no-store");
    expect(headers.get("X-Robots-Tag")).toContain("noindex");
    expect(headers.get("Referrer-Policy")).toBe("same-origin");
    expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
    expect(text).not.toMatch(/(?:src|href)="(?:https?:)?\/\/[^"]*\.(?:js|css|png|woff2?)/);
    expect(text).not.toMatch(/ (?:on\w+|style)=|<script>|<style>/);
  }
  expect((await guest.get("/robots.txt")).text).toContain("Disallow: /");
});

it("keeps nothing in the browser but the cookie", async () => {
  await using site = await startSite();
  const guest = await enter(site);
  const [, script = ""] = /src="([^"]+page\.js)"/.exec((await guest.get("/plan")).text) ?? [];
  const { text, headers } = await guest.get(script);
  expect(headers.get("Cache-Control")).toContain("immutable");
  expect(text).not.toMatch(
    /localStorage|sessionStorage|indexedDB|document\.cookie|caches|serviceWorker|innerHTML|eval/,
  );
});

it("says whether it is well, without a session, and is not well without the gateway or the database", async () => {
  for (const [health, alive, ready] of [
    [{ alive: true, gateway: true, database: true }, 200, 200],
    [{ alive: true, gateway: true, database: false }, 200, 503],
    [{ alive: true, gateway: false, database: true }, 200, 503],
    [{ alive: false, gateway: false, database: true }, 503, 503],
  ] as const) {
    await using site = await startSite({ health: async () => health });
    const guest = visitor(site.web.address ?? "");
    expect([(await guest.get("/healthz")).status, (await guest.get("/readyz")).status]).toEqual([
      alive,
      ready,
    ]);
  }
});

it("has health and no page where nobody could reach one", async () => {
  await using site = await startSite({ host: "0.0.0.0" });
  const guest = visitor(`http://127.0.0.1:${site.web.port}`);
  expect(site.web.address).toBeUndefined();
  expect([(await guest.get("/healthz")).status, (await guest.get("/plan")).status]).toEqual([200, 404]);
  await expect(site.link()).rejects.toMatchObject({ code: "page-off" });
});

it("says which port is taken, and what to do", async () => {
  await using site = await startSite();
  const { port } = site.web;
  await expect(startSite({ port })).rejects.toThrow(`PORT ${port} is taken by another program`);
});

it("lives under a path of somebody else's host", async () => {
  await using site = await startSite({ publicUrl: "http://127.0.0.1/thaw/" });
  expect(site.web.address).toBe("http://127.0.0.1/thaw");
  const guest = visitor(`http://127.0.0.1:${site.web.port}/thaw`);
  const link = await site.link();
  const token = link.split("/").at(-1) ?? "";
  expect((await guest.get(`/open/${token}`)).text).toContain('action="/thaw/open"');
  const opened = await guest.post("/open", { token }, { origin: "http://127.0.0.1" });
  expect(opened.headers.get("Location")).toBe("/thaw/plan");
  const page = await guest.get("/plan");
  expect(page.text).not.toMatch(/(?:href|src|action)="\/(?!thaw\/)/);
  const [, style = ""] = /href="\/thaw([^"]+style\.css)"/.exec(page.text) ?? [];
  expect((await guest.get(style)).status).toBe(200);
});

it.each([
  "/assets/../../../package.json",
  "/assets/%2e%2e/%2e%2e/%2e%2e/package.json",
  "/assets/..%2f..%2fsecrets.ts",
  "/assets/x/style.css",
  "//etc/passwd",
  "/plan/%00",
  "/plan/..;/data",
  "/%",
  "/open/%E0%A4%A",
  "/longer/__proto__",
  "/longer/constructor",
  "/history?before=1e999&kind=toString",
  "/help-now?country=__proto__",
  "/plan?done=__proto__",
  "/data?done=constructor",
])("finds no way out of its folders by %s", async (path) => {
  await using site = await startSite();
  const guest = await enter(site);
  const answer = await raw(site, `GET ${path} HTTP/1.1`, [`Cookie: thaw=${guest.cookies.get("thaw")}`]);
  expect(answer).toMatch(/^HTTP\/1\.1 (?:200|303|400|404)/);
  expect(answer).not.toMatch(/"name": "thaw"|root:|randomBytes/);
  expect(site.complaints).toEqual([]);
});

/** A request as it stands, without a client that puts it right. */
function raw(site: SiteWorld, line: string, headers: string[] = [], body = ""): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(site.web.port, "127.0.0.1", () =>
      socket.write([line, "Host: 127.0.0.1", "Connection: close", ...headers, "", body].join("\r\n")),
    );
    let text = "";
    socket.on("data", (data: Buffer) => (text += data.toString()));
    socket.on("close", () => resolve(text));
    socket.on("error", reject);
  });
}

it("refuses bodies that are too large, of another kind, or no forms at all", async () => {
  await using site = await startSite();
  const guest = await enter(site);
  const { token } = guest;
  const post = async (path: string, body: string, type: string): Promise<number> => {
    const headers = {
      cookie: `thaw=${guest.cookies.get("thaw")}`,
      origin: site.web.address ?? "",
      "content-type": type,
    };
    return (await fetch(`${site.web.address}${path}`, { method: "POST", body, headers, redirect: "manual" }))
      .status;
  };
  const form = "application/x-www-form-urlencoded";
  expect(await post("/plan/add", `_=${token}&first=${"x".repeat(70_000)}`, form)).toBe(413);
  expect(await post("/data/import", `_=${token}&x=${"x".repeat(9_000_000)}`, form)).toBe(413);
  expect(await post("/plan/add", "{}", "application/json")).toBe(415);
  expect(await post("/plan/add", "not a form", "multipart/form-data; boundary=zz")).toBe(400);
  expect(await post("/plan/add", "--zz\r\n", "multipart/form-data")).toBe(400);
  expect(await post("/plan/add", "%", form)).toBe(403);
  expect(site.complaints).toEqual([]);
});

it("answers a fault of its own with a number and nothing else, and logs it without what was sent", async () => {
  await using site = await startSite();
  const guest = await enter(site);
  const { store } = site.harness;
  site.harness.store = { ...store, asMember: () => Promise.reject(new Error("disk I/O error")) };
  const broken = await guest.post("/plan/add", { section: "reasons", first: "a very private line" });
  expect(broken.status).toBe(500);
  expect(broken.text).toContain("4711");
  expect(broken.text).not.toMatch(/at .*\.ts|disk|Error/);
  expect(JSON.stringify(site.complaints)).not.toContain("private line");
  site.harness.store = store;
  expect(site.complaints).toHaveLength(1);
});

it("slows down an address in a hurry, and says for how long", async () => {
  let now = 0;
  await using site = await startSite({ pace: () => now });
  const guest = visitor(site.web.address ?? "");
  const answers = [];
  for (let index = 0; index < 260; index++) answers.push(await guest.get("/robots.txt"));
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(20);
  expect(answers.at(-1)?.headers.get("Retry-After")).toBe("1");
  now += 1000;
  expect((await guest.get("/robots.txt")).status).toBe(200);
});

it("lets nobody behind the same proxy wait for somebody in a hurry", async () => {
  await using site = await startSite({ pace: () => 0 });
  const guest = visitor(site.web.address ?? "");
  const from = async (address: string) =>
    (await guest.get("/robots.txt", { "X-Forwarded-For": `9.9.9.9, ${address}` })).status;
  for (let index = 0; index < 240; index++) await from("203.0.113.9");
  expect([await from("203.0.113.9"), await from("198.51.100.7")]).toEqual([429, 200]);
});

it("lets no member take all the drawing for themselves", async () => {
  const painter = { draw: async () => undefined, forget: () => undefined };
  await using site = await startSite({ pace: () => 0, painter });
  const [ours, theirs] = [await enter(site), await enter(site, birch)];
  const months = "/charts/month.pdf?ago=9";
  for (let look = 0; look < 30; look++) expect((await ours.get(months)).status).toBe(422);
  expect((await ours.get(months)).status).toBe(429);
  expect((await ours.get("/plan/plan.pdf")).status).toBe(429);
  expect([(await ours.get("/plan")).status, (await theirs.get(months)).status]).toEqual([200, 422]);
});

it.each(["/data/import", "/plan/add", "/log-out"])(
  "reads nothing of a stranger's form to %s",
  async (path) => {
    await using site = await startSite();
    const headers = [
      `Origin: ${site.web.address}`,
      "Content-Type: multipart/form-data; boundary=x",
      "Transfer-Encoding: chunked",
    ];
    // Not one byte of the form is ever sent: the answer cannot have waited for it.
    expect(await raw(site, `POST ${path} HTTP/1.1`, headers)).toMatch(/^HTTP\/1\.1 401 /);
  },
);

it("shows what a member wrote as text, whatever it looks like", async () => {
  await using site = await startSite();
  const nasty = `<script>alert(1)</script>"'><img src=x onerror=alert(1)> {{7*7}} \u202E`;
  await site.app.plans.add(ash, "reasons", [nasty]);
  await site.app.checkIns.add(ash, "within", { note: nasty });
  const guest = await enter(site);
  for (const path of ["/plan", "/history", "/data/read", "/plan/versions"]) {
    const { text } = await guest.get(path);
    expect(text).not.toContain("<script>alert");
    expect(text).not.toContain("<img src=x");
  }
  expect((await guest.get("/plan")).text).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
});

it("shows help before it keeps words that sound like danger, and keeps them when that is wanted", async () => {
  await using site = await startSite();
  const guest = await enter(site);
  const form = { section: "reasons", first: "I want to kill myself", id: "x" };
  const asked = await guest.post("/plan/add", form);
  expect(asked.text).toContain("Somebody to talk to, now");
  expect(asked.text).toContain('name="first" value="I want to kill myself"');
  expect(await site.app.plans.current(ash)).toMatchObject({ lists: {} });
  await guest.post("/plan/add", { ...form, sure: "yes" });
  expect((await site.app.plans.current(ash)).lists.reasons).toHaveLength(1);
});
