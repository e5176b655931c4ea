/** The real bot, used through the page as a person would: with thumbs on a phone, with keys at a desk. */
import type { BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startWorld, type World } from "#test/world.ts";
import { closeBrowser } from "../browser.ts";
import { seriousFindings } from "./axe.ts";
import { become, box, last, openPages, said, useCommand, type Pages } from "./page-world.ts";
import { choose, moveTime, openUnread, pick, press, touch } from "./real-bot-hands.ts";

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

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
const DESK = { viewport: { width: 1280, height: 800 }, colorScheme: "dark" } as const;
const WIDTHS: [string, BrowserContextOptions][] = [
  ["on a phone", PHONE],
  ["at a desk", DESK],
];

/** Plays a journey on a page, as somebody whom no other journey has to do with. */
type Journey = (page: Page, handle: string, look: (what: string) => Promise<void>) => Promise<void>;

const firstEvening: Journey = async (page, _handle, look) => {
  await useCommand(page, "checkin");
  await said(page, "Before anything is kept").waitFor();
  await look("the consent screen");
  await press(page, "Yes, and I’m 18 or over");
  await choose(page, "A place on your clock", /London/);
  await press(page, "Yes, at 20:00");
  await press(page, "Go on");
  await press(page, "Too little");
  await said(page, "Kept: Too little").waitFor();

  await box(page).fill("/urge ");
  await page.keyboard.type("8");
  await page.keyboard.press("Enter");
  await choose(page, "My guess for in 15 minutes", "9");
  await press(page, "Ride it out");
  await press(page, "Ask me again");
  await said(page, /I’ll ask you/).waitFor();
  await moveTime(page, /^\+15 min/);
  await openUnread(page);
  await said(page, "What’s the number now?").waitFor();
  await press(page, "5");
  await said(page, "You guessed 9. It was 5.").waitFor();

  await moveTime(page, /^Tonight 20:00/);
  await said(page, "A minute, if you have one.").waitFor();
  await look("the evening's question");
};

/** What is pressed where a drill offers it, the first of them before the others. */
const DRILL_GOES_ON = [/^Keep 1$/, /^Use a line from my plan$/, /^Begin$/, /^Go on$/];

const drillToItsEnd: Journey = async (page, handle, look) => {
  const member = await world.member(handle);
  await member.slash("/checkin", { state: "too-little" });
  await useCommand(page, "plan");
  await pick(page, last(page).getByRole("combobox", { name: "Where does it go?" }), "If … then …");
  const form = page.getByRole("dialog", { name: "If … then …" });
  await form.getByLabel("If …").fill("it all goes flat");
  await form.getByLabel("… then").fill("I stand up and open the window");
  await look("a form");
  await touch(page, form.getByRole("button", { name: "Submit" }));
  await said(page, "I stand up and open the window").waitFor();

  await useCommand(page, "drill");
  await choose(page, "Pick a scene", "Flat Sunday");
  const screens = new Set<string>();
  const offered = () => last(page).getByRole("button").allInnerTexts();
  for (let names = await offered(); !names.includes("Another drill"); names = await offered()) {
    screens.add(await last(page).innerText());
    const line = last(page).getByRole("combobox", { name: "Pick a line" });
    const next = DRILL_GOES_ON.flatMap((way) => names.filter((name) => way.test(name)))[0] ?? names[0] ?? "";
    await ((await line.count()) > 0 ? choose(page, "Pick a line", /window/) : press(page, next));
  }
  expect(screens.size).toBeGreaterThan(7);
  await said(page, "Thank you for practising.").waitFor();
  await look("the end of a drill");
  await press(page, "My plan");
  await said(page, "I stand up and open the window").waitFor();
};

const scheduleByModerator: Journey = async (page, handle, look) => {
  await become(page, "Robin");
  await useCommand(page, "schedule add");
  await said(page, "every weekday at 08:00").waitFor();
  await look("the schedule's screen");
  await press(page, "Save");
  await said(page, "Now tell your members").waitFor();
  await choose(page, "In which channel", /welcome/);
  await said(page, "Members can join there.").waitFor();
  await page.goto(`${world.sandbox.url}/#/${handle}`);
  await page.getByLabel(`${handle}’s screen`).waitFor();
  const panel = page
    .getByRole("article")
    .filter({ has: page.getByRole("button", { name: "Join" }) })
    .last();
  await touch(page, panel.getByRole("button", { name: "Join" }));
  await said(page, "Before anything is kept").waitFor();
};

const eraseOfEverything: Journey = async (page, handle, look) => {
  const kept = async () => (await world.bot().controlled.rows("record", 500)).rows.map(({ id }) => id);
  const others = await kept();
  const member = await world.member(handle);
  await member.slash("/checkin", { state: "too-little" });
  expect((await kept()).length).toBeGreaterThan(others.length);
  await useCommand(page, "mydata");
  await press(page, "Erase …");
  await press(page, "Everything");
  await look("the last question before an erase");
  await press(page, /erase/i);
  await said(page, /Erased|gone/i).waitFor();
  expect(await kept()).toEqual(others);
};

const JOURNEYS: [string, Journey][] = [
  ["a first evening", firstEvening],
  ["a drill to its end, with a line of one's own plan", drillToItsEnd],
  ["a schedule set up by a moderator, and joined", scheduleByModerator],
  ["an erase of everything", eraseOfEverything],
];

describe.each(WIDTHS)("%s", (where, options) => {
  it.each(JOURNEYS)(
    "plays %s",
    async (what, play) => {
      const handle = `${what.split(" ")[1]}-${options === PHONE ? "small" : "wide"}`;
      world.newcomer(handle);
      const page = await pages.open(handle, options);
      const close = page.getByRole("region", { name: "Tours" }).getByRole("button", { name: "Close" });
      if (await close.isVisible()) await touch(page, close);
      await play(page, handle, async (shown) => {
        expect(await seriousFindings(page), `${shown}, ${where}`).toEqual([]);
        expect(await page.evaluate<boolean>("document.documentElement.scrollWidth > innerWidth")).toBe(false);
      });
    },
    120_000,
  );
});

/** Lets the tour do each of its steps in one's place; it must go on by itself each time. */
async function takeTour(page: Page, name: string): Promise<number> {
  const offer = page.getByRole("button", { name: new RegExp(name) });
  if (!(await offer.isVisible())) await page.getByRole("button", { name: "Tours" }).click();
  await offer.click();
  const tour = page.getByRole("region", { name: `Tour: ${name}` });
  for (let steps = 0; ; steps += 1) {
    const title = await tour.getByRole("heading").innerText();
    if (title === "That was the tour.") {
      await tour.getByRole("button", { name: "Done" }).click();
      return steps;
    }
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
  const page = await pages.open("ash", DESK);
  expect(await takeTour(page, "A member’s first evening")).toBeGreaterThan(10);
  expect(await takeTour(page, "A moderator’s first schedule")).toBeGreaterThan(6);
}, 180_000);

it("guides an operator through faults and a look inside, on a phone", async () => {
  const page = await pages.open("ash", PHONE);
  expect(await takeTour(page, "An operator’s look inside")).toBeGreaterThan(8);
  const bench = page.getByRole("complementary", { name: "Workbench" });
  for (const tool of ["Scenes", "Break", "Timeline", "Requests", "Rows", "Logs"]) {
    await bench.getByRole("tab", { name: tool }).click();
    expect(await seriousFindings(page), tool).toEqual([]);
  }
}, 120_000);
