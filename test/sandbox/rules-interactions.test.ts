import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startSandbox } from "#sandbox/sandbox.ts";
import type { Sandbox } from "#sandbox/sandbox.ts";
import type { Member } from "#sandbox/driver/member.ts";
import { answer, call, complaints, identified, interaction, register } from "./raw-bot.ts";
import type { RawGateway, Received } from "./raw-bot.ts";

let sandbox: Sandbox;
let gateway: RawGateway;
let ash: Member;
beforeAll(async () => {
  sandbox = await startSandbox({ rateLimits: false, ackMs: 400, frozen: true, now: "2026-03-02T21:00:00Z" });
  gateway = await identified(sandbox);
  ash = sandbox.member("ash");
  const typed = { type: 3, name: "zone", description: "Zone", autocomplete: true };
  await register(sandbox, [
    { name: "urge" },
    { name: "settings", options: [typed, { ...typed, type: 4, name: "count" }] },
  ]);
});
afterAll(async () => {
  await gateway[Symbol.asyncDispose]();
  await sandbox.close();
});

const label = (component: object) => ({ type: 18, label: "Label", component });
const input = (more: object = {}) => ({ type: 4, custom_id: "t", style: 1, ...more });
const options = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ label: `o${n}`, value: `${n}` }));
const modal = (...components: object[]) => ({
  type: 9,
  data: { custom_id: "m", title: "Title", components },
});
const reply = (data: object = { content: "x" }) => ({ type: 4, data });
const button = { type: 1, components: [{ type: 2, style: 1, label: "Press", custom_id: "p" }] };

/** A slash command that waits for its answer. */
async function typed(): Promise<Received> {
  ash.slash("/urge").catch(() => undefined);
  return interaction(gateway);
}

/** A press of a button on a message that is there. */
async function pressed(): Promise<Received> {
  await answer(sandbox, await typed(), reply({ content: "x", components: [button] }));
  ash.click("Press").catch(() => undefined);
  return interaction(gateway);
}

/** A modal that was sent off. */
async function submitted(from: () => Promise<Received>): Promise<Received> {
  await answer(sandbox, await from(), modal(label(input())));
  ash.submit({ t: "word" }).catch(() => undefined);
  return interaction(gateway);
}

const refusedModals: [what: string, body: object, complaint: string][] = [
  [
    "six parts",
    modal(...options(6).map(({ value }) => label(input({ custom_id: value })))),
    "data.components BASE_TYPE_BAD_LENGTH",
  ],
  ["no part", modal(), "data.components BASE_TYPE_MIN_LENGTH"],
  [
    "no title",
    { type: 9, data: { custom_id: "m", components: [label(input())] } },
    "data.title BASE_TYPE_REQUIRED",
  ],
  [
    "a title of 46",
    { type: 9, data: { custom_id: "m", title: "x".repeat(46), components: [label(input())] } },
    "data.title BASE_TYPE_MAX_LENGTH",
  ],
  [
    "a custom id of 101",
    { type: 9, data: { custom_id: "x".repeat(101), title: "x", components: [label(input())] } },
    "data.custom_id BASE_TYPE_MAX_LENGTH",
  ],
  [
    "a label of 46",
    modal({ ...label(input()), label: "x".repeat(46) }),
    "data.components.0.label BASE_TYPE_MAX_LENGTH",
  ],
  [
    "a description of 101",
    modal({ ...label(input()), description: "x".repeat(101) }),
    "data.components.0.description BASE_TYPE_MAX_LENGTH",
  ],
  ["a button", modal(button), "data.components.0.components.0.type BASE_TYPE_CHOICES"],
  ["a container", modal({ type: 17, components: [] }), "data.components.0 UNION_TYPE_CHOICES"],
  [
    "an input with a label of its own inside a label",
    modal(label(input({ label: "x" }))),
    "data.components.0.component.label TEXT_INPUT_LABEL_NOT_ALLOWED",
  ],
  [
    "an input in a row without label",
    modal({ type: 1, components: [input()] }),
    "data.components.0.components.0.label BASE_TYPE_REQUIRED",
  ],
  [
    "two inputs of one custom id",
    modal(label(input()), label(input())),
    "data.components.1.component.custom_id COMPONENT_CUSTOM_ID_DUPLICATED",
  ],
  [
    "an unknown style",
    modal(label(input({ style: 3 }))),
    "data.components.0.component.style BASE_TYPE_CHOICES",
  ],
  [
    "a least length above the greatest",
    modal(label(input({ min_length: 5, max_length: 2 }))),
    "data.components.0.component.min_length TEXT_INPUT_COMPONENT_MIN_LENGTH_TOO_LARGE",
  ],
  [
    "a value longer than allowed",
    modal(label(input({ value: "abc", max_length: 2 }))),
    "data.components.0.component.value BASE_TYPE_MAX_LENGTH",
  ],
  [
    "a value of 4001",
    modal(label(input({ value: "x".repeat(4001) }))),
    "data.components.0.component.value BASE_TYPE_MAX_LENGTH",
  ],
  [
    "a placeholder of 101",
    modal(label(input({ placeholder: "x".repeat(101) }))),
    "data.components.0.component.placeholder BASE_TYPE_MAX_LENGTH",
  ],
  [
    "a disabled select",
    modal(label({ type: 3, custom_id: "s", options: options(2), disabled: true })),
    "data.components.0.component.disabled COMPONENT_DISABLED_IN_MODAL",
  ],
  [
    "a select of two equal values",
    modal(label({ type: 3, custom_id: "s", options: [...options(1), ...options(1)] })),
    "data.components.0.component.options.1.value SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
  ],
  [
    "a radio group of one",
    modal(label({ type: 21, custom_id: "r", options: options(1) })),
    "data.components.0.component.options BASE_TYPE_MIN_LENGTH",
  ],
  [
    "a radio group of eleven",
    modal(label({ type: 21, custom_id: "r", options: options(11) })),
    "data.components.0.component.options BASE_TYPE_MAX_LENGTH",
  ],
  [
    "two radios chosen",
    modal(label({ type: 21, custom_id: "r", options: options(2).map((one) => ({ ...one, default: true })) })),
    "data.components.0.component.options RADIO_GROUP_TOO_MANY_DEFAULTS",
  ],
  [
    "eleven boxes",
    modal(label({ type: 22, custom_id: "c", options: options(11) })),
    "data.components.0.component.options BASE_TYPE_MAX_LENGTH",
  ],
  [
    "more boxes to tick than there are",
    modal(label({ type: 22, custom_id: "c", options: options(2), max_values: 3 })),
    "data.components.0.component.max_values SELECT_COMPONENT_MAX_VALUES_TOO_LARGE",
  ],
  [
    "boxes of which none is enough, and required",
    modal(label({ type: 22, custom_id: "c", options: options(2), min_values: 0 })),
    "data.components.0.component.min_values COMPONENT_MIN_VALUES_REQUIRED",
  ],
  [
    "a label without a part",
    modal({ type: 18, label: "x" }),
    "data.components.0.component BASE_TYPE_REQUIRED",
  ],
];

describe("a modal is refused for", () => {
  it.each(refusedModals)("%s", async (_what, body, complaint) => {
    const answered = await answer(sandbox, await typed(), body);
    expect(answered).toMatchObject({ status: 400, body: { code: 50035 } });
    expect(complaints(answered)).toContain(complaint);
  });
});

it("takes a modal of five parts of every kind", async () => {
  const parts = [
    label(input({ required: false, style: 2, value: "before" })),
    label({ type: 3, custom_id: "s", options: options(3), max_values: 2 }),
    label({ type: 21, custom_id: "r", options: options(2) }),
    label({ type: 22, custom_id: "c", options: options(3), min_values: 0, required: false }),
    { type: 10, content: "Words between" },
  ];
  expect((await answer(sandbox, await typed(), modal(...parts))).status).toBe(204);
});

describe("the first answer is refused", () => {
  it("a second time", async () => {
    const got = await typed();
    expect((await answer(sandbox, got, reply())).status).toBe(204);
    const again = await answer(sandbox, got, reply());
    expect(again).toMatchObject({
      status: 400,
      body: { code: 40060, message: "Interaction has already been acknowledged." },
    });
  });

  it("when a modal follows a defer", async () => {
    const got = await typed();
    await answer(sandbox, got, { type: 5 });
    expect((await answer(sandbox, got, modal(label(input())))).body.code).toBe(40060);
  });

  it("when it is late", async () => {
    const said = ash.slash("/urge").catch((error: unknown) => error);
    const got = await interaction(gateway);
    expect(await said).toMatchObject({ reason: "The application did not respond" });
    expect(await answer(sandbox, got, reply())).toMatchObject({ status: 404, body: { code: 10062 } });
  });

  it("for an interaction that never was", async () => {
    const got = await typed();
    expect((await answer(sandbox, { ...got, id: "123" }, reply())).body.code).toBe(10062);
  });

  it("with a token that is not its own", async () => {
    const [first, second] = [await typed(), await typed()];
    expect((await answer(sandbox, { ...first, token: second.token }, reply())).status).toBe(401);
  });

  it("when a command is told to update a message", async () => {
    expect(complaints(await answer(sandbox, await typed(), { type: 7, data: { content: "x" } }))).toEqual([
      "type BASE_TYPE_CHOICES",
    ]);
  });

  it("when a modal answers a modal", async () => {
    const got = await submitted(pressed);
    expect(complaints(await answer(sandbox, got, modal(label(input()))))).toEqual(["type BASE_TYPE_CHOICES"]);
  });

  it("when a modal that came from a command is told to update a message", async () => {
    const got = await submitted(typed);
    expect(complaints(await answer(sandbox, got, { type: 7, data: { content: "x" } }))).toEqual([
      "type BASE_TYPE_CHOICES",
    ]);
  });

  it("without a type", async () => {
    expect(complaints(await answer(sandbox, await typed(), { data: {} }))).toEqual([
      "type BASE_TYPE_REQUIRED",
    ]);
  });

  it("when it says nothing", async () => {
    expect((await answer(sandbox, await typed(), reply({ flags: 64 }))).body.code).toBe(50006);
  });

  it("for the same faults as any message", async () => {
    const two = { type: 1, components: [button.components[0], button.components[0]] };
    const answered = await answer(sandbox, await typed(), reply({ content: "x", components: [two] }));
    expect(complaints(answered)).toEqual([
      "data.components.0.components.1.custom_id COMPONENT_CUSTOM_ID_DUPLICATED",
    ]);
  });
});

describe("choices", () => {
  const typing = async (option: string) => {
    ash.autocomplete("/settings", { [option]: "1" }).catch(() => undefined);
    return interaction(gateway);
  };
  const choices = (...values: unknown[]) => ({
    type: 8,
    data: { choices: values.map((value, n) => ({ name: `c${n}`, value })) },
  });

  it("are given to whoever types", async () => {
    const asked = ash.autocomplete("/settings", { zone: "ber" });
    const got = await interaction(gateway);
    expect(got).toMatchObject({
      type: 4,
      data: { options: [{ name: "zone", value: "ber", focused: true }] },
    });
    await answer(sandbox, got, choices("Europe/Berlin"));
    expect(await asked).toEqual([{ name: "c0", value: "Europe/Berlin" }]);
  });

  it("are refused beyond twenty-five", async () => {
    const answered = await answer(
      sandbox,
      await typing("zone"),
      choices(...options(26).map(({ value }) => value)),
    );
    expect(complaints(answered)).toEqual(["data.choices BASE_TYPE_MAX_LENGTH"]);
  });

  it("are refused with a name of 101 letters", async () => {
    const body = { type: 8, data: { choices: [{ name: "x".repeat(101), value: "x" }] } };
    expect(complaints(await answer(sandbox, await typing("zone"), body))).toEqual([
      "data.choices.0.name BASE_TYPE_MAX_LENGTH",
    ]);
  });

  it("are refused when their type is not the option's", async () => {
    expect(complaints(await answer(sandbox, await typing("zone"), choices(3)))).toEqual([
      "data.choices.0.value STRING_TYPE_CONVERT",
    ]);
    expect(complaints(await answer(sandbox, await typing("count"), choices("x")))).toEqual([
      "data.choices.0.value NUMBER_TYPE_COERCE",
    ]);
  });

  it("do not answer a command, nor a message what is being typed", async () => {
    expect((await answer(sandbox, await typed(), choices("x"))).status).toBe(400);
    expect((await answer(sandbox, await typing("zone"), reply())).status).toBe(400);
  });
});

describe("the token", () => {
  let got: Received;
  let hook: string;
  beforeEach(async () => {
    got = await typed();
    hook = `/webhooks/${sandbox.applicationId}/${got.token}`;
  });
  const by = (method: string, path: string, body?: unknown) =>
    call(sandbox, method, hook + path, body, { token: null });

  it("opens nothing before the first answer", async () => {
    expect((await by("POST", "", { content: "x" })).body.code).toBe(10015);
    expect((await by("PATCH", "/messages/@original", { content: "x" })).body.code).toBe(10015);
  });

  it("reads, edits and deletes the answer, and adds to it", async () => {
    await answer(sandbox, got, reply({ content: "first", flags: 64 }));
    expect((await by("GET", "/messages/@original")).body).toMatchObject({ content: "first", flags: 64 });
    expect((await by("PATCH", "/messages/@original", { content: "second" })).body).toMatchObject({
      content: "second",
      flags: 64,
    });
    const more = await by("POST", "", { content: "third", flags: 64 });
    expect((await by("GET", `/messages/${String(more.body.id)}`)).body.content).toBe("third");
    expect((await by("DELETE", `/messages/${String(more.body.id)}`)).status).toBe(204);
    expect((await by("GET", `/messages/${String(more.body.id)}`)).body.code).toBe(10008);
  });

  it("fills in what was deferred, and keeps who may see it", async () => {
    await answer(sandbox, got, { type: 5, data: { flags: 64 } });
    expect(ash.lastMessage()).toMatchObject({ loading: true, ephemeral: true });
    const filled = await by("POST", "", { content: "now" });
    expect(filled.body).toMatchObject({ content: "now", flags: 64 });
    expect(ash.lastMessage()).toMatchObject({ loading: false, ephemeral: true, text: "now" });
  });

  it("lives for a quarter of an hour of the moved clock", async () => {
    await answer(sandbox, got, reply());
    sandbox.clock.moveTo(sandbox.clock.now() + 14 * 60_000);
    expect((await by("PATCH", "/messages/@original", { content: "y" })).status).toBe(200);
    sandbox.clock.moveTo(sandbox.clock.now() + 61_000);
    expect(await by("PATCH", "/messages/@original", { content: "z" })).toMatchObject({
      status: 401,
      body: { code: 50027 },
    });
  });

  it("does not open another interaction's messages", async () => {
    const other = await typed();
    await answer(sandbox, got, reply());
    await answer(sandbox, other, reply());
    const foreign = await call(
      sandbox,
      "GET",
      `/webhooks/${sandbox.applicationId}/${other.token}/messages/@original`,
      undefined,
      { token: null },
    );
    expect((await by("PATCH", `/messages/${String(foreign.body.id)}`, { content: "y" })).body.code).toBe(
      10008,
    );
  });

  it("belongs to this application", async () => {
    await answer(sandbox, got, reply());
    expect(
      (await call(sandbox, "POST", `/webhooks/99/${got.token}`, { content: "x" }, { token: null })).body.code,
    ).toBe(10015);
  });
});

it("gives back what it made, when asked to", async () => {
  const got = await typed();
  const path = `/interactions/${got.id}/${got.token}/callback?with_response=true`;
  const answered = await call(sandbox, "POST", path, reply({ content: "x", flags: 64 }), { token: null });
  expect(answered.body).toMatchObject({
    interaction: { id: got.id, type: 2, response_message_ephemeral: true, response_message_loading: false },
    resource: { type: 4, message: { content: "x", flags: 64, interaction_metadata: { id: got.id } } },
  });
});
