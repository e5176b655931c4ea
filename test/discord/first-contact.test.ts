/** What an operator reads when the first start does not get as far as Discord. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { startSandbox } from "#sandbox/sandbox.ts";
import { inWords } from "#discord/first-contact.ts";
import { freePort } from "#test/postgres-server.ts";
import { launch } from "#test/live-bot.ts";

const start = async (place: { token: string; api: string }): Promise<unknown> => {
  const folder = mkdtempSync(join(tmpdir(), "thaw-start-"));
  const url = `file:${join(folder, "thaw.db")}`;
  const failed = await launch({ sandbox: place, url, folder }).catch((error: unknown) => error);
  rmSync(folder, { recursive: true });
  return failed;
};

it("says that the token is refused, and where a new one is made", async () => {
  await using sandbox = await startSandbox({});
  expect(await start({ api: sandbox.api, token: "a.wrong.token" })).toMatchObject({
    message:
      "Discord refused DISCORD_TOKEN: make a new token on the Bot page of your application and put it into .env.",
  });
});

it("says that Discord does not answer, and keeps what the connection said", async () => {
  const failed = await start({ api: `http://127.0.0.1:${await freePort()}/api`, token: "any.token.will" });
  expect(failed).toMatchObject({
    message: expect.stringMatching(
      /^Discord does not answer \(connect ECONNREFUSED .*\)\. Check the network/,
    ),
    cause: expect.objectContaining({ code: "ECONNREFUSED" }),
  });
});

it("leaves an error alone that it has no words for", () => {
  const own = new Error("something of our own");
  expect(inWords(own)).toBe(own);
});
