import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { closeBrowser } from "../browser.ts";
import { box, last, pickCommand, said, startPageWorld, useCommand } from "./page-world.ts";
import type { PageWorld } from "./page-world.ts";

let world: PageWorld;
let people = 0;

beforeAll(async () => {
  world = await startPageWorld();
});

afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await closeBrowser();
});

/** A page as somebody whom no other test of this file knows, so that nothing of another's is on their screen. */
async function openAsNewcomer(): Promise<Page> {
  people += 1;
  return world.open(world.sandbox.member(`n${people}`).handle);
}

async function post(page: Page, text: string): Promise<void> {
  await box(page).fill(text);
  await page.keyboard.press("Enter");
  await said(page, text).waitFor();
}

const option = (page: Page, name: string) => page.getByRole("combobox", { name, exact: true });

it("offers the bot's commands when one types a slash, and takes one with the keyboard alone", async () => {
  const page = await openAsNewcomer();
  await box(page).focus();
  await page.keyboard.type("/fe");
  const offers = page.getByRole("option");
  await expect.poll(() => offers.allTextContents()).toEqual([expect.stringContaining("/feel")]);
  expect(await offers.first().textContent()).toContain("Say how strong it is");
  await page.keyboard.press("Enter");
  await page.keyboard.type("7");
  await page.keyboard.press("Enter");
  await said(page, "Felt: strength=7").waitFor();
  await last(page)
    .getByText(/used\s+\/feel/)
    .waitFor();
});

it("says what is wrong with an option before anything is sent", async () => {
  const page = await openAsNewcomer();
  const before = world.sandbox.log.entries().filter(({ kind }) => kind === "dispatch").length;
  await pickCommand(page, "feel");
  await page.keyboard.press("Enter");
  await page.getByRole("alert").getByText("This option is required.").waitFor();
  await page.keyboard.type("11");
  await page.keyboard.press("Enter");
  await page.getByRole("alert").getByText("The greatest is 10.").waitFor();
  expect(await option(page, "strength").getAttribute("aria-invalid")).toBe("true");
  expect(world.sandbox.log.entries().filter(({ kind }) => kind === "dispatch")).toHaveLength(before);
  await page.keyboard.press("Escape");
  await box(page).waitFor();
});

it("fills in options of every kind with the keyboard, faster than the bot can offer choices", async () => {
  const page = await openAsNewcomer();
  await pickCommand(page, "feel");
  await page.keyboard.type("7");
  for (const [name, typed, shown] of [
    ["mood", "res", "Restless"],
    ["place", "Kat", "Kathmandu"],
    ["quiet", "tr", "True"],
    ["with", "Rob", "Robin"],
    ["where", "even", "evening"],
    ["role", "mod", "moderator"],
  ] as const) {
    await page.getByRole("button", { name, exact: true }).click();
    await page.keyboard.type(typed);
    // At once: what is listed for the first letters may still be there, or nothing at all.
    await page.keyboard.press("Enter");
    await expect.poll(() => option(page, name).inputValue(), { timeout: 20_000 }).toBe(shown);
  }
  await page.getByRole("button", { name: "note", exact: true }).click();
  await page.keyboard.type("far away");
  await page.keyboard.press("Enter");
  await said(page, /Felt: .*strength=7/).waitFor();
  await said(page, /mood=restless/).waitFor();
  await said(page, /place=kathmandu/).waitFor();
  await said(page, /note=far away/).waitFor();
});

it("shows what a press on a button changes", async () => {
  const page = await openAsNewcomer();
  await useCommand(page, "show buttons");
  expect(await last(page).getByRole("button", { name: "Off" }).isDisabled()).toBe(true);
  const link = last(page).getByRole("link", { name: "Elsewhere" });
  expect([await link.getAttribute("href"), await link.getAttribute("rel")]).toEqual([
    "https://example.org/",
    "noopener noreferrer",
  ]);
  await last(page).getByRole("button", { name: "Primary" }).click();
  await said(page, "Pressed primary.").waitFor();
  expect(await last(page).getByRole("button", { name: "Primary" }).count()).toBe(0);
});

it("keeps the keyboard at a message whose pressed button is gone, and lets one write from there", async () => {
  const page = await openAsNewcomer();
  await useCommand(page, "show buttons");
  await last(page).getByRole("button", { name: "Primary" }).press("Enter");
  await said(page, "Pressed primary.").waitFor();
  await page.locator("[data-message-id]:focus").waitFor();
  await page.keyboard.type("And now?");
  await page.keyboard.press("Enter");
  await said(page, "And now?").waitFor();
});

it("closes the list of an option once something was picked, and opens it again", async () => {
  const page = await openAsNewcomer();
  await pickCommand(page, "feel");
  await page.keyboard.type("7");
  await page.getByRole("button", { name: "mood", exact: true }).click();
  await page.getByRole("option", { name: "Calm" }).click();
  await page.getByRole("listbox").waitFor({ state: "hidden" });
  await page.keyboard.press("ArrowDown");
  await page.getByRole("option", { name: "Restless" }).waitFor();
  await page.keyboard.press("Escape");
});

it("says so when the bot does not answer a press or a command", async () => {
  const page = await openAsNewcomer();
  await useCommand(page, "secret");
  await last(page).getByRole("button", { name: "Silence" }).click();
  await last(page).getByRole("alert").getByText("did not respond").waitFor();
  await useCommand(page, "silent");
  await page.getByRole("alert").getByText("/silent · The application did not respond").waitFor();
  await last(page).getByRole("button", { name: "Dismiss message" }).click();
});

it("marks what only I can see, lets me dismiss it, and has forgotten it after a reload", async () => {
  const page = await openAsNewcomer();
  await post(page, "Ping, pong");
  await useCommand(page, "secret");
  await said(page, "Between us.").waitFor();
  await last(page).getByText("Only you can see this").waitFor();
  await last(page).getByRole("button", { name: "Dismiss message" }).click();
  await said(page, "Between us.").waitFor({ state: "detached" });
  await useCommand(page, "secret");
  await said(page, "Between us.").waitFor();
  await page.reload();
  await box(page).waitFor();
  await said(page, "Ping, pong").waitFor();
  expect(await page.getByText("Between us.").count()).toBe(0);
});

it("shows that the bot thinks, and then what it has thought", async () => {
  const page = await openAsNewcomer();
  await useCommand(page, "slow");
  await said(page, "Thaw is thinking…").waitFor();
  world.letGo();
  await said(page, "Here it is.").waitFor();
  expect(await page.getByText("is thinking…").count()).toBe(0);
});

it("picks from selects of every kind", async () => {
  const page = await openAsNewcomer();
  await useCommand(page, "show selects");
  const message = last(page);
  const select = (name: string) => message.getByRole("combobox", { name: new RegExp(`^${name}`) });
  await message.getByText("Pick.").waitFor();
  const messages = page.getByRole("log").getByRole("article");
  const asked = messages.filter({ hasText: "Pick." }).last();
  await asked.getByRole("combobox", { name: "Words" }).press("ArrowDown");
  await page.getByRole("option", { name: /One/ }).waitFor();
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press(" ");
  await page.keyboard.press("Escape");
  await said(page, "Picked: one, two").waitFor();
  expect(await select("Words").count()).toBe(0);
  for (const [name, choice] of [
    ["People", /Robin/],
    ["Roles", "moderator"],
    ["Channels", "#evening"],
    ["People and roles", /Juno/],
  ] as const) {
    await asked.getByRole("combobox", { name, exact: true }).click();
    await page.getByRole("option", { name: choice }).click();
    await said(page, /Picked: \d+/).waitFor();
    await last(page).getByRole("button", { name: "Dismiss message" }).click();
  }
});

it("opens a form, checks it, sends it, and gives the keyboard back", async () => {
  const page = await openAsNewcomer();
  await useCommand(page, "form");
  const form = page.getByRole("dialog", { name: "Five questions" });
  await form.waitFor();
  await form.getByRole("button", { name: "Submit" }).click();
  await expect.poll(() => form.getByText("This is required.").count()).toBe(2);
  await form.getByText("Choose one.").waitFor();
  await form.getByLabel("What happened").fill("ab");
  await form.getByRole("button", { name: "Submit" }).click();
  await form.getByText("At least 3 characters; this is 2.").waitFor();
  await form.getByLabel("What happened").fill("A long day");
  await form.getByRole("radio", { name: /Near/ }).check();
  await form.getByRole("checkbox", { name: "A call" }).check();
  await form.getByRole("combobox", { name: "Which day" }).click();
  await page.getByRole("option", { name: "Tuesday" }).click();
  await form.getByRole("checkbox", { name: "Ask me again" }).check();
  await form.getByRole("button", { name: "Submit" }).click();
  await said(page, "Told: A long day | near | call | tue | true").waitFor();
  await form.waitFor({ state: "detached" });
});

it("closes a form with Escape and keeps focus inside while it is open", async () => {
  const page = await openAsNewcomer();
  await useCommand(page, "form");
  const form = page.getByRole("dialog", { name: "Five questions" });
  await form.getByRole("button", { name: "Submit" }).focus();
  await page.keyboard.press("Tab");
  const focused = page.locator(":focus");
  expect(await focused.getAttribute("aria-label")).toBe("Close");
  await page.keyboard.press("Escape");
  await form.waitFor({ state: "detached" });
});

it("draws containers, sections, pictures and files, and opens their forms", async () => {
  const page = await openAsNewcomer();
  await useCommand(page, "show parts");
  await last(page).getByRole("heading", { name: "A container" }).waitFor();
  const pictures = last(page).getByRole("img");
  expect(await pictures.count()).toBe(3);
  const width = () =>
    pictures.last().evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth);
  await expect.poll(width).toBe(240);
  expect(await pictures.last().getAttribute("alt")).toBe("Melting ice");
  await last(page)
    .getByRole("link", { name: /notes.txt/ })
    .waitFor();
  await last(page).getByRole("button", { name: "Open the form" }).click();
  await page.getByRole("dialog", { name: "Five questions" }).waitFor();
  await page.keyboard.press("Escape");
});

it("draws markup, follows mentions, and runs nothing that was written", async () => {
  const page = await openAsNewcomer();
  await useCommand(page, "show text");
  await last(page).getByRole("heading", { name: "Heading" }).waitFor();
  await last(page).getByText("<script>alert(2)</script>").waitFor();
  expect(await last(page).locator("script, img[src='x']").count()).toBe(0);
  await last(page).getByText("in 1 hour").waitFor();
  await last(page).getByRole("button", { name: "Spoiler, hidden" }).press("Enter");
  await last(page).getByText("hidden").waitFor();
  await last(page).getByRole("button", { name: "/feel" }).click();
  await option(page, "strength").waitFor();
  await page.keyboard.press("Escape");
});

it("draws embeds", async () => {
  const page = await openAsNewcomer();
  await useCommand(page, "show embed");
  await last(page).getByRole("link", { name: "A card" }).waitFor();
  await last(page).getByText("in bold").waitFor();
});

/** A message's tools show while it is pointed at or has the focus; the focus stays when what comes in moves it away. */
async function useTool(message: Locator, name: string): Promise<void> {
  await message.hover();
  const tool = message.getByRole("button", { name });
  await tool.focus();
  await tool.click();
}

it("runs a command on a message", async () => {
  const page = await openAsNewcomer();
  await post(page, "Seven!!");
  await useTool(last(page), "Count letters");
  await said(page, "7 letters.").waitFor();
});

it("replies to a message and deletes one's own", async () => {
  const page = await openAsNewcomer();
  await post(page, "Seven!!");
  const mine = page.getByRole("article").filter({ hasText: "Seven!!" }).last();
  await useTool(mine, "Reply");
  await page.keyboard.type("And eight");
  await page.keyboard.press("Enter");
  const reply = page.getByRole("article").filter({ hasText: "And eight" }).last();
  await reply.getByText("Seven!!").waitFor();
  await useTool(reply, "Delete");
  await reply.waitFor({ state: "detached" });
});
