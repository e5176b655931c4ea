/** What a person does with the real bot on the page: a finger on a phone, the mouse at a desk. */
import { expect } from "vitest";
import type { Locator, Page } from "playwright-core";
import { last } from "./page-world.ts";

/** Presses a button of the newest message. */
export async function press(page: Page, name: string | RegExp): Promise<void> {
  await touch(page, last(page).getByRole("button", { name, exact: true }).first());
}

/** Picks from a list of the newest message. */
export async function choose(page: Page, placeholder: string, option: string | RegExp): Promise<void> {
  await touch(page, last(page).getByRole("combobox", { name: placeholder }));
  await touch(page, page.getByRole("option", { name: option }).first());
}

export async function touch(page: Page, target: Locator): Promise<void> {
  const hasTouch = await page.evaluate<boolean>("matchMedia('(hover: none)').matches");
  await (hasTouch ? target.tap() : target.click());
}

/** Moves the clock by one of the ways behind the arrows, which every width has. */
export async function moveTime(page: Page, way: RegExp): Promise<void> {
  await touch(page, page.getByRole("button", { name: "More ways to move time" }));
  await touch(page, page.getByRole("dialog").getByRole("button", { name: way }));
}

/** Opens the conversation with the bot, in which something is unread. */
export async function openUnread(page: Page): Promise<void> {
  const menu = page.getByRole("button", { name: "Servers and channels" });
  if (await menu.isVisible()) await touch(page, menu);
  await touch(page, page.getByRole("button", { name: /^Direct messages, unread/ }));
  const conversation = page.getByRole("button", { name: /^Thaw(, \d+ unread)?$/ });
  if (await menu.isVisible()) await touch(page, conversation);
  await page.getByRole("heading", { name: "Thaw", level: 1 }).waitFor();
}

/** Does something, and waits until the newest message says something else. */
export async function turnPage(page: Page, step: () => Promise<void>): Promise<void> {
  const before = await last(page).innerText();
  await step();
  await expect.poll(() => last(page).innerText(), { timeout: 20_000 }).not.toBe(before);
}
