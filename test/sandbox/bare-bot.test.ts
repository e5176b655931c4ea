import { expect, it } from "vitest";
import { startSandbox } from "#sandbox/sandbox.ts";
import { startBareBot } from "./bare-bot.ts";

it("lets a bot in the style of the guide log in, answer a command and a press", async () => {
  await using sandbox = await startSandbox();
  await using bot = await startBareBot(sandbox);
  const ash = sandbox.member("ash");

  const reply = await ash.slash("/ping", { times: 3 });
  expect(reply).toMatchObject({ kind: "message", text: "Pong! 3", buttons: ["Again"] });
  expect(ash.lastMessage().ephemeral).toBe(true);

  await ash.click("Again");
  expect(ash.lastMessage()).toMatchObject({ text: "Pong again!", buttons: [] });
  expect(bot.errors).toEqual([]);
  expect(sandbox.violations()).toEqual([]);
});
