/** What a member may try with words and files, and what becomes of it. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { readAttachment } from "#discord/attachment.ts";
import { ash } from "#test/storage/harness.ts";
import { startSite } from "#test/web/site-world.ts";
import { enter } from "#test/web/visitor.ts";
import { startWorld } from "#test/world.ts";

it("shows markup, mentions and links as they were typed, and rings nobody", async () => {
  await using world = await startWorld({ at: "2026-03-02T20:00:00Z" });
  const member = await world.member("ash");
  await member.slash("/plan");
  await member.select("Where does it go?", "People");
  await member.submit({ "Who?": "**Dee** @everyone <@1> [x](https://e.vil)" });
  const { text, raw } = member.lastMessage();
  expect(text).toContain("\\*\\*Dee\\*\\* @\u200Beveryone \\<@1> \\[x\\](https://e.vil)");
  expect([raw.mentions, raw.mention_everyone]).toEqual([[], false]);
});

it("keeps odd characters as they are, and refuses what is too long with a sentence", async () => {
  await using site = await startSite();
  const guest = await enter(site);
  const odd = "\u202Egnp.exe 👨‍👩‍👧 e\u0301 \u200B שלום";
  await guest.post("/plan/add", { section: "reasons", first: odd });
  const long = await guest.post("/plan/add", { section: "reasons", first: "x".repeat(5_000) });
  expect(long.status).toBe(422);
  expect(long.text).toMatch(/\d+ characters|shorter|room/);
  const { lists } = await site.app.plans.current(ash);
  expect(lists.reasons?.map(({ text }) => text)).toEqual([odd]);
});

it("stops reading a file that unpacks to more than it may", async () => {
  const bomb = gzipSync(Buffer.alloc(64_000_000));
  const server = createServer((_, response) => {
    response.writeHead(200, { "Content-Encoding": "gzip" });
    response.end(bomb);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const file = { url: `http://127.0.0.1:${port}/export.json`, size: bomb.length };
  try {
    expect(bomb.length).toBeLessThan(100_000);
    expect(await readAttachment(file as Parameters<typeof readAttachment>[0], 8_000_000)).toBeUndefined();
    const honest = { ...file, size: 9_000_000 };
    expect(await readAttachment(honest as Parameters<typeof readAttachment>[0], 8_000_000)).toBeUndefined();
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
