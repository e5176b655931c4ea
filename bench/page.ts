/** The sandbox's page: how soon it is there, how it scrolls, and how quickly a month passes on it with the real bot. */
import type { Page } from "playwright-core";
import { startSandbox } from "#sandbox/sandbox.ts";
import { closeBrowser, sharedBrowser } from "../test/browser.ts";
import { startWorld } from "../test/world.ts";
import { median, quantile, round, type Suite } from "./suite.ts";

const VISITS = 7;
const MESSAGES = 5000;
const MEMBERS = 20;
const DAYS = 30;
const viewport = { width: 1280, height: 800 };

/** When one could first write, by the page's own clock. */
const noteReady = `new MutationObserver((_changes, observer) => {
  if (document.querySelector(".composer-text") === null) return;
  globalThis.readyAt = performance.now();
  observer.disconnect();
}).observe(document, { childList: true, subtree: true });`;

/** Scrolls up as a hand would, screen by screen, until the first message; gives the time each frame took, ms. */
const scrollUp = `new Promise((resolve) => {
  const scroller = document.querySelector(".message-scroller");
  const frames = [];
  const tasks = [];
  let rows = 0;
  new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: "longtask" });
  let before = performance.now();
  const frame = (now) => {
    frames.push(now - before);
    before = now;
    scroller.scrollTop -= 400;
    rows = Math.max(rows, scroller.querySelectorAll("sb-message").length);
    if (/^Line 1 /.test(document.querySelector(".prose")?.textContent?.trim() ?? "")) resolve({ frames, tasks, rows });
    else requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
})`;

async function visits(url: string): Promise<{ ready: number[]; kilobytes: number }> {
  const browser = await sharedBrowser();
  const ready: number[] = [];
  let bytes = 0;
  for (let visit = 0; visit < VISITS; visit += 1) {
    const context = await browser.newContext({ viewport });
    await context.addInitScript(noteReady);
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send("Network.enable");
    bytes = 0;
    session.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
    await page.goto(`${url}/#/ash`);
    await page.getByLabel(/^Message #/).waitFor();
    ready.push(await page.evaluate<number>("readyAt"));
    await context.close();
  }
  // The first visit finds nothing in the server's memory.
  return { ready: ready.slice(1), kilobytes: bytes / 1000 };
}

interface Scrolled {
  /** Time each frame took, ms. */
  frames: number[];
  /** Of the tasks that held the page up for 50 ms or more, ms. */
  tasks: number[];
  /** The most messages that stood in the document at once. */
  rows: number;
}

async function scrolling(page: Page): Promise<Scrolled> {
  await page.getByRole("log").getByText(`Line ${MESSAGES} `).last().waitFor();
  return page.evaluate<Scrolled>(scrollUp);
}

/** A month with an evening nudge for each of some members: seconds, and whether each came in its turn. */
async function month(): Promise<{ seconds: number; events: number; inOrder: boolean }> {
  await using world = await startWorld({ at: "2026-03-02T12:00:00Z" });
  for (let member = 0; member < MEMBERS; member += 1) await world.member(`m${member}`, { evening: true });
  const started = performance.now();
  const ran = await world.sandbox.passTime({ days: DAYS });
  const seconds = (performance.now() - started) / 1000;
  return {
    seconds,
    events: ran.length,
    inOrder: ran.every(({ at }, i) => i === 0 || at >= (ran[i - 1]?.at ?? 0)),
  };
}

export const suite: Suite = {
  name: "page",
  async run(report) {
    const sandbox = await startSandbox({ rateLimits: false });
    const ash = sandbox.member("ash");
    const { ready, kilobytes } = await visits(sandbox.url);
    for (let count = 1; count <= MESSAGES; count += 1)
      ash.say(`Line ${count} ${"word ".repeat(count % 40)}`, { in: "welcome" });
    const context = await (await sharedBrowser()).newContext({ viewport });
    const page = await context.newPage();
    await page.goto(`${sandbox.url}/#/robin`);
    const { frames, tasks, rows } = await scrolling(page);
    await closeBrowser();
    await sandbox.close();
    const moved = await month();
    report({
      title: "The sandbox's page",
      columns: ["what", "figure", "aim"],
      rows: [
        ["ready, ms, median", round(median(ready)), 1000],
        ["over the wire, kB", round(kilobytes), 300],
        [`frames while scrolling ${MESSAGES} messages`, frames.length, ""],
        ["a frame, ms, median", round(median(frames)), 17],
        ["a frame, ms, p95", round(quantile(frames, 0.95)), 20],
        ["tasks of 50 ms or more", tasks.length, 0],
        ["the longest of them, ms", round(Math.max(0, ...tasks)), 50],
        ["messages in the document, most", rows, 110],
        [`${DAYS} days moved, ${MEMBERS} members, s`, round(moved.seconds), 60],
        ["events in that month", moved.events, ""],
        ["each in its turn", moved.inOrder ? "yes" : "no", "yes"],
      ],
    });
    return {
      readyMs: round(median(ready)),
      kilobytes: round(kilobytes),
      frameMsP95: round(quantile(frames, 0.95)),
      longTasks: tasks.length,
      rowsInDocument: rows,
      monthSeconds: round(moved.seconds),
      inOrder: Number(moved.inOrder),
    };
  },
};
