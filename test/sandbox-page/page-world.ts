/** A sandbox with the made-up bot, and browser pages that look at it. */
import { expect, onTestFinished } from "vitest";
import type { BrowserContextOptions, Locator, Page } from "playwright-core";
import { startSandbox } from "#sandbox/sandbox.ts";
import type { Sandbox, SandboxOptions } from "#sandbox/sandbox.ts";
import { sharedBrowser } from "../browser.ts";
import { startBareBot } from "../sandbox/bare-bot.ts";
import type { BareBot } from "../sandbox/bare-bot.ts";
import { commands, handler } from "./page-bot.ts";

/** Browser pages that look at a sandbox. */
export interface Pages {
  /**
   * A page as this persona. One that an earlier test of the file is done with is taken again where it is of the same kind:
   * to load it takes longer than most tests do.
   *
   * @param before what is done before anything is loaded
   */
  open(
    handle: string,
    options?: BrowserContextOptions,
    before?: (page: Page) => Promise<void>,
  ): Promise<Page>;
  /** Addresses asked for by any page so far. */
  requests: string[];
  /** Uncaught errors and refused loads of any page. */
  errors: string[];
  close(): Promise<void>;
}

export interface PageWorld extends Omit<Pages, "close">, AsyncDisposable {
  sandbox: Sandbox;
  bot: BareBot;
  /** Lets the answer of `/slow` go. */
  letGo(): void;
}

/** How long the page may take for anything, ms. */
const PATIENCE_MS = 20_000;

/** @param url where the sandbox is. */
export async function openPages(url: string): Promise<Pages> {
  const browser = await sharedBrowser();
  const requests: string[] = [];
  const errors: string[] = [];
  const pages: Page[] = [];
  const idle: { kind: string; page: Page }[] = [];

  async function open(
    handle: string,
    contextOptions: BrowserContextOptions = {},
    before?: (page: Page) => Promise<void>,
  ): Promise<Page> {
    const kind = before === undefined ? JSON.stringify(contextOptions) : null;
    const page = takeIdle(kind) ?? (await load(contextOptions, before));
    if (kind !== null) onTestFinished(() => void idle.push({ kind, page }));
    await page.goto(`${url}/#/${handle}`);
    await page.getByLabel(`${handle}’s screen`).waitFor();
    await box(page).waitFor();
    return page;
  }

  function takeIdle(kind: string | null): Page | undefined {
    const at = idle.findIndex((one) => one.kind === kind);
    return at < 0 ? undefined : idle.splice(at, 1)[0]?.page;
  }

  async function load(
    contextOptions: BrowserContextOptions,
    before: (page: Page) => Promise<void> = async () => {},
  ): Promise<Page> {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      reducedMotion: "reduce",
      ...contextOptions,
    });
    context.setDefaultTimeout(PATIENCE_MS);
    context.setDefaultNavigationTimeout(3 * PATIENCE_MS);
    const page = await context.newPage();
    pages.push(page);
    page.on("request", (request) => requests.push(request.url()));
    page.on("websocket", (socket) => requests.push(socket.url()));
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
    await before(page);
    return page;
  }

  return {
    open,
    requests,
    errors,
    async close() {
      for (const page of pages) await page.context().close();
      // What went wrong beside the test's own question fails it all the same.
      expect(errors, "errors in the browser").toEqual([]);
    },
  };
}

export async function startPageWorld(options: SandboxOptions = {}): Promise<PageWorld> {
  const sandbox = await startSandbox({ rateLimits: false, ackMs: 2000, ...options });
  const gate = Promise.withResolvers<void>();
  const bot = await startBareBot(sandbox, { commands, handler: handler({ open: gate.promise }) });
  const { close, ...pages } = await openPages(sandbox.url);
  return {
    ...pages,
    sandbox,
    bot,
    letGo: gate.resolve,
    async [Symbol.asyncDispose]() {
      await close();
      await bot[Symbol.asyncDispose]();
      await sandbox.close();
      expect(bot.errors, "errors of the bot").toEqual([]);
      expect(sandbox.violations(), "requests that Discord would refuse").toEqual([]);
    },
  };
}

/** The whole page, or one of two people's screens on it. */
export type Screen = Page | Locator;

/** Where one writes. */
export function box(page: Screen): Locator {
  return page.getByLabel(/^Message (#|\w)/);
}

/** The newest place of the conversation where this stands. */
export function said(page: Screen, text: string | RegExp): Locator {
  return page.getByRole("log").getByText(text).last();
}

/** The newest message. */
export function last(page: Screen): Locator {
  return page.getByRole("article").last();
}

/** Types a command by its name and picks it from the list. */
export async function pickCommand(page: Screen, name: string): Promise<void> {
  await box(page).fill(`/${name}`);
  await page
    .getByRole("option", { name: new RegExp(`^/${name}\\b`) })
    .first()
    .click();
}

/** A command without options, to its end. */
export async function useCommand(page: Screen, name: string): Promise<void> {
  await pickCommand(page, name);
  await page.getByRole("button", { name: `Send /${name}` }).click();
}

/** Switches to somebody else by their name. */
export async function become(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: /^You are / }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: new RegExp(`^${name}\\b`) })
    .click();
  await page.getByRole("button", { name: new RegExp(`^You are ${name}\\b`) }).waitFor();
}
