import { request } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import type { ActResponse, Action, PageEvent } from "#sandbox/page-protocol.ts";
import { startSandbox } from "#sandbox/sandbox.ts";
import type { Sandbox } from "#sandbox/sandbox.ts";
import { startBareBot } from "./bare-bot.ts";
import { channelId } from "./raw-bot.ts";

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

type EventOf<T extends PageEvent["type"]> = Extract<PageEvent, { type: T }>;

interface Page extends Disposable {
  events: PageEvent[];
  next<T extends PageEvent["type"]>(type: T): Promise<EventOf<T>>;
}

/** A browser's page, as far as the server can tell. */
function openPage(as: string): Page {
  const socket = new WebSocket(`${sandbox.url.replace("http", "ws")}/page/events?as=${as}`, {
    origin: sandbox.url,
  });
  const events: PageEvent[] = [];
  const taken = new Set<PageEvent>();
  const waiting: (() => void)[] = [];
  socket.on("message", (data: Buffer) => {
    events.push(JSON.parse(data.toString("utf8")) as PageEvent);
    for (const wake of waiting.splice(0)) wake();
  });
  return {
    events,
    async next<T extends PageEvent["type"]>(type: T) {
      for (;;) {
        const event = events.find((one): one is EventOf<T> => one.type === type && !taken.has(one));
        if (event !== undefined) {
          taken.add(event);
          return event;
        }
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
    },
    [Symbol.dispose]: () => socket.close(),
  };
}

async function act(as: string, action: Action): Promise<ActResponse> {
  const response = await fetch(`${sandbox.url}/page/act`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ as, action }),
  });
  return (await response.json()) as ActResponse;
}

const channel = (name?: string) => channelId(sandbox, name);

describe("a page", () => {
  it("is told first of everything its persona may know", async () => {
    sandbox.member("juno").say("hello", { in: "evening" });
    using page = openPage("ash");
    const snapshot = await page.next("snapshot");
    const guild = snapshot.guilds.find((one) => one.name === "The Thaw");
    expect(snapshot).toMatchObject({
      me: { handle: "ash", zone: "Europe/London" },
      botOnline: false,
      scene: "the-thaw",
      modal: null,
    });
    expect(guild?.channels.map((one) => one.channel.name)).toEqual([
      "welcome",
      "check-ins",
      "evening",
      "quiet-talk",
    ]);
    expect(guild?.channels[2]).toMatchObject({ unread: 1, readUpTo: null, canPost: true, context: "guild" });
    expect(snapshot.messages[channel("evening")]).toMatchObject([{ content: "hello" }]);
    expect(snapshot.personas.map((one) => one.handle)).toContain("ren");
  });

  it("sees a command through, from the picker to the answer", async () => {
    await using _bot = await startBareBot(sandbox);
    using page = openPage("ash");
    const { commands } = await page.next("snapshot");
    expect(commands).toMatchObject([{ command: { name: "ping" }, botDm: true, private: false }]);
    const done = await act("ash", {
      do: "slash",
      channelId: channel(),
      command: "ping",
      options: { times: 2 },
    });
    expect(done).toMatchObject({
      ok: true,
      result: { kind: "message", message: { content: "Pong! 2", flags: 64 } },
    });
    const pending = await page.next("interaction.pending");
    expect(pending.interaction).toMatchObject({ kind: "slash", command: "/ping" });
    expect((await page.next("message.created")).message.content).toBe("Pong! 2");
    expect((await page.next("interaction.done")).id).toBe(pending.interaction.id);
  });

  it("does not see what another alone may see", async () => {
    await using _bot = await startBareBot(sandbox);
    using juno = openPage("juno");
    using ash = openPage("ash");
    await Promise.all([juno.next("snapshot"), ash.next("snapshot")]);
    const done = await act("ash", { do: "slash", channelId: channel(), command: "ping" });
    await ash.next("message.created");
    sandbox.member("noor").say("for all", { in: "check-ins" });
    expect((await juno.next("message.created")).message.content).toBe("for all");
    const messageId = done.ok && done.result?.kind === "message" ? done.result.message.id : "";
    expect(await act("juno", { do: "click", messageId, customId: "again" })).toMatchObject({
      ok: false,
      error: { reason: "no-access" },
    });
  });

  it("is told when the bot does not answer", async () => {
    await sandbox.close();
    sandbox = await startSandbox({ ackMs: 50 });
    await using _bot = await startBareBot(sandbox, { handler: async () => undefined });
    using page = openPage("ash");
    await page.next("snapshot");
    const done = await act("ash", { do: "slash", channelId: channel(), command: "ping" });
    expect(done).toEqual({
      ok: false,
      error: { reason: "no-answer", message: "The application did not respond" },
    });
    expect(await page.next("interaction.failed")).toMatchObject({
      reason: "The application did not respond",
      channelId: channel(),
    });
  });

  it("counts what is unread, until it is read", async () => {
    using page = openPage("ash");
    await page.next("snapshot");
    const said = sandbox.member("juno").say("one", { in: "evening" });
    expect(await page.next("unread")).toMatchObject({ channelId: channel("evening"), unread: 1 });
    await act("ash", { do: "read", channelId: channel("evening"), upTo: said.id });
    expect(await page.next("unread")).toMatchObject({ unread: 0, readUpTo: said.id });
  });

  it("closes to whoever is nobody", async () => {
    const socket = new WebSocket(`${sandbox.url.replace("http", "ws")}/page/events?as=nobody`);
    expect(await new Promise((resolve) => socket.on("close", resolve))).toBe(4404);
  });

  it("fetches older messages, newest first", async () => {
    for (let n = 0; n < 5; n++) sandbox.member("juno").say(`${n}`, { in: "evening" });
    const fetched = async (query: string) => {
      const response = await fetch(
        `${sandbox.url}/page/messages?as=ash&channel=${channel("evening")}${query}`,
      );
      return (await response.json()) as { id: string; content: string }[];
    };
    const all = await fetched("");
    expect(all.map((one) => one.content)).toEqual(["4", "3", "2", "1", "0"]);
    expect((await fetched(`&before=${all[2]?.id}&limit=1`)).map((one) => one.content)).toEqual(["1"]);
  });
});

describe("from the page one can", () => {
  it("talk, answer and take back", async () => {
    const said = await act("ash", { do: "post", channelId: channel(), content: "hello" });
    expect(said).toMatchObject({
      ok: true,
      result: { message: { content: "hello", author: { username: "ash" } } },
    });
    const messageId = said.ok && said.result?.kind === "message" ? said.result.message.id : "";
    const reply = await act("juno", { do: "post", channelId: channel(), content: "hi", replyTo: messageId });
    expect(reply).toMatchObject({ result: { message: { type: 19, referenced_message: { id: messageId } } } });
    await act("ash", { do: "delete-message", messageId });
    expect(
      sandbox
        .member("juno")
        .messages("check-ins")
        .map((one) => one.text),
    ).toEqual(["hi"]);
    expect(await act("ash", { do: "post", channelId: channel(), content: " " })).toMatchObject({
      ok: false,
      error: { reason: "empty" },
    });
  });

  it("take people in, move them about and let them go", async () => {
    using page = openPage("ash");
    const { guilds } = await page.next("snapshot");
    const guild = guilds.find((one) => one.name === "The Thaw");
    const guildId = guild?.id ?? "";
    const roleId = guild?.roles.find((role) => role.name === "moderator")?.id ?? "";
    const added = await act("ash", { do: "add-persona", name: "Vera Lind", zone: "Asia/Tokyo" });
    const userId = added.ok && added.result?.kind === "persona" ? added.result.persona.id : "";
    expect((await page.next("world")).personas.map((one) => one.handle)).toContain("vera-lind");
    await act("ash", { do: "give-role", guildId, userId, roleId });
    const world = await page.next("world");
    const member = world.guilds
      .find((one) => one.id === guildId)
      ?.members.find((one) => one.userId === userId);
    expect(member?.roles).toEqual([roleId]);
    await act("ash", { do: "kick", guildId, userId });
    expect(sandbox.world.member(guildId, userId)).toBeUndefined();
    expect(await act("ash", { do: "add-persona", name: "ash" })).toMatchObject({
      error: { reason: "taken" },
    });
  });

  it("keep the bot out of a channel", async () => {
    await act("robin", { do: "set-bot-access", channelId: channel(), canSee: true, canPost: false });
    const response = await fetch(`${sandbox.api}/v10/channels/${channel()}/messages`, {
      method: "POST",
      headers: { authorization: `Bot ${sandbox.token}`, "content-type": "application/json" },
      body: JSON.stringify({ content: "x" }),
    });
    expect(await response.json()).toMatchObject({ code: 50013 });
  });

  it("make channels and threads, and remove them", async () => {
    const guildId = [...sandbox.world.guilds.keys()][0] ?? "";
    const made = await act("robin", { do: "create-channel", guildId, name: "Night Watch", topic: "late" });
    const at = made.ok && made.result?.kind === "channel" ? made.result.channelId : "";
    expect(sandbox.world.channel(at)).toMatchObject({ name: "night-watch", topic: "late" });
    const thread = await act("ash", { do: "create-thread", channelId: at, name: "talk" });
    expect(thread).toMatchObject({ ok: true, result: { kind: "channel" } });
    await act("robin", { do: "delete-channel", channelId: at });
    expect(sandbox.world.channel(at)).toBeUndefined();
  });

  it("break things, and mend them", async () => {
    using page = openPage("ash");
    await page.next("snapshot");
    await act("ash", { do: "set-fault", fault: { kind: "status", status: 500, times: 3 } });
    expect((await page.next("faults")).faults).toMatchObject([{ left: 3, fault: { status: 500 } }]);
    await act("ash", { do: "clear-faults" });
    expect((await page.next("faults")).faults).toEqual([]);
  });

  it("not move time while no bot is attached, and set the clock wrong all the same", async () => {
    expect(await act("ash", { do: "move-clock", by: { hours: 1 } })).toMatchObject({
      ok: false,
      error: { reason: "no-control" },
    });
    const before = sandbox.clock.now();
    expect(await act("ash", { do: "jump-clock", by: { hours: -1 } })).toMatchObject({
      ok: true,
      result: { kind: "clock" },
    });
    expect(sandbox.clock.now()).toBeLessThan(before);
  });

  it("change the scene, which the bot sees as servers that go and come", async () => {
    await using bot = await startBareBot(sandbox);
    using page = openPage("ash");
    await page.next("snapshot");
    expect(await act("ash", { do: "load-scene", name: "nowhere" })).toMatchObject({ ok: false });
    expect(bot.client.guilds.cache.size).toBe(1);
    const before = bot.client.guilds.cache.firstKey();
    expect(await act("ash", { do: "load-scene", name: "the-thaw" })).toEqual({ ok: true, result: null });
    await expect.poll(() => bot.client.guilds.cache.firstKey()).not.toBe(before);
  });

  it("not do what nobody knows", async () => {
    expect(await act("ash", { do: "fly" } as never)).toMatchObject({
      ok: false,
      error: { reason: "unknown-action" },
    });
    expect(await act("nobody", { do: "install" })).toMatchObject({
      ok: false,
      error: { reason: "unknown-user" },
    });
  });
});

describe("a foreign web page", () => {
  const status = (headers: Record<string, string>, path = "/page/act", method = "POST") =>
    new Promise<number | undefined>((resolve) => {
      const asked = request(
        sandbox.url + path,
        { method, headers: { "content-type": "application/json", ...headers } },
        (response) => {
          response.resume();
          resolve(response.statusCode);
        },
      );
      asked.end(method === "POST" ? JSON.stringify({ as: "ash", action: { do: "install" } }) : undefined);
    });

  it("cannot act, whatever name it gave this machine", async () => {
    expect(await status({ origin: "https://evil.example" })).toBe(403);
    expect(await status({ origin: "null" })).toBe(403);
    expect(await status({ host: "evil.example" })).toBe(403);
    expect(await status({ host: "evil.example" }, "/", "GET")).toBe(403);
    expect(await status({ origin: sandbox.url })).toBe(200);
  });

  it("cannot listen", async () => {
    const socket = new WebSocket(`${sandbox.url.replace("http", "ws")}/page/events?as=ash`, {
      origin: "https://evil.example",
    });
    const refused = await new Promise((resolve) => {
      socket.on("unexpected-response", (_request, response) => resolve(response.statusCode));
      socket.on("error", () => undefined);
    });
    expect(refused).toBe(403);
  });

  it("cannot send a form", async () => {
    const response = await fetch(`${sandbox.url}/page/act`, {
      method: "POST",
      headers: { "content-type": "text/plain" },
      body: "{}",
    });
    expect(await response.json()).toMatchObject({ ok: false, error: { reason: "bad-request" } });
  });
});

describe("the page's files", () => {
  it("come with a policy that lets nothing in from elsewhere", async () => {
    const response = await fetch(sandbox.url);
    const policy = response.headers.get("content-security-policy") ?? "";
    expect(response.headers.get("content-type")).toContain("text/html");
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/https?:|\*/);
    const html = await response.text();
    expect(html).toContain(`<script type="importmap">{"imports":{"lit":"/page/vendor/lit/index.js"`);
  });

  it("are TypeScript without its types, and the packages it uses", async () => {
    const script = await fetch(`${sandbox.url}/page/state/route.ts`);
    expect(script.headers.get("content-type")).toContain("text/javascript");
    expect(await script.text()).not.toContain("interface Place");
    expect((await fetch(`${sandbox.url}/page/vendor/lit/index.js`)).status).toBe(200);
  });

  it("are nothing else of this machine", async () => {
    const paths = [
      "/page/vendor/ws/index.js",
      "/page/vendor/lit/package.json",
      "/page/../core.ts",
      "/page/%2e%2e/core.ts",
      "/page/..%2fcore.ts",
      "/page/tsconfig",
      "/.env",
    ];
    for (const path of paths)
      expect([
        path,
        await new Promise((resolve) =>
          request(sandbox.url + path, (response) => resolve(response.statusCode)).end(),
        ),
      ]).toEqual([path, 404]);
  });

  it("include uploads, which can neither run nor be taken for something else", async () => {
    const file = sandbox.core.files.add("1", {
      name: "a b/../c.html",
      type: "text/html",
      bytes: new TextEncoder().encode("<script>"),
    });
    const response = await fetch(file.url);
    expect(response.headers.get("content-security-policy")).toContain("sandbox");
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect((await fetch(`${sandbox.url}/attachments/1/2/none`)).status).toBe(404);
  });
});
