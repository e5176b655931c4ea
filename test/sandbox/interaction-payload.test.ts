import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSandbox } from "#sandbox/sandbox.ts";
import type { Sandbox } from "#sandbox/sandbox.ts";
import type { Member } from "#sandbox/driver/member.ts";
import type { Given } from "#sandbox/driver/options.ts";
import { answer, call, channelId, identified, interaction, register } from "./raw-bot.ts";
import type { RawGateway } from "./raw-bot.ts";

let sandbox: Sandbox;
let gateway: RawGateway;
let ash: Member;
const anywhere = { contexts: [0, 1, 2], integration_types: [0, 1] };
beforeAll(async () => {
  sandbox = await startSandbox({ rateLimits: false });
  gateway = await identified(sandbox);
  ash = sandbox.member("ash");
  const option = (type: number, name: string) => ({ type, name, description: "x" });
  await register(sandbox, [
    { name: "plan", ...anywhere },
    {
      name: "pick",
      options: [
        option(6, "who"),
        option(7, "where"),
        option(8, "role"),
        option(9, "any"),
        option(11, "file"),
      ],
    },
    { name: "Look up", type: 2, description: "" },
    { name: "Keep", type: 3, description: "" },
  ]);
});
afterAll(async () => {
  await gateway[Symbol.asyncDispose]();
  await sandbox.close();
});

async function sent(command: string, options: Given = {}, at = {}) {
  ash.slash(command, options, at).catch(() => undefined);
  const got = await interaction(gateway);
  await answer(sandbox, got, { type: 4, data: { content: "x" } });
  return got;
}

const guildId = () => [...sandbox.world.guilds.values()][0]?.id ?? "";

describe("an interaction", () => {
  it("in a server names the member with their permissions, and the server that let the app in", async () => {
    const got = await sent("/plan");
    expect(got).toMatchObject({
      type: 2,
      version: 1,
      application_id: sandbox.applicationId,
      guild_id: guildId(),
      guild_locale: "en-GB",
      locale: "en-GB",
      context: 0,
      authorizing_integration_owners: { "0": guildId() },
      entitlements: [],
      attachment_size_limit: 10_485_760,
      member: { user: { username: "ash" }, permissions: expect.stringMatching(/^\d+$/) },
      app_permissions: expect.stringMatching(/^\d+$/),
      channel: { name: "welcome", permissions: expect.stringMatching(/^\d+$/) },
      data: { name: "plan", type: 1 },
    });
    expect(got).not.toHaveProperty("user");
  });

  it("in a DM names the user, and nobody's server", async () => {
    const got = await sent("/plan", {}, { in: "dm" });
    expect(got).toMatchObject({
      context: 1,
      authorizing_integration_owners: { "0": "0" },
      user: { username: "ash" },
      channel: { type: 1 },
    });
    for (const absent of ["member", "guild_id", "guild", "guild_locale"])
      expect(got).not.toHaveProperty(absent);
  });

  it("elsewhere comes in the name of the user who installed the app", async () => {
    const got = await sent("/plan", {}, { in: "elsewhere" });
    expect(got).toMatchObject({
      context: 2,
      authorizing_integration_owners: { "1": ash.id },
      user: { username: "ash" },
    });
  });

  it("in a server the app is not in comes in the user's name alone", async () => {
    ash.install();
    const got = await sent("/plan", {}, { in: "Elsewhere/lobby" });
    expect(got).toMatchObject({ context: 0, authorizing_integration_owners: { "1": ash.id } });
    ash.uninstall();
  });

  it("brings people, channels, roles and files along", async () => {
    const file = { name: "a.txt", type: "text/plain", bytes: new TextEncoder().encode("words") };
    const got = await sent("/pick", {
      who: "@robin",
      where: "#evening",
      role: "@moderator",
      any: "@noor",
      file,
    });
    const data = got.data as { resolved: Record<string, Record<string, Record<string, unknown>>> };
    const { users = {}, members = {}, channels = {}, roles = {}, attachments = {} } = data.resolved;
    expect(Object.values(users).map((user) => user.username)).toEqual(["robin", "noor"]);
    expect(Object.keys(members)).toEqual(Object.keys(users));
    expect(Object.values(members)[0]).not.toHaveProperty("user");
    expect(Object.values(channels)[0]).toMatchObject({
      name: "evening",
      permissions: expect.any(String),
      app_permissions: expect.any(String),
    });
    expect(Object.values(roles)[0]).toMatchObject({ name: "moderator" });
    const [attachment] = Object.values(attachments);
    const served = await fetch(String(attachment?.url));
    expect(await served.text()).toBe("words");
  });

  it("from a menu names its target", async () => {
    const robin = sandbox.member("robin");
    ash.context("Look up", robin.id).catch(() => undefined);
    expect(await interaction(gateway)).toMatchObject({
      data: { type: 2, target_id: robin.id, resolved: { users: { [robin.id]: { username: "robin" } } } },
    });
    const said = robin.say("Hello", { in: "welcome" });
    ash.context("Keep", said.id, { in: "welcome" }).catch(() => undefined);
    expect(await interaction(gateway)).toMatchObject({
      data: { type: 3, target_id: said.id, resolved: { messages: { [said.id]: { content: "Hello" } } } },
    });
  });

  it("of a component brings its message and what was chosen", async () => {
    const select = { type: 5, custom_id: "who", placeholder: "Whom?" };
    const message = await call(sandbox, "POST", `/channels/${channelId(sandbox)}/messages`, {
      content: "x",
      components: [{ type: 1, components: [select] }],
    });
    ash.select("Whom?", "@robin").catch(() => undefined);
    const got = await interaction(gateway);
    expect(got).toMatchObject({
      type: 3,
      message: { id: message.body.id, content: "x" },
      data: {
        component_type: 5,
        custom_id: "who",
        values: [sandbox.member("robin").id],
        resolved: { users: {} },
      },
    });
  });

  it("of a modal brings every part with its number", async () => {
    ash.slash("/plan").catch(() => undefined);
    const parts = [
      { type: 18, label: "Words", component: { type: 4, custom_id: "t", style: 1 } },
      { type: 10, content: "Between" },
      {
        type: 18,
        label: "Pick",
        component: {
          type: 21,
          custom_id: "r",
          options: [
            { label: "One", value: "1" },
            { label: "Two", value: "2" },
          ],
        },
      },
      { type: 18, label: "Tick", component: { type: 23, custom_id: "c" } },
      {
        type: 18,
        label: "Some",
        component: {
          type: 22,
          custom_id: "g",
          required: false,
          min_values: 0,
          options: [{ label: "A", value: "a" }],
        },
      },
    ];
    await answer(sandbox, await interaction(gateway), {
      type: 9,
      data: { custom_id: "m", title: "T", components: parts },
    });
    ash.submit({ Words: "hello", Pick: "Two", Tick: true, Some: ["A"] }).catch(() => undefined);
    expect(await interaction(gateway)).toMatchObject({
      type: 5,
      data: {
        custom_id: "m",
        components: [
          { type: 18, id: 1, component: { type: 4, id: 2, custom_id: "t", value: "hello" } },
          { type: 10, id: 3 },
          { type: 18, component: { type: 21, custom_id: "r", value: "2" } },
          { type: 18, component: { type: 23, custom_id: "c", value: true } },
          { type: 18, component: { type: 22, custom_id: "g", values: ["a"] } },
        ],
      },
    });
  });
});
