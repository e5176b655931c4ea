import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startSandbox } from "#sandbox/sandbox.ts";
import type { Sandbox } from "#sandbox/sandbox.ts";
import { call, channelId, complaints } from "./raw-bot.ts";

let sandbox: Sandbox;
let path: string;
beforeAll(async () => {
  sandbox = await startSandbox({ rateLimits: false });
  path = `/channels/${channelId(sandbox)}/messages`;
});
afterAll(() => sandbox.close());

const V2 = 1 << 15;
const row = (...components: object[]) => ({ type: 1, components });
const button = (more: object = {}) => ({ type: 2, style: 1, label: "Press", custom_id: "a", ...more });
const link = (more: object = {}) => ({
  type: 2,
  style: 5,
  label: "Look",
  url: "https://example.org",
  ...more,
});
const select = (more: object = {}) => ({
  type: 3,
  custom_id: "s",
  options: [{ label: "One", value: "1" }],
  ...more,
});
const words = (content: string) => ({ type: 10, content });
const container = (...components: object[]) => ({ type: 17, components });
const many = <T>(count: number, make: (n: number) => T) => Array.from({ length: count }, (_, n) => make(n));
const options = (count: number) => many(count, (n) => ({ label: `o${n}`, value: `${n}` }));
const v2 = (...components: object[]) => ({ flags: V2, components });
const v1 = (...components: object[]) => ({ content: "x", components });

const refused: [what: string, body: object, complaint: string][] = [
  ["more than 2000 letters", { content: "x".repeat(2001) }, "content BASE_TYPE_MAX_LENGTH"],
  ["content that is no text", { content: { a: 1 } }, "content STRING_TYPE_CONVERT"],
  ["negative flags", { content: "x", flags: -1 }, "flags NUMBER_TYPE_MIN"],
  ["unknown flags", { content: "x", flags: 1 << 20 }, "flags MESSAGE_FLAGS_INVALID"],
  ["flags that are no number", { content: "x", flags: "64" }, "flags NUMBER_TYPE_COERCE"],
  ["a nonce of 26 letters", { content: "x", nonce: "n".repeat(26) }, "nonce BASE_TYPE_MAX_LENGTH"],
  [
    "mentions of all users and of single ones",
    { content: "x", allowed_mentions: { parse: ["users"], users: ["1"] } },
    "allowed_mentions MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
  ],
  [
    "an unknown kind of mention",
    { content: "x", allowed_mentions: { parse: ["all"] } },
    "allowed_mentions.parse.0 BASE_TYPE_CHOICES",
  ],
  [
    "an attachment that was not sent",
    { content: "x", attachments: [{ id: "0" }] },
    "attachments.0.id ATTACHMENT_NOT_FOUND",
  ],
  // Components V2 and the old fields
  [
    "content beside Components V2",
    { ...v2(words("x")), content: "x" },
    "content MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
  ],
  [
    "embeds beside Components V2",
    { ...v2(words("x")), embeds: [{ title: "x" }] },
    "embeds MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
  ],
  ["a container without the flag", v1(container(words("x"))), "components.0 UNION_TYPE_CHOICES"],
  ["a button outside a row", v2(button()), "components.0 UNION_TYPE_CHOICES"],
  [
    "a container inside a container",
    v2(container(container(words("x")))),
    "components.0.components.0 UNION_TYPE_CHOICES",
  ],
  ["text inside a row", v2(row(words("x"))), "components.0.components.0 UNION_TYPE_CHOICES"],
  [
    "a section without accessory",
    v2({ type: 9, components: [words("x")] }),
    "components.0.accessory BASE_TYPE_REQUIRED",
  ],
  [
    "a section of four texts",
    v2({ type: 9, components: many(4, () => words("x")), accessory: button() }),
    "components.0.components BASE_TYPE_MAX_LENGTH",
  ],
  [
    "a button in a section's text",
    v2({ type: 9, components: [button()], accessory: button({ custom_id: "b" }) }),
    "components.0.components.0.type BASE_TYPE_CHOICES",
  ],
  ["an empty gallery", v2({ type: 12, items: [] }), "components.0.items BASE_TYPE_MIN_LENGTH"],
  [
    "eleven pictures in a gallery",
    v2({ type: 12, items: many(11, () => ({ media: { url: "https://example.org/a.png" } })) }),
    "components.0.items BASE_TYPE_MAX_LENGTH",
  ],
  [
    "a picture that was not sent along",
    v2({ type: 12, items: [{ media: { url: "attachment://a.png" } }] }),
    "components.0.items.0.media.url UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND",
  ],
  [
    "a picture from the disk",
    v2({ type: 12, items: [{ media: { url: "file:///etc/passwd" } }] }),
    "components.0.items.0.media.url URL_TYPE_INVALID_SCHEME",
  ],
  ["an empty text", v2(words("")), "components.0.content BASE_TYPE_MIN_LENGTH"],
  [
    "4001 letters in two texts",
    v2(words("x".repeat(2001)), container(words("x".repeat(2000)))),
    "components COMPONENT_MAX_TOTAL_TEXT_SIZE_EXCEEDED",
  ],
  [
    "41 components, nested ones counted",
    v2(container(...many(40, () => words("x")))),
    "components COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED",
  ],
  [
    "a colour out of range",
    v2({ ...container(words("x")), accent_color: 0x1000000 }),
    "components.0.accent_color NUMBER_TYPE_MAX",
  ],
  [
    "two components of one id",
    v2({ ...words("x"), id: 7 }, { ...words("y"), id: 7 }),
    "components.1.id COMPONENT_ID_DUPLICATED",
  ],
  // Rows
  ["six rows", v1(...many(6, (n) => row(button({ custom_id: `b${n}` })))), "components BASE_TYPE_BAD_LENGTH"],
  [
    "six buttons in a row",
    v1(row(...many(6, (n) => button({ custom_id: `b${n}` })))),
    "components.0.components BASE_TYPE_MAX_LENGTH",
  ],
  ["an empty row", v1(row()), "components.0.components BASE_TYPE_MIN_LENGTH"],
  [
    "a select beside a button",
    v1(row(button(), select())),
    "components.0.components.1 COMPONENT_LAYOUT_WIDTH_EXCEEDED",
  ],
  [
    "a text input in a message",
    v1(row({ type: 4, custom_id: "t", style: 1, label: "x" })),
    "components.0.components.0 UNION_TYPE_CHOICES",
  ],
  // Buttons
  [
    "a button without label and emoji",
    v1(row(button({ label: undefined }))),
    "components.0.components.0 BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED",
  ],
  [
    "a label of 81 letters",
    v1(row(button({ label: "x".repeat(81) }))),
    "components.0.components.0.label BASE_TYPE_MAX_LENGTH",
  ],
  [
    "a button without custom id",
    v1(row(button({ custom_id: undefined }))),
    "components.0.components.0.custom_id BASE_TYPE_REQUIRED",
  ],
  [
    "a custom id of 101 letters",
    v1(row(button({ custom_id: "x".repeat(101) }))),
    "components.0.components.0.custom_id BASE_TYPE_MAX_LENGTH",
  ],
  [
    "an empty custom id",
    v1(row(button({ custom_id: "" }))),
    "components.0.components.0.custom_id BASE_TYPE_MIN_LENGTH",
  ],
  ["an unknown style", v1(row(button({ style: 9 }))), "components.0.components.0.style BASE_TYPE_CHOICES"],
  [
    "a pressed button with a url",
    v1(row(button({ url: "https://example.org" }))),
    "components.0.components.0 BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE",
  ],
  [
    "a link without url",
    v1(row(link({ url: undefined }))),
    "components.0.components.0.url BASE_TYPE_REQUIRED",
  ],
  [
    "a link with a custom id",
    v1(row(link({ custom_id: "a" }))),
    "components.0.components.0 BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE",
  ],
  [
    "a link that runs a script",
    v1(row(link({ url: "javascript:alert(1)" }))),
    "components.0.components.0.url URL_TYPE_INVALID_SCHEME",
  ],
  [
    "a link that is no url",
    v1(row(link({ url: "example" }))),
    "components.0.components.0.url URL_TYPE_INVALID_URL",
  ],
  [
    "a premium button without what it sells",
    v1(row({ type: 2, style: 6 })),
    "components.0.components.0.sku_id BASE_TYPE_REQUIRED",
  ],
  [
    "two buttons of one custom id",
    v1(row(button()), row(button())),
    "components.1.components.0.custom_id COMPONENT_CUSTOM_ID_DUPLICATED",
  ],
  [
    "the same in a section's accessory",
    v2(row(button()), { type: 9, components: [words("x")], accessory: button() }),
    "components.1.accessory.custom_id COMPONENT_CUSTOM_ID_DUPLICATED",
  ],
  // Selects
  [
    "a select without options",
    v1(row(select({ options: [] }))),
    "components.0.components.0.options BASE_TYPE_MIN_LENGTH",
  ],
  [
    "26 options",
    v1(row(select({ options: options(26) }))),
    "components.0.components.0.options BASE_TYPE_MAX_LENGTH",
  ],
  [
    "two options of one value",
    v1(row(select({ options: [...options(2), { label: "again", value: "1" }] }))),
    "components.0.components.0.options.2.value SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
  ],
  [
    "an option without label",
    v1(row(select({ options: [{ value: "1" }] }))),
    "components.0.components.0.options.0.label BASE_TYPE_REQUIRED",
  ],
  [
    "more to choose than there is",
    v1(row(select({ max_values: 2 }))),
    "components.0.components.0.max_values SELECT_COMPONENT_MAX_VALUES_TOO_LARGE",
  ],
  [
    "a least number above the greatest",
    v1(row(select({ min_values: 2, max_values: 1 }))),
    "components.0.components.0.min_values SELECT_COMPONENT_MIN_VALUES_TOO_LARGE",
  ],
  ["26 at most", v1(row(select({ max_values: 26 }))), "components.0.components.0.max_values NUMBER_TYPE_MAX"],
  [
    "more chosen than may be",
    v1(row(select({ options: options(3).map((one) => ({ ...one, default: true })) }))),
    "components.0.components.0.options SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES",
  ],
  [
    "a placeholder of 151 letters",
    v1(row(select({ placeholder: "x".repeat(151) }))),
    "components.0.components.0.placeholder BASE_TYPE_MAX_LENGTH",
  ],
  // Embeds
  ["an embed of nothing", { embeds: [{}] }, "embeds.0.description BASE_TYPE_REQUIRED"],
  ["eleven embeds", { embeds: many(11, () => ({ title: "x" })) }, "embeds BASE_TYPE_MAX_LENGTH"],
  [
    "an embed's title of 257",
    { embeds: [{ title: "x".repeat(257) }] },
    "embeds.0.title BASE_TYPE_MAX_LENGTH",
  ],
  [
    "an embed's text of 4097",
    { embeds: [{ description: "x".repeat(4097) }] },
    "embeds.0.description BASE_TYPE_MAX_LENGTH",
  ],
  [
    "26 fields",
    { embeds: [{ title: "x", fields: many(26, () => ({ name: "n", value: "v" })) }] },
    "embeds.0.fields BASE_TYPE_MAX_LENGTH",
  ],
  [
    "an empty field",
    { embeds: [{ title: "x", fields: [{ name: "n", value: "" }] }] },
    "embeds.0.fields.0.value BASE_TYPE_REQUIRED",
  ],
  [
    "a field's name of 257",
    { embeds: [{ fields: [{ name: "x".repeat(257), value: "v" }] }] },
    "embeds.0.fields.0.name BASE_TYPE_MAX_LENGTH",
  ],
  [
    "a field of 1025",
    { embeds: [{ fields: [{ name: "n", value: "x".repeat(1025) }] }] },
    "embeds.0.fields.0.value BASE_TYPE_MAX_LENGTH",
  ],
  [
    "6001 letters in all embeds",
    { embeds: many(2, () => ({ description: "x".repeat(3001) })) },
    "embeds MAX_EMBED_SIZE_EXCEEDED",
  ],
  [
    "an embed's colour below nothing",
    { embeds: [{ title: "x", color: -1 }] },
    "embeds.0.color NUMBER_TYPE_MIN",
  ],
  [
    "an embed's link without scheme",
    { embeds: [{ title: "x", url: "example.org" }] },
    "embeds.0.url URL_TYPE_INVALID_URL",
  ],
  [
    "a picture over ftp",
    { embeds: [{ image: { url: "ftp://example.org/a" } }] },
    "embeds.0.image.url URL_TYPE_INVALID_SCHEME",
  ],
];

describe("a message is refused for", () => {
  it.each(refused)("%s", async (_what, body, complaint) => {
    const answered = await call(sandbox, "POST", path, body);
    expect(answered).toMatchObject({ status: 400, body: { code: 50035 } });
    expect(complaints(answered)).toContain(complaint);
  });
});

describe("an empty message is refused with its own code", () => {
  it.each([
    {},
    { content: "" },
    { content: "  \n" },
    { content: null, embeds: [], components: [] },
    { flags: V2 },
  ])("%j", async (body) => {
    const answered = await call(sandbox, "POST", path, body);
    expect(answered).toMatchObject({
      status: 400,
      body: { code: 50006, message: "Cannot send an empty message" },
    });
  });
});

describe("a message is taken", () => {
  const taken: [string, object][] = [
    ["of 2000 letters that take two units each", { content: "🌊".repeat(2000) }],
    ["of buttons alone", { components: [row(button())] }],
    ["with a label of 80 emoji", v1(row(button({ label: "🌊".repeat(80) })))],
    [
      "with an emoji of a server by its id alone",
      v1(row(button({ label: undefined, emoji: { id: "123" } }))),
    ],
    [
      "with disabled buttons, links and selects of every kind",
      v1(
        row(button({ disabled: true }), link()),
        ...[5, 6, 7, 8].map((type) => row({ type, custom_id: `s${type}` })),
      ),
    ],
    ["of forty components", v2(container(...many(39, () => words("x"))))],
    ["of 4000 letters in Components V2", v2(words("x".repeat(4000)))],
    ["with the old fields emptied beside Components V2", { ...v2(words("x")), content: null, embeds: [] }],
    [
      "with pictures from the web",
      v2({ type: 12, items: [{ media: { url: "https://example.org/a.png" }, description: "A wave" }] }),
    ],
    [
      "with a section, a separator and a thumbnail",
      v2(
        {
          type: 9,
          components: [words("x")],
          accessory: { type: 11, media: { url: "https://example.org/a.png" } },
        },
        { type: 14, spacing: 2 },
      ),
    ],
  ];
  it.each(taken)("%s", async (_what, body) => {
    expect((await call(sandbox, "POST", path, body)).status).toBe(200);
  });
});

describe("an edit", () => {
  let message: string;
  beforeEach(async () => {
    const made = await call(sandbox, "POST", path, { content: "x" });
    message = `${path}/${String(made.body.id)}`;
  });

  it("is refused when nothing would be left", async () => {
    expect((await call(sandbox, "PATCH", message, { content: "" })).body.code).toBe(50006);
  });

  it("is refused when it turns to Components V2 and leaves the content standing", async () => {
    const answered = await call(sandbox, "PATCH", message, v2(words("y")));
    expect(complaints(answered)).toEqual(["content MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"]);
    expect((await call(sandbox, "PATCH", message, { ...v2(words("y")), content: null })).status).toBe(200);
  });

  it("of a message in Components V2 needs no flag, and may not bring content back", async () => {
    const made = await call(sandbox, "POST", path, v2(words("x")));
    const at = `${path}/${String(made.body.id)}`;
    expect((await call(sandbox, "PATCH", at, { components: [words("y")] })).status).toBe(200);
    expect((await call(sandbox, "PATCH", at, { content: "y" })).status).toBe(400);
  });

  it("changes only what it names, and shows that it was one", async () => {
    const answered = await call(sandbox, "PATCH", message, { components: [row(button())] });
    expect(answered.body).toMatchObject({ content: "x", components: [{ type: 1 }] });
    expect(answered.body.edited_timestamp).not.toBeNull();
  });
});

it("refuses what is no JSON", async () => {
  const response = await fetch(`${sandbox.api}/v10${path}`, {
    method: "POST",
    headers: { authorization: `Bot ${sandbox.token}`, "content-type": "application/json" },
    body: "{",
  });
  expect(await response.json()).toMatchObject({ code: 50109 });
});

it("keeps every refusal, so that a test can fail for it", async () => {
  await using other = await startSandbox();
  await call(other, "POST", `/channels/${channelId(other)}/messages`, { content: "" });
  expect(other.violations()).toMatchObject([{ method: "POST", status: 400, problems: [{ code: 50006 }] }]);
});
