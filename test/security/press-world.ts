/**
 * Made-up presses, forms and commands, for the tests and, in larger numbers, for the bench: the real discord.js reads
 * them, the real dispatcher answers, on a real store. Only the socket is left out, which would take most of the time.
 */
import { Client, type APIInteraction } from "discord.js";
import fc from "fast-check";
import { v7 as uuidv7 } from "uuid";
import type { App } from "#app/app.ts";
import type { Painter } from "#app/painter.ts";
import type { Command } from "#discord/command.ts";
import { dispatcher } from "#discord/dispatch.ts";
import { loadCommands } from "#discord/load-commands.ts";
import { letters } from "#discord/letters.ts";
import { pending } from "#discord/pending.ts";
import { run } from "#storage/sql.ts";
import { ash, birch } from "#test/storage/harness.ts";
import { startSite } from "#test/web/site-world.ts";
import { openLog } from "../../src/log.ts";

/** What only the other member wrote. */
const theirs = "Birch wrote this and nobody else";

export interface Press {
  kind: "button" | "select" | "form" | "command" | "typing";
  /** Which handler or command, counted through all there are. */
  which: number;
  args: string[];
  values: string[];
  /** A form that was opened before is sent, or a button that was shown is pressed, instead of a forged one. */
  shown: boolean;
  who: "ash" | "stranger" | "moderator";
}

const text = fc.oneof(
  fc.constantFrom(
    "",
    "0",
    "-1",
    "7",
    "99999999999999999999",
    "NaN",
    "1e3",
    "yes",
    "__proto__",
    "constructor",
  ),
  fc.constantFrom(
    "weeks",
    "days",
    "plan",
    "first15",
    "phq-2",
    "Europe/Berlin",
    "22:00",
    "25:99",
    "2026-02-31",
  ),
  fc.constantFrom("@everyone <@1> [x](https://e.vil)", "\u202Etxt", "a\u0300".repeat(80), "x".repeat(5_000)),
  fc.string({ unit: "binary", maxLength: 40 }),
);
/** Ids that the world knows: filled in when the press is made. */
const id = fc.nat({ max: 60 }).map((index) => `#${index}`);
export const madeUpPress: fc.Arbitrary<Press> = fc.record({
  kind: fc.constantFrom("button", "button", "select", "form", "command", "typing"),
  which: fc.nat({ max: 100_000 }),
  args: fc.array(fc.oneof(id, text), { maxLength: 4 }),
  values: fc.array(fc.oneof(id, text), { minLength: 1, maxLength: 5 }),
  shown: fc.boolean(),
  who: fc.constantFrom("ash", "ash", "ash", "stranger", "moderator"),
});

export interface PressWorld extends AsyncDisposable {
  /** @throws when the bot failed, or showed anything of the other member */
  tryOut(press: Press): Promise<void>;
  /** How many answers there were by their kind, and how many handlers were found. */
  answers: Record<string, number>;
}

interface Handler {
  command: string;
  kind: "button" | "select" | "form";
  action: string;
}

function handlersOf(commands: Map<string, Command>): Handler[] {
  const of = (command: string, kind: Handler["kind"], known: object | undefined) =>
    Object.keys(known ?? {}).map((action) => ({ command, kind, action }));
  return [...commands].flatMap(([name, { buttons, selects, modals }]) => [
    ...of(name, "button", buttons),
    ...of(name, "select", selects),
    ...of(name, "form", modals),
  ]);
}

const users = {
  ash: { id: ash.id, username: "ash" },
  stranger: { id: "900000000000000099", username: "stranger" },
  moderator: { id: "900000000000000098", username: "mo" },
};
const bot = { id: "900000000000000001", username: "thaw", discriminator: "0001", avatar: null, bot: true };

export async function startPresses(): Promise<PressWorld> {
  const painter: Painter = { draw: async () => undefined, forget: () => undefined };
  const site = await startSite({ painter });
  const { app, clock } = site;
  const { store } = site.harness;
  const now = () => clock.now;
  const newId = () => uuidv7({ msecs: now() });
  const complaints: string[] = [];
  const log = openLog({ level: "error", now, to: { write: (line) => void complaints.push(line) } });
  await fill(app);
  const commands = await loadCommands();
  const handlers = handlersOf(commands);
  const before = await kept();
  const client = new Client({ intents: [] });
  const sent: string[] = [];
  const answers: Record<string, number> = {};
  const forms: { custom_id: string; components: object[] }[] = [];
  const buttons: string[] = [];
  client.rest.request = async ({ body, fullRoute }) => {
    const answer = JSON.parse(JSON.stringify(body ?? null)) as { type?: number; data?: object } | null;
    sent.push(JSON.stringify(answer));
    answers[answer?.type ?? "message"] = (answers[answer?.type ?? "message"] ?? 0) + 1;
    if (answer?.type === 9) remember(forms, answer.data as (typeof forms)[number]);
    for (const [, shown = ""] of (sent.at(-1) ?? "").matchAll(/"custom_id":"(1:[^"]+)"/g))
      remember(buttons, shown);
    return fullRoute.includes("/webhooks/") ? message(bot.id) : undefined;
  };
  let presses = 0;
  const dispatch = dispatcher({
    commands,
    app,
    log,
    now,
    haste: () => presses * 1000,
    mention: (name) => `**/${name}**`,
    pending: pending(now, newId),
    letters: letters(client.rest, log),
    newIncident: () => "4711",
  });
  const ids = (await everyId()).concat(ash.id, birch.id, "1", newId());

  async function everyId(): Promise<string[]> {
    return store.data.tx(function* ({ db, t }) {
      const records = yield* run(db.select({ id: t.record.id }).from(t.record));
      const due = yield* run(db.select({ id: t.due.id }).from(t.due));
      return [...records, ...due].map((row) => row.id);
    });
  }
  async function kept(): Promise<string> {
    return JSON.stringify(
      await Promise.all([
        app.myData.export({ ...birch, locale: "en" }),
        store.tx((q) => q.people.find(birch.id)),
      ]),
    );
  }
  const known = (value: string): string =>
    /^#\d+$/.test(value) ? (ids[Number(value.slice(1)) % ids.length] ?? "") : value;

  function interactionOf({ kind, which, args, values, shown, who }: Press): object {
    const given = values.map(known);
    if (kind === "command" || kind === "typing")
      return commandData(commands, which, given, kind === "typing");
    const fitting = handlers.filter((handler) => handler.kind === kind);
    const { command, action } = fitting[which % fitting.length]!;
    // Discord takes no id over a hundred characters, from nobody.
    const forged = ["1", command, action, ...args.map(known)].join(":").slice(0, 100);
    if (kind === "button") {
      const custom_id = shown && buttons.length > 0 ? buttons[which % buttons.length] : forged;
      return { type: 3, message: message(users[who].id), data: { component_type: 2, custom_id } };
    }
    if (kind === "select")
      return {
        type: 3,
        message: message(users[who].id),
        data: { component_type: 3, custom_id: forged, values: given },
      };
    const form = shown ? forms[which % Math.max(1, forms.length)] : undefined;
    return {
      type: 5,
      message: message(users[who].id),
      data: form ? filled(form, given) : { custom_id: forged, components: [] },
    };
  }

  return {
    answers,
    async tryOut(press) {
      presses += 1;
      clock.now += 61_000;
      sent.length = 0;
      const id = String(900_000_000_000_001_000n + BigInt(presses));
      const raw = { ...envelope(press.who), id, ...interactionOf(press) };
      await arrive(client, raw as APIInteraction, dispatch.handle);
      const failed = complaints.splice(0);
      if (failed.length > 0) throw new Error(`the bot failed: ${failed.join("\n")}\n${JSON.stringify(raw)}`);
      if (sent.some((answer) => answer.includes(theirs)))
        throw new Error(`shows what another member wrote: ${JSON.stringify(raw)}`);
      // Whoever erased themselves or took their yes back begins anew, so that there is something to press on.
      if (!(await store.tx((q) => q.people.find(ash.id)))?.consentVersion)
        await store.tx((q) => q.people.save({ ...ash, locale: "en" }));
    },
    async [Symbol.asyncDispose]() {
      const after = await kept();
      await client.destroy();
      await site[Symbol.asyncDispose]();
      if (withoutTime(after) !== withoutTime(before)) throw new Error("another member's data was changed");
    },
  };
}

const withoutTime = (json: string): string => json.replaceAll(/"exportedAt":\d+/g, "");

/** Something of each kind for both: theirs to be kept from the other. */
async function fill(app: App): Promise<void> {
  for (const person of [
    { ...ash, locale: "en" },
    { ...birch, locale: "en" },
  ]) {
    const words = person.id === birch.id ? theirs : "Ash’s own";
    await app.plans.add(person, "first15", [words]);
    await app.plans.add(person, "people", [words, words, words]);
    await app.plans.add(person, "if-then", [words, words]);
    await app.checkIns.add(person, "within", { note: words });
    const urge = await app.urges.log(person, 8);
    await app.urges.guess(person, urge.id, 9);
    const lapse = await app.lapses.begin(person);
    await app.lapses.amend(person, lapse.id, { stillWorks: words });
    await app.nudges.setEvening(person);
  }
}

/** A little memory: what was shown lately. */
function remember<T>(list: T[], one: T): void {
  list.push(one);
  if (list.length > 200) list.splice(0, 100);
}

const guild = "900000000000000050";

function envelope(who: Press["who"]): object {
  const user = { ...users[who], discriminator: "0", avatar: null, global_name: null };
  const moderator = who === "moderator";
  return {
    application_id: bot.id,
    token: "token",
    version: 1,
    locale: "en-US",
    channel_id: "900000000000000051",
    channel: { id: "900000000000000051", type: moderator ? 0 : 1 },
    authorizing_integration_owners: {},
    entitlements: [],
    app_permissions: "2147483647",
    attachment_size_limit: 10_000_000,
    ...(moderator
      ? {
          context: 0,
          guild_id: guild,
          guild: { id: guild, locale: "en-US", features: [] },
          member: {
            user,
            roles: [],
            permissions: "32",
            joined_at: "2026-01-01T00:00:00Z",
            deaf: false,
            mute: false,
            flags: 0,
          },
        }
      : { context: 1, user }),
  };
}

const message = (owner: string): object => ({
  id: "900000000000000200",
  channel_id: "900000000000000051",
  author: bot,
  content: "",
  timestamp: "2026-03-02T20:00:00Z",
  edited_timestamp: null,
  tts: false,
  mention_everyone: false,
  mentions: [],
  mention_roles: [],
  attachments: [],
  embeds: [],
  components: [],
  pinned: false,
  type: 20,
  flags: 64 | 32_768,
  interaction_metadata: {
    id: "900000000000000201",
    type: 2,
    user: { id: owner, username: "x", discriminator: "0", avatar: null },
    authorizing_integration_owners: {},
  },
});

interface Option {
  type: number;
  name: string;
  options?: Option[];
}

/** A command with some of its options, each with a value that may or may not be one. */
function commandData(
  commands: Map<string, Command>,
  which: number,
  values: string[],
  typing: boolean,
): object {
  const all = [...commands].filter(([, { data, autocomplete }]) => data && (!typing || autocomplete));
  const [name, command] = all[which % all.length]!;
  let { options = [] } = command.data!.toJSON() as { options?: Option[] };
  const path: Option[] = [];
  for (let sub = options[which % Math.max(1, options.length)]; sub && (sub.type === 1 || sub.type === 2);) {
    path.push(sub);
    options = sub.options ?? [];
    sub = options[which % Math.max(1, options.length)];
  }
  const given = options
    .filter((option) => option.type === 3 || option.type === 4)
    .filter((_, index) => typing || ((which >> index) & 1) === 0)
    .slice(0, typing ? 1 : 25)
    .map(({ type, name: option }, index) => ({
      type,
      name: option,
      value:
        type === 4 && !typing
          ? Math.trunc(Number(values[index % values.length])) || 0
          : values[index % values.length],
      ...(typing ? { focused: true } : {}),
    }));
  const nested = path.reduceRight<object[]>(
    (inside, { type, name: sub }) => [{ type, name: sub, options: inside }],
    given,
  );
  return { type: typing ? 4 : 2, data: { id: "900000000000000300", type: 1, name, options: nested } };
}

/** A form as it was opened, with made-up values in its fields. */
function filled(
  { custom_id, components }: { custom_id: string; components: object[] },
  values: string[],
): object {
  let next = 0;
  const value = () => values[next++ % values.length] ?? "";
  const answered = (part: {
    type: number;
    custom_id?: string;
    component?: object;
    components?: object[];
  }): object => {
    const { type, component, components: inner } = part;
    if (component) return { type, id: 1, component: answered(component as typeof part) };
    if (inner) return { type, id: 1, components: inner.map((one) => answered(one as typeof part)) };
    if (type === 4 || type === 21) return { type, id: 1, custom_id: part.custom_id, value: value() };
    if (type === 23) return { type, id: 1, custom_id: part.custom_id, value: value() === "yes" };
    return { type, id: 1, custom_id: part.custom_id, values: [value()] };
  };
  return {
    custom_id,
    components: components.map((part) => answered(part as Parameters<typeof answered>[0])),
  };
}

/** Hands an interaction to discord.js as the gateway would, and waits until it is answered. */
async function arrive(
  client: Client,
  raw: APIInteraction,
  handle: ReturnType<typeof dispatcher>["handle"],
): Promise<void> {
  let answered: Promise<void> | undefined;
  client.once("interactionCreate", (interaction) => void (answered = handle(interaction)));
  const { actions } = client as unknown as {
    actions: { InteractionCreate: { handle(data: unknown): void } };
  };
  actions.InteractionCreate.handle(raw);
  client.removeAllListeners("interactionCreate");
  await answered;
}
