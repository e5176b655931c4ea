import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startSandbox } from "#sandbox/sandbox.ts";
import type { Sandbox } from "#sandbox/sandbox.ts";
import { changeChannel } from "#sandbox/world/channels.ts";
import { leave, removeBot } from "#sandbox/world/members.ts";
import type { Guild } from "#sandbox/world/entities.ts";
import { call, channelId, complaints } from "./raw-bot.ts";

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox({ rateLimits: false, now: "2026-03-02T21:00:00Z", frozen: true });
});
afterEach(() => sandbox.close());

const guild = () => [...sandbox.world.guilds.values()].find((one) => one.name === "The Thaw") as Guild;
const get = (path: string) => call(sandbox, "GET", path);
const say = (channel: string, body: object = { content: "x" }) =>
  call(sandbox, "POST", `/channels/${channel}/messages`, body);
const dm = async (handle: string) => {
  const opened = await call(sandbox, "POST", "/users/@me/channels", {
    recipient_id: sandbox.member(handle).id,
  });
  return String(opened.body.id);
};
/** Takes these permissions from the bot in one channel. */
function deny(channel: string, bits: bigint) {
  const role = [...guild().roles.values()].find((one) => one.tags?.bot_id === sandbox.applicationId);
  const overwrite = { id: role?.id ?? "", type: 0, allow: "0", deny: bits.toString() };
  const found = sandbox.world.channel(channel);
  if (found !== undefined) changeChannel(sandbox.core.stage, found, { overwrites: [overwrite] });
}

describe("a request is refused", () => {
  it("without a token, or with another", async () => {
    for (const token of [null, "no.such.token"]) {
      const answered = await call(sandbox, "GET", "/users/@me", undefined, { token });
      expect(answered).toMatchObject({ status: 401, body: { message: "401: Unauthorized", code: 0 } });
    }
  });

  it("for what is not there", async () => {
    const message = `/channels/${channelId(sandbox)}/messages/12345`;
    const codes: [string, number][] = [
      ["/channels/12345", 10003],
      [message, 10008],
      ["/guilds/12345", 10004],
      [`/guilds/${guild().id}/members/12345`, 10013],
      [`/guilds/${guild().id}/members/${sandbox.member("kit").id}`, 10007],
      ["/users/12345", 10013],
      [`/guilds/${guild().id}/roles/12345`, 10011],
      [`/applications/${sandbox.applicationId}/commands/12345`, 10063],
      ["/applications/12345/commands", 10002],
    ];
    leave(sandbox.core.stage, guild(), sandbox.member("kit").id);
    for (const [path, code] of codes) expect([path, (await get(path)).body.code]).toEqual([path, code]);
  });

  it("for a path or a method that Discord has not", async () => {
    expect((await get("/nowhere")).status).toBe(404);
    expect((await call(sandbox, "DELETE", "/users/@me")).status).toBe(405);
  });

  it("in a channel the bot cannot see, or may not write in", async () => {
    const channel = channelId(sandbox);
    deny(channel, 1n << 11n);
    expect((await say(channel)).body).toEqual({ message: "Missing Permissions", code: 50013 });
    deny(channel, 1n << 10n);
    expect((await say(channel)).body).toEqual({ message: "Missing Access", code: 50001 });
    expect((await get(`/channels/${channel}`)).body.code).toBe(50001);
    expect((await say(channelId(sandbox, "moderators"))).body.code).toBe(50001);
  });

  it("for embeds and files without the permission for them", async () => {
    const channel = channelId(sandbox);
    deny(channel, (1n << 14n) | (1n << 15n));
    expect((await say(channel, { embeds: [{ title: "x" }] })).body.code).toBe(50013);
    const files = [{ name: "a.txt", bytes: new Uint8Array(2) }];
    const answered = await call(
      sandbox,
      "POST",
      `/channels/${channel}/messages`,
      { content: "x" },
      { files },
    );
    expect(answered.body.code).toBe(50013);
    expect((await say(channel)).status).toBe(200);
  });

  it("in a server that has thrown the bot out", async () => {
    const channel = channelId(sandbox);
    removeBot(sandbox.core.stage, guild());
    expect((await get(`/guilds/${guild().id}`)).body.code).toBe(10004);
    expect((await say(channel)).body.code).toBe(50001);
  });

  it("for changing what others wrote, and for deleting it without permission", async () => {
    const said = sandbox.member("ash").say("mine", { in: "check-ins" });
    const path = `/channels/${said.channelId}/messages/${said.id}`;
    expect((await call(sandbox, "PATCH", path, { content: "x" })).body.code).toBe(50005);
    expect((await call(sandbox, "DELETE", path)).body.code).toBe(50013);
    const inDm = sandbox.member("ash").say("mine", { in: "dm" });
    expect((await call(sandbox, "DELETE", `/channels/${inDm.channelId}/messages/${inDm.id}`)).body.code).toBe(
      50003,
    );
  });

  it("for managing without permission", async () => {
    const channel = channelId(sandbox);
    const role = [...guild().roles.values()].find((one) => one.name === "moderator")?.id ?? "";
    const ash = sandbox.member("ash").id;
    const tries: [string, string, object?][] = [
      ["PATCH", `/channels/${channel}`, { name: "x" }],
      ["DELETE", `/channels/${channel}`],
      ["POST", `/guilds/${guild().id}/channels`, { name: "x" }],
      ["PUT", `/guilds/${guild().id}/members/${ash}/roles/${role}`],
      ["DELETE", `/guilds/${guild().id}/members/${ash}`],
      ["POST", `/channels/${channel}/threads`, { name: "x", type: 12 }],
    ];
    for (const [method, path, body] of tries) {
      expect([path, (await call(sandbox, method, path, body)).body.code]).toEqual([path, 50013]);
    }
    expect((await get(`/guilds/${guild().id}/members?limit=10`)).body.code).toBe(50001);
  });

  it("for a file of more than ten megabytes", async () => {
    const files = [{ name: "big.bin", bytes: new Uint8Array(10 * 1024 * 1024 + 1) }];
    const answered = await call(sandbox, "POST", `/channels/${channelId(sandbox)}/messages`, {}, { files });
    expect(answered).toMatchObject({ status: 413, body: { code: 40005 } });
  });
});

describe("a direct message", () => {
  it("opens the same channel twice", async () => {
    expect(await dm("ash")).toBe(await dm("ash"));
  });

  it("is refused for a person who is not there, or none", async () => {
    const path = "/users/@me/channels";
    expect(complaints(await call(sandbox, "POST", path, { recipient_id: "123" }))).toEqual([
      "recipient_id UNKNOWN_USER",
    ]);
    expect(complaints(await call(sandbox, "POST", path, {}))).toEqual(["recipient_id BASE_TYPE_REQUIRED"]);
    expect((await call(sandbox, "POST", path, { recipient_id: sandbox.applicationId })).body.code).toBe(
      50007,
    );
  });

  it("does not arrive where DMs are closed, though the channel opens", async () => {
    const channel = await dm("ren");
    expect(await say(channel)).toMatchObject({
      status: 403,
      body: { message: "Cannot send messages to this user", code: 50007 },
    });
    sandbox.member("ren", { dms: "open" });
    expect((await say(channel)).status).toBe(200);
  });

  it("does not arrive without a server in common, unless the person installed the app", async () => {
    const ash = sandbox.member("ash");
    const channel = await dm("ash");
    ash.leave("The Thaw");
    expect((await say(channel)).body.code).toBe(50007);
    ash.install();
    expect((await say(channel)).status).toBe(200);
  });
});

describe("a message", () => {
  it("is written once for one enforced nonce within two minutes of the moved clock", async () => {
    const body = { content: "nudge", nonce: "abc", enforce_nonce: true };
    const channel = await dm("ash");
    const first = await say(channel, body);
    sandbox.clock.moveTo(sandbox.clock.now() + 119_000);
    const again = await say(channel, { ...body, content: "other" });
    expect(again.body).toMatchObject({ id: first.body.id, content: "nudge" });
    expect((await say(channel, { ...body, enforce_nonce: false })).body.id).not.toBe(first.body.id);
    expect((await say(await dm("juno"), body)).body.id).not.toBe(first.body.id);
    sandbox.clock.moveTo(sandbox.clock.now() + 2000);
    expect((await say(channel, body)).body.id).not.toBe(first.body.id);
    expect(sandbox.member("ash").inbox()).toHaveLength(3);
  });

  it("numbers its components, and keeps the numbers that were given", async () => {
    const words = (id?: number) => ({ type: 10, content: "x", ...(id === undefined ? {} : { id }) });
    const made = await say(channelId(sandbox), {
      flags: 32768,
      components: [words(), { type: 17, components: [words(2), words()] }],
    });
    expect(made.body.components).toMatchObject([{ id: 1 }, { id: 3, components: [{ id: 2 }, { id: 4 }] }]);
  });

  it("shows its files, with size and words, and finds them for its pictures", async () => {
    const png = Buffer.from(
      "iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAYAAACddGYaAAAAC0lEQVR4nGNggAIAAAoAAc2Ixv0AAAAASUVORK5CYII=",
      "base64",
    );
    const body = {
      flags: 32768,
      attachments: [{ id: "0", description: "A wave" }],
      components: [
        { type: 12, items: [{ media: { url: "attachment://wave.png" }, description: "The week" }] },
      ],
    };
    const files = [{ name: "wave.png", bytes: png, type: "image/png" }];
    const made = await call(sandbox, "POST", `/channels/${channelId(sandbox)}/messages`, body, { files });
    expect(made.body.attachments).toMatchObject([
      { filename: "wave.png", size: png.byteLength, width: 3, height: 2, description: "A wave" },
    ]);
    const view = sandbox.member("ash").lastMessage();
    expect(view.attachments).toMatchObject([{ name: "wave.png", description: "The week" }]);
    const served = await fetch(view.attachments[0]?.url ?? "");
    expect(Buffer.from(await served.arrayBuffer()).equals(png)).toBe(true);
    expect(served.headers.get("content-type")).toBe("image/png");
  });

  it("keeps the files an edit lists, and drops the others", async () => {
    const path = `/channels/${channelId(sandbox)}/messages`;
    const files = ["a.txt", "b.txt"].map((name) => ({ name, bytes: new Uint8Array(1) }));
    const made = await call(sandbox, "POST", path, { content: "x" }, { files });
    const [first] = made.body.attachments as { id: string }[];
    const edited = await call(sandbox, "PATCH", `${path}/${String(made.body.id)}`, {
      attachments: [{ id: first?.id }],
    });
    expect(edited.body.attachments).toMatchObject([{ filename: "a.txt" }]);
  });

  it("mentions only whom it is allowed to", async () => {
    const { id } = sandbox.member("ash");
    const channel = channelId(sandbox);
    expect((await say(channel, { content: `<@${id}> @everyone` })).body).toMatchObject({
      mentions: [{ id }],
      mention_everyone: true,
    });
    const quiet = await say(channel, { content: `<@${id}> @everyone`, allowed_mentions: { parse: [] } });
    expect(quiet.body).toMatchObject({ mentions: [], mention_everyone: false });
  });

  it("of another person is empty for a bot without the message-content intent", async () => {
    const said = sandbox.member("ash").say("private words", { in: "check-ins" });
    const path = `/channels/${said.channelId}/messages`;
    expect((await get(`${path}/${said.id}`)).body).toMatchObject({ content: "" });
    const [listed] = (await get(path)).body as unknown as { content: string }[];
    expect(listed).toMatchObject({ content: "" });
    expect(sandbox.member("juno").messages("check-ins")).toMatchObject([{ text: "private words" }]);
  });

  it("is listed newest first, before and after others", async () => {
    const channel = channelId(sandbox);
    for (const content of ["a", "b", "c", "d"]) await say(channel, { content });
    const list = async (query: string) =>
      (await get(`/channels/${channel}/messages${query}`)).body as unknown as {
        id: string;
        content: string;
      }[];
    const all = await list("");
    expect(all.map((one) => one.content)).toEqual(["d", "c", "b", "a"]);
    expect((await list(`?before=${all[1]?.id}&limit=1`)).map((one) => one.content)).toEqual(["b"]);
    expect((await list(`?after=${all[2]?.id}`)).map((one) => one.content)).toEqual(["d", "c"]);
  });

  it("answers another, or says that it is gone", async () => {
    const channel = channelId(sandbox);
    const first = await say(channel);
    const reply = await say(channel, { content: "y", message_reference: { message_id: first.body.id } });
    expect(reply.body).toMatchObject({ type: 19, referenced_message: { id: first.body.id } });
    expect((await say(channel, { content: "y", message_reference: { message_id: "1" } })).body.code).toBe(
      10008,
    );
  });
});

it("leaves a server when it wants to", async () => {
  expect((await call(sandbox, "DELETE", `/users/@me/guilds/${guild().id}`)).status).toBe(204);
  expect(guild().hasBot).toBe(false);
});

it("makes threads, and takes people in", async () => {
  const channel = channelId(sandbox);
  const made = await call(sandbox, "POST", `/channels/${channel}/threads`, { name: "talk", type: 11 });
  expect(made).toMatchObject({ status: 201, body: { type: 11, parent_id: channel, name: "talk" } });
  const thread = String(made.body.id);
  expect(
    (await call(sandbox, "PUT", `/channels/${thread}/thread-members/${sandbox.member("ash").id}`)).status,
  ).toBe(204);
  expect((await say(thread)).status).toBe(200);
  expect(sandbox.member("juno").messages("talk")).toHaveLength(1);
});
