/** What is written of an error: enough to find it by, and nothing of what a member wrote. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { DiscordAPIError } from "discord.js";
import { expect, it } from "vitest";
import { errorFacts } from "../src/log.ts";
import { startStore } from "./storage/harness.ts";

const secret = "Robin shouted behind the station";
const token = "aW50ZXJhY3Rpb246".repeat(8);

const refused = (): Error =>
  new DiscordAPIError(
    { code: 50_035, message: "Invalid Form Body" },
    50_035,
    400,
    "POST",
    `https://discord.com/api/v10/interactions/1/${token}/callback?x=1`,
    { files: [], body: { content: secret } },
  );

it("names a refused request by its code and path, without its body and its token", () => {
  const facts = errorFacts(new Error("outer", { cause: refused() }));
  expect(facts.cause).toMatchObject({
    type: "DiscordAPIError",
    code: 50_035,
    status: 400,
    method: "POST",
    path: "/api/v10/interactions/1/…/callback",
  });
  expect(facts.cause?.stack[0]).toMatch(/^at /);
  expect(JSON.stringify(facts)).not.toMatch(new RegExp(`${secret}|${token}`));
});

it("quotes no text that could not be parsed", () => {
  try {
    JSON.parse(secret);
    expect.unreachable();
  } catch (error) {
    expect(String(error)).toContain("Robin");
    expect(JSON.stringify(errorFacts(error))).not.toContain("Robin");
  }
});

it.each(["sqlite", "postgres"] as const)("lists no values of a query that failed on %s", async (dialect) => {
  await using harness = await startStore(dialect);
  const link = { hash: "h", personId: secret, landing: "plan", expiresAt: 1 } as const;
  const error: unknown = await harness.store
    .tx((q) => q.pages.addLink(link))
    .catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(Error);
  expect(JSON.stringify(errorFacts(error))).not.toContain(secret);
});

it("says nothing more when an error that nobody caught ends the process", async () => {
  const ended = await promisify(execFile)(process.execPath, [
    join(import.meta.dirname, "log-child.ts"),
    secret,
  ])
    .then(() => undefined)
    .catch((error: { code: number; stdout: string; stderr: string }) => error);
  expect(ended?.code).toBe(1);
  expect(ended?.stdout).toContain("an error nobody caught");
  expect(`${ended?.stdout}${ended?.stderr}`).not.toContain(secret);
});
