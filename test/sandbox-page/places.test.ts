import { afterAll, describe, expect, it } from "vitest";
import { closeBrowser } from "../browser.ts";
import { become, box, said, startPageWorld, useCommand } from "./page-world.ts";

afterAll(closeBrowser);

describe("being somebody else", () => {
  it("shows their channels, their time and not what was only mine", async () => {
    await using world = await startPageWorld({ now: "2026-03-02T21:00:00Z", frozen: true });
    const page = await world.open("ash");
    const channels = page.getByRole("navigation", { name: "Channels" });
    expect(await channels.getByRole("button").allInnerTexts()).not.toContain("moderators");
    await useCommand(page, "secret");
    await said(page, "Between us.").waitFor();
    await become(page, "Noor");
    await page
      .getByRole("button", { name: /^You are Noor/ })
      .getByText("02:00 Karachi")
      .waitFor();
    await channels.getByRole("button", { name: "moderators" }).waitFor();
    expect(await page.getByText("Between us.").count()).toBe(0);
    await become(page, "Ash");
    await said(page, "Between us.").waitFor();
  });

  it("keeps two people side by side, each with their own screen", async () => {
    await using world = await startPageWorld();
    const page = await world.open("ash");
    await page.getByRole("button", { name: /Side by side/ }).click();
    const [ash, robin] = [page.getByLabel("ash’s screen"), page.getByLabel("robin’s screen")];
    await robin.getByLabel(/^Message #/).fill("Hello there");
    await page.keyboard.press("Enter");
    await ash.getByText("Hello there").waitFor();
    await useCommand(ash, "form");
    await ash.getByRole("dialog").waitFor();
    expect(await robin.getByRole("dialog").count()).toBe(0);
    await robin.getByLabel(/^Message #/).fill("Still writing");
    await page.keyboard.press("Enter");
    await ash.getByText("Still writing").waitFor();
    await page.reload();
    await robin.getByText("Still writing").waitFor();
  });
});

describe("places", () => {
  it("mark what is unread, and forget it once it is read", async () => {
    await using world = await startPageWorld();
    const page = await world.open("ash");
    const ash = world.sandbox.member("ash");
    await world.bot.client.users.send(ash.user.id, "A word with you");
    const dms = page.getByRole("button", { name: "Direct messages, unread" });
    await dms.getByText("1").waitFor();
    await dms.click();
    await said(page, "A word with you").waitFor();
    await page.getByRole("button", { name: "Direct messages", exact: true }).waitFor();
    await box(page).fill("Thank you");
    await page.keyboard.press("Enter");
    await said(page, "Thank you").waitFor();
  });

  it("are added by those who may: a thread by anyone, a channel by a moderator", async () => {
    await using world = await startPageWorld();
    const page = await world.open("ash");
    const add = page.getByRole("button", { name: "Add a place" });
    await add.click();
    expect(await page.getByRole("textbox", { name: "Channel" }).count()).toBe(0);
    await page.getByRole("textbox", { name: /Thread/ }).fill("late ones");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "late ones", level: 1 }).waitFor();
    await become(page, "Robin");
    await add.click();
    await page.getByRole("textbox", { name: "Channel" }).fill("new room");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "new-room", level: 1 }).waitFor();
  });

  it("come back after a reload, and one goes back with the browser's own button", async () => {
    await using world = await startPageWorld();
    const page = await world.open("ash");
    await page.getByRole("button", { name: "evening" }).click();
    await page.getByRole("heading", { name: "evening", level: 1 }).waitFor();
    await page.reload();
    await page.getByRole("heading", { name: "evening", level: 1 }).waitFor();
    await page.goBack();
    await page.getByRole("heading", { name: "welcome", level: 1 }).waitFor();
  });
});
