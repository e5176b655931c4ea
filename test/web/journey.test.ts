/** The private page in a real browser: on a phone from link to log-out, without a script, and by keyboard. */
import { createRequire } from "node:module";
import type { BrowserContextOptions, Page } from "playwright-core";
import { afterAll, expect, it } from "vitest";
import { ash } from "#test/storage/harness.ts";
import { closeBrowser, sharedBrowser } from "#test/browser.ts";
import type { Painter } from "#app/painter.ts";
import { chartPool, poolDefaults } from "#charts/pool.ts";
import { startSite, type SiteWorld } from "./site-world.ts";

const phone: BrowserContextOptions = {
  viewport: { width: 375, height: 812 },
  hasTouch: true,
  isMobile: true,
};
const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

afterAll(closeBrowser);

interface Opened extends AsyncDisposable {
  page: Page;
  /** What the browser complained about: refused by the policy, thrown by the script, asked of another host. */
  trouble: string[];
}

async function open(site: SiteWorld, options: BrowserContextOptions = phone): Promise<Opened> {
  const context = await (await sharedBrowser()).newContext(options);
  const page = await context.newPage();
  const trouble: string[] = [];
  const host = new URL(site.web.address ?? "").host;
  page.on("pageerror", (error) => trouble.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error" && !/status of 4\d\d/.test(message.text())) trouble.push(message.text());
  });
  page.on("request", (request) => {
    if (new URL(request.url()).host !== host) trouble.push(`asked ${request.url()}`);
  });
  return { page, trouble, [Symbol.asyncDispose]: () => context.close() };
}

async function enter(site: SiteWorld, page: Page): Promise<void> {
  await page.goto(await site.link());
  await page.getByRole("button", { name: "Open it here" }).click();
}

/** Threads that draw, for as long as a test needs them. */
function pictures(): { painter: Painter } & AsyncDisposable {
  const pool = chartPool({
    ...poolDefaults,
    failed: (error) => {
      throw error;
    },
  });
  return { painter: pool, [Symbol.asyncDispose]: () => pool.close() };
}

const fitsWidth = (page: Page) =>
  page.evaluate<boolean>("document.documentElement.scrollWidth <= document.documentElement.clientWidth");

it("goes on a phone from the link through every page to log-out", async () => {
  await using site = await startSite();
  await using opened = await open(site);
  const { page, trouble } = opened;
  await enter(site, page);
  await page.getByText("Add a line First 15 minutes").click();
  await page.locator("#first15 input[name=first]").fill("Out of the room. Water.");
  await page.locator("#first15").getByRole("button", { name: "Keep it" }).click();
  await expect.poll(() => page.locator("#first15 .entries").innerText()).toContain("Out of the room. Water.");
  for (const name of ["Looking back", "Longer", "Settings", "My data", "Plan"]) {
    await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name, exact: true }).click();
    await expect.poll(() => page.locator(".tabs [aria-current]").innerText()).toBe(name);
    expect([name, await fitsWidth(page)]).toEqual([name, true]);
  }
  await page.getByRole("link", { name: "Help now" }).click();
  await page.getByRole("link", { name: "Privacy notice" }).click();
  await page.getByRole("link", { name: "Back to my page" }).click();
  await page.getByRole("button", { name: "Log out" }).click();
  await expect
    .poll(() => page.locator(".said").innerText())
    .toBe("You’re logged out. You can close this page.");
  await page.goBack();
  expect(await page.locator("main").innerText()).not.toContain("Out of the room");
  expect(await page.context().cookies()).toEqual([]);
  expect(trouble).toEqual([]);
});

it("pairs a cue with a response by dragging one onto the other, and asks for one's own words", async () => {
  await using site = await startSite();
  await using opened = await open(site, { viewport: { width: 1280, height: 900 } });
  const { page, trouble } = opened;
  await enter(site, page);
  await page.goto(`${site.web.address}/plan/pair`);
  const cue = page.locator("fieldset:first-of-type details[open] .chip").nth(1);
  const response = page.locator("fieldset:last-of-type details[open] .chip").nth(2);
  const [from, to] = [await response.boundingBox(), await cue.boundingBox()];
  await page.mouse.move((from?.x ?? 0) + 30, (from?.y ?? 0) + 15);
  await page.mouse.down();
  await page.mouse.move((to?.x ?? 0) + 40, (to?.y ?? 0) + 15, { steps: 8 });
  await page.mouse.up();
  const [if_, then] = [await cue.innerText(), await response.innerText()];
  await expect.poll(() => page.locator("output").innerText()).toBe(`If ${if_}, then ${then}.`);
  await page.getByRole("button", { name: "Go on" }).click();
  await page.locator("input[name=second]").fill("I put the phone in the drawer");
  await page.getByRole("button", { name: "Keep it" }).click();
  await expect.poll(() => page.locator(".say").innerText()).toContain("I put the phone in the drawer");
  const [line] = (await site.app.plans.current(ash)).ifThen;
  expect(line).toMatchObject({
    cue: if_,
    response: "I put the phone in the drawer",
    kind: expect.any(String),
  });
  expect(trouble).toEqual([]);
});

it("puts lines in order by dragging and by arrow keys, and keeps the order", async () => {
  await using site = await startSite();
  for (const text of ["one", "two", "three"]) await site.app.plans.add(ash, "reasons", [text]);
  await using opened = await open(site);
  const { page } = opened;
  await enter(site, page);
  const order = async () => (await site.app.plans.current(ash)).lists.reasons?.map(({ text }) => text);
  const kept = () => page.waitForResponse((response) => response.url().endsWith("/plan/move"));
  const handle = page.locator("#reasons .handle").first();
  await handle.scrollIntoViewIfNeeded();
  const [start, end] = [await handle.boundingBox(), await page.locator("#reasons li").last().boundingBox()];
  const saved = kept();
  await page.mouse.move((start?.x ?? 0) + 10, (start?.y ?? 0) + 20);
  await page.mouse.down();
  await page.mouse.move((start?.x ?? 0) + 10, (end?.y ?? 0) + (end?.height ?? 0), { steps: 20 });
  await page.mouse.up();
  await saved;
  expect(await order()).toEqual(["two", "three", "one"]);
  const pressed = kept();
  await page.locator("#reasons .handle").last().focus();
  await page.keyboard.press("ArrowUp");
  await pressed;
  expect(await order()).toEqual(["two", "one", "three"]);
});

it("can be read and written without a script", async () => {
  await using site = await startSite();
  for (const text of ["one", "two"]) await site.app.plans.add(ash, "reasons", [text]);
  await using opened = await open(site, { ...phone, javaScriptEnabled: false });
  const { page } = opened;
  await enter(site, page);
  await page.locator("#reasons .edit summary").last().click();
  await page.locator("#reasons").getByRole("button", { name: "Up" }).click();
  expect((await site.app.plans.current(ash)).lists.reasons?.map(({ text }) => text)).toEqual(["two", "one"]);
  await page.goto(`${site.web.address}/plan/pair`);
  await page.locator("fieldset:first-of-type details[open] .chip").first().click();
  await page.locator("fieldset:last-of-type details[open] .chip").first().click();
  await page.getByRole("button", { name: "Go on" }).click();
  await page.getByRole("button", { name: "Keep it" }).click();
  expect((await site.app.plans.current(ash)).ifThen).toHaveLength(1);
});

it("shows pictures that say what a mark stands for when it is pointed at, and a month to print", async () => {
  await using drawing = pictures();
  await using site = await startSite(drawing);
  await site.app.checkIns.add(ash, "too-little", { access: 2 });
  await site.app.urges.log(ash, 7);
  await using opened = await open(site);
  const { page, trouble } = opened;
  await enter(site, page);
  await page.getByRole("link", { name: "Pictures" }).click();
  await page.locator("#feeling .dot").first().hover();
  await expect.poll(() => page.locator("#feeling .point").innerText()).toBe("Mar 2: 2");
  await page.locator("#heat rect.cell", { has: page.locator("title", { hasText: ": 1" }) }).hover();
  await expect.poll(() => page.locator("#heat .point").innerText()).toMatch(/^Mon.* 9.*PM: 1$/);
  // No rule of the page reshapes a mark of a picture: a tile is as high as it was drawn.
  const lane = page.locator("#feeling .lane").first();
  const [mark, whole] = [await lane.boundingBox(), await page.locator("#feeling svg").boundingBox()];
  const drawn = Number(await lane.getAttribute("height"));
  expect(mark?.height).toBeCloseTo((drawn * (whole?.width ?? 0)) / 400, 0);
  const saved = page.waitForEvent("download");
  await page.getByRole("link", { name: "This month (PDF)" }).click();
  expect((await saved).suggestedFilename()).toBe("month.pdf");
  await site.app.plans.add(ash, "first15", ["Out of the room."]);
  const file = async (name: string) => (await page.request.get(`${site.web.address}/plan/${name}`)).body();
  expect(String(await file("plan.txt"))).toContain("- Out of the room.");
  expect(String((await file("plan.pdf")).subarray(0, 5))).toBe("%PDF-");
  expect(await fitsWidth(page)).toBe(true);
  expect(trouble).toEqual([]);
});

it("asks the longer questions only when they are switched on, and says what the number is not", async () => {
  await using site = await startSite();
  await using opened = await open(site);
  const { page } = opened;
  await enter(site, page);
  await page.goto(`${site.web.address}/longer`);
  await page.getByRole("button", { name: "Switch them on" }).click();
  await page.getByRole("link", { name: "Answer now" }).first().click();
  for (const set of await page.locator("fieldset").all())
    await set.getByText("More than half the days").click();
  await page.getByRole("button", { name: "Done" }).click();
  const text = await page.locator("main").innerText();
  expect(text).toContain("4 of 6");
  expect(text).toContain("This is not a diagnosis.");
  expect(text).toContain("worth talking to a professional");
  const [record] = (await site.app.screenings.overview(ash))[0]?.past ?? [];
  expect(record?.body).toEqual({ version: 1, scale: "phq-2", total: 4 });
  await page.getByRole("link", { name: "Done" }).click();
  await expect
    .poll(() => page.locator(".card").first().innerText())
    .toContain("Open again from March 16, 2026");
});

it("erases everything with two taps and closes behind itself", async () => {
  await using site = await startSite();
  await site.app.plans.add(ash, "reasons", ["one"]);
  await using opened = await open(site);
  const { page } = opened;
  await enter(site, page);
  await page.goto(`${site.web.address}/data`);
  await page.locator("#erase summary", { hasText: "Erase everything" }).click();
  await page.locator("#erase").getByRole("button", { name: "Erase everything" }).click();
  await expect
    .poll(() => page.locator("main").innerText())
    .toContain("I looked again afterwards: nothing of it is left.");
  expect(await site.app.people.find(ash.id)).toBeUndefined();
  await page.goto(`${site.web.address}/data`);
  await expect.poll(() => page.locator("main").innerText()).toContain("This page has closed");
});

it.each(["light", "dark"] as const)(
  "has nothing that keeps somebody out, in %s",
  async (colorScheme) => {
    await using drawing = pictures();
    await using site = await startSite(drawing);
    await site.app.plans.add(ash, "reasons", ["one"]);
    await site.app.checkIns.add(ash, "too-little", { access: 2, mood: -1, note: "A note" });
    await site.app.settings.change(ash, { longer: true });
    await site.app.goals.add(ash, { words: "alcohol-free", since: "2026-02-20", each: "", unit: "" });
    // The checker is put in by the test; the page's own policy would rightly refuse it.
    await using opened = await open(site, { ...phone, colorScheme, bypassCSP: true });
    const { page } = opened;
    await page.goto(await site.link());
    const found: string[] = [];
    const check = async (path: string) => {
      await page.addScriptTag({ path: axe });
      const violations = await page.evaluate(async () => {
        const { axe } = globalThis as unknown as {
          axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
        };
        return (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
      });
      found.push(...violations.map((violation) => `${path} ${violation}`));
    };
    await check("/open");
    await page.getByRole("button", { name: "Open it here" }).click();
    for (const path of [
      "/plan",
      "/plan/pair",
      "/plan/versions",
      "/days",
      "/history",
      "/charts",
      "/longer",
      "/longer/phq-2",
      "/longer/sleep",
      "/settings?city=lis",
      "/data",
      "/help-now?country=de",
      "/nowhere",
    ]) {
      await page.goto(`${site.web.address}${path}`);
      await check(path);
    }
    expect(found).toEqual([]);
  },
  60_000,
);
