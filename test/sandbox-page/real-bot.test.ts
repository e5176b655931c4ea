/** The real bot, used through the page as a person would: with thumbs on a phone, with keys at a desk. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startWorld, type World } from "#test/world.ts";
import { closeBrowser } from "../browser.ts";
import { seriousFindings } from "./axe.ts";
import { become, box, last, openPages, said, useCommand, type Pages } from "./page-world.ts";

let world: World;
let pages: Pages;

beforeAll(async () => {
  world = await startWorld({ at: "2026-03-02T16:30:00Z" });
  pages = await openPages(world.sandbox.url);
}, 120_000);

afterAll(async () => {
  await pages.close();
  await closeBrowser();
  await world[Symbol.asyncDispose]();
}, 120_000);

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

const button = (page: Page, name: string | RegExp) => last(page).getByRole("button", { name, exact: true });

async function choose(page: Page, placeholder: string, option: string | RegExp): Promise<void> {
  await last(page).getByRole("combobox", { name: placeholder }).click();
  await page.getByRole("option", { name: option }).first().click();
}

/** Fills in an option of the command that has been begun. */
async function useWith(page: Page, name: string, typed: string): Promise<void> {
  await box(page).fill(`/${name} `);
  await page.keyboard.type(typed);
  await page.keyboard.press("Enter");
}

it("takes a member through their first evening, on a phone", async () => {
  const page = await pages.open("ash", PHONE);
  await page.getByRole("button", { name: "Close", exact: true }).tap();
  await useCommand(page, "checkin");
  await said(page, "Before anything is kept").waitFor();
  expect(await seriousFindings(page), "with the consent screen").toEqual([]);
  await button(page, "Yes, and I’m 18 or over").tap();
  await choose(page, "A place on your clock", /Berlin/);
  await button(page, "Yes, at 20:00").tap();
  await button(page, "Go on").tap();
  await button(page, "Too little").tap();
  await said(page, "Kept: Too little").waitFor();

  await useWith(page, "urge", "8");
  await choose(page, "My guess for in 15 minutes", "9");
  await button(page, "Ride it out").tap();
  await button(page, "Ask me again").tap();
  await said(page, /I’ll ask you/).waitFor();
  const later = page.getByRole("button", { name: "More ways to move time" });
  await later.tap();
  await page.getByRole("button", { name: /^\+15 min/ }).tap();
  await page.getByRole("button", { name: "Servers and channels" }).tap();
  await page.getByRole("button", { name: /^Direct messages, unread/ }).tap();
  await page.getByRole("button", { name: /^Thaw, 1 unread|^Thaw$/ }).tap();
  await said(page, "What’s the number now?").waitFor();
  await button(page, "5").tap();
  await said(page, "You guessed 9. It was 5.").waitFor();

  await later.tap();
  await page.getByRole("button", { name: /^Tonight 20:00/ }).tap();
  await page.getByText("Time has passed").waitFor();
  await said(page, "A minute, if you have one.").waitFor();
  expect(await seriousFindings(page), "with the evening's question").toEqual([]);
  expect(await page.evaluate<boolean>("document.documentElement.scrollWidth > innerWidth")).toBe(false);
}, 120_000);

it("plays a drill to its end with a line of one's own plan, and erases everything, at a desk", async () => {
  const page = await pages.open("ash", { colorScheme: "dark" });
  await useCommand(page, "plan");
  await choose(page, "Where does it go?", "If … then …");
  const form = page.getByRole("dialog", { name: "If … then …" });
  await form.getByLabel("If …").fill("it all goes flat");
  await form.getByLabel("… then").fill("I stand up and open the window");
  await form.getByRole("button", { name: "Submit" }).click();
  await said(page, "I stand up and open the window").waitFor();

  await useCommand(page, "drill");
  await choose(page, "Pick a scene", "Flat Sunday");
  await button(page, "Begin").click();
  await button(page, "Go on").click();
  await said(page, "Nothing is wrong. Nothing is anything.").waitFor();
  await button(page, "Use a line from my plan").click();
  await said(page, "I stand up and open the window").waitFor();
  expect(await seriousFindings(page), "in a drill").toEqual([]);
  await button(page, "Stop").click();

  await useCommand(page, "mydata");
  await button(page, "Erase …").click();
  await button(page, "Everything").click();
  await last(page).getByRole("button", { name: /erase/i }).first().click();
  await said(page, /Erased|gone/i).waitFor();
  const { rows } = await world.bot().controlled.rows("record", 10);
  expect(rows).toEqual([]);
}, 120_000);

it("lets a moderator set up a schedule, and a member join it, on a phone", async () => {
  const page = await pages.open("robin", PHONE);
  await page.getByRole("button", { name: "Close", exact: true }).tap();
  await useCommand(page, "schedule add");
  await said(page, "every weekday at 08:00").waitFor();
  expect(await seriousFindings(page), "with the schedule's screen").toEqual([]);
  await button(page, "Save").tap();
  await said(page, "Now tell your members").waitFor();
  await choose(page, "In which channel", /welcome/);
  const panel = page.getByRole("article").filter({ has: page.getByRole("button", { name: "Join" }) });
  await panel.waitFor();
  await become(page, "Ash");
  await panel.getByRole("button", { name: "Join" }).tap();
  await said(page, "Before anything is kept").waitFor();
}, 120_000);

/** Lets the tour do each of its steps in one's place; it must go on by itself each time. */
async function takeTour(page: Page, name: string): Promise<number> {
  await page.getByRole("button", { name: new RegExp(name) }).click();
  const tour = page.getByRole("region", { name: `Tour: ${name}` });
  for (let steps = 0; ; steps += 1) {
    const title = await tour.getByRole("heading").innerText();
    if (title === "That was the tour.") return steps;
    await tour.getByRole("button").first().click();
    // A step at which one only looks round waits until one has.
    const next = tour.getByRole("button", { name: "Next" });
    if ((await next.count()) > 0) await next.click();
    await tour
      .getByRole("heading", { name: title, exact: true })
      .waitFor({ state: "detached", timeout: 90_000 });
  }
}

it("guides a member and a moderator, step by step", async () => {
  const page = await pages.open("ash");
  expect(await takeTour(page, "A member’s first evening")).toBeGreaterThan(10);
  await page.getByRole("button", { name: "Done" }).click();
  await page.getByRole("button", { name: "Tours" }).click();
  expect(await takeTour(page, "A moderator’s first schedule")).toBeGreaterThan(6);
}, 180_000);

it("guides an operator through faults and a look inside, on a phone", async () => {
  const page = await pages.open("ash", { ...PHONE, colorScheme: "dark" });
  expect(await takeTour(page, "An operator’s look inside")).toBeGreaterThan(8);
  const bench = page.getByRole("complementary", { name: "Workbench" });
  for (const tool of ["Scenes", "Break", "Timeline", "Requests", "Rows", "Logs"]) {
    await bench.getByRole("tab", { name: tool }).click();
    expect(await seriousFindings(page), tool).toEqual([]);
  }
}, 120_000);
