/**
 * `npm run pictures`: the pictures of README and docs, taken of the sandbox's page with the real bot in it.
 *
 * Starts both, plays a scene, looks at it on a phone and at a desk, in light and dark, and writes small pictures to
 * `docs/pictures/`.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import type { Browser, Page } from "playwright-core";
import { v7 as uuidv7 } from "uuid";
import { startBot } from "#bot";
import { loadConfig } from "#config";
import { startSandbox, type Sandbox } from "#sandbox/sandbox.ts";
import { openControl } from "../src/control.ts";
import { closeBrowser, sharedBrowser } from "../test/browser.ts";

const folder = join(import.meta.dirname, "..", "docs", "pictures");
const desk = { width: 1280, height: 900 };
const phone = { width: 390, height: 844 };
/** So tall that a chart stands on it with all that is said of it. */
const tallPhone = { width: 390, height: 1040 };
type Colours = "light" | "dark";
/** Letters stay sharp from here on. */
const QUALITY = 82;

/** Runs the bot against the sandbox while something is done, and stops it. */
async function withBot<T>(sandbox: Sandbox, use: () => Promise<T>): Promise<T> {
  const dataDir = mkdtempSync(join(tmpdir(), "thaw-pictures-"));
  const control = await openControl(sandbox.controlUrl, sandbox.controlSecret, Date.now);
  const config = loadConfig({
    DISCORD_TOKEN: sandbox.token,
    DISCORD_API: sandbox.api,
    DATA_DIR: dataDir,
    SANDBOX_CONTROL: sandbox.controlUrl,
    SANDBOX_CONTROL_SECRET: sandbox.controlSecret,
    LOG_LEVEL: "error",
  });
  let incidents = 0;
  let presses = 0;
  const bot = await startBot(config, {
    now: () => control.now(),
    pace: () => performance.now(),
    haste: () => (presses += 1000),
    newId: () => uuidv7({ msecs: control.now() }),
    newIncident: () => String((incidents += 1)),
    log: pino({ level: "error" }),
    tzdata: process.versions["tz"] ?? "unknown",
  });
  control.attach(bot.controlled);
  try {
    return await use();
  } finally {
    await bot.stop();
    control.close();
    rmSync(dataDir, { recursive: true });
  }
}

interface Look {
  browser: Browser;
  sandbox: Sandbox;
}

/** Opens the page as somebody, and writes down what it shows once `arrange` is done. */
async function take(
  { browser, sandbox }: Look,
  name: string,
  as: string,
  viewport: { width: number; height: number },
  colours: Colours,
  arrange: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({
    viewport,
    colorScheme: colours,
    reducedMotion: "reduce",
    deviceScaleFactor: viewport === desk ? 1 : 2,
  });
  await context.addInitScript(`localStorage.setItem("sandbox-tours-closed", "yes")`);
  const page = await context.newPage();
  await page.goto(`${sandbox.url}/#/${as}`);
  await page.getByLabel(/^Message #/).waitFor();
  await arrange(page);
  await page.waitForLoadState("networkidle");
  const session = await context.newCDPSession(page);
  const { data } = await session.send("Page.captureScreenshot", { format: "webp", quality: QUALITY });
  const bytes = Buffer.from(data, "base64");
  writeFileSync(join(folder, `${name}-${colours}.webp`), bytes);
  console.log(`${name}-${colours}.webp  ${Math.round(bytes.byteLength / 1024)} kB`);
  await context.close();
}

const last = (page: Page) => page.getByRole("article").last();

async function use(page: Page, command: string): Promise<void> {
  await page.getByLabel(/^Message #/).fill(`/${command}`);
  await page
    .getByRole("option", { name: new RegExp(`^/${command}\\b`) })
    .first()
    .click();
  await page.getByRole("button", { name: `Send /${command}` }).click();
}

async function checkIn(page: Page): Promise<void> {
  await use(page, "checkin");
  await last(page).getByRole("button", { name: "Too little" }).waitFor();
}

async function progress(page: Page): Promise<void> {
  await use(page, "progress");
  await last(page).getByRole("img").first().waitFor();
  // The picture is dark until one says otherwise.
  if (!(await page.evaluate<boolean>("matchMedia('(prefers-color-scheme: light)').matches"))) return;
  await last(page).getByRole("button", { name: "Light" }).click();
  await last(page).getByRole("button", { name: "Dark" }).waitFor();
}

async function plan(page: Page): Promise<void> {
  await use(page, "plan");
  await last(page).getByText("the phone goes into the drawer").first().waitFor();
}

async function timeline(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Workbench" }).click();
  await page.getByRole("tab", { name: "Timeline" }).click();
  await page.locator(".time-row").first().waitFor();
}

async function schedule(page: Page): Promise<void> {
  await use(page, "schedule add");
  await last(page).getByRole("button", { name: "Save", exact: true }).waitFor();
}

mkdirSync(folder, { recursive: true });
const sandbox = await startSandbox({ now: "2026-03-01T12:00:00Z", frozen: true });
const browser = await sharedBrowser();
const look = { browser, sandbox };
await withBot(sandbox, async () => {
  for (const colours of ["light", "dark"] as const) {
    await sandbox.loadScene("a-hard-night");
    await take(look, "plan-phone", "ash", phone, colours, plan);
    await take(look, "checkin-phone", "ash", phone, colours, checkIn);
    await sandbox.loadScene("thirty-numb-days");
    await take(look, "progress-phone", "ash", tallPhone, colours, progress);
    await take(look, "page", "ash", desk, colours, async (page) => {
      await progress(page);
      await timeline(page);
    });
    await take(look, "schedule", "robin", desk, colours, schedule);
  }
});
await closeBrowser();
await sandbox.close();
