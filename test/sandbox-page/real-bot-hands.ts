/** What a person does with the real bot on the page: a finger on a phone, the mouse at a desk. */
import { expect } from "vitest";
import type { Locator, Page } from "playwright-core";
import { last } from "./page-world.ts";

/** Presses a button of the newest message, which then says something else. */
export async function press(page: Page, name: string | RegExp): Promise<void> {
  const button = last(page).getByRole("button", { name, exact: true }).first();
  await turnPage(page, button, () => touch(page, button));
}

/** Picks from a list of the newest message, which then says something else. */
export async function choose(page: Page, placeholder: string, option: string | RegExp): Promise<void> {
  const list = last(page).getByRole("combobox", { name: placeholder });
  await turnPage(page, list, () => pick(page, list, option));
}

/** Picks from a list that changes nothing of its message: a form opens, for instance. */
export async function pick(page: Page, list: Locator, option: string | RegExp): Promise<void> {
  await touch(page, list);
  await touch(page, page.getByRole("option", { name: option }).first());
}

/** @param control what is used: only a message that has it is the one that has to change. */
async function turnPage(page: Page, control: Locator, use: () => Promise<void>): Promise<void> {
  await control.waitFor();
  const before = await words(page);
  await use();
  await expect.poll(() => words(page), { timeout: 20_000 }).not.toBe(before);
}

/** The part of an element that is asked for its words. */
interface Part {
  innerText: string;
  querySelectorAll(selector: string): Iterable<Part>;
}

/** What the newest message says. A list is left out: it shows what is picked before the bot has answered. */
const words = (page: Page): Promise<string> =>
  last(page).evaluate((element) => {
    const message = element as unknown as Part;
    const lists = [...message.querySelectorAll("[role=combobox]")];
    return lists.reduce((text, list) => text.replace(list.innerText, ""), message.innerText);
  });

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
