import { time, type ButtonBuilder } from "discord.js";
import type { EpochMs } from "#core/ids.ts";
import type { NudgeKind } from "#core/schedule.ts";
import type { Missed } from "#app/nudges.ts";
import { customId, idsOf } from "#discord/custom-id.ts";
import { button, helpButton, row, rowsOf, screen, type Row, type Screen } from "#discord/screen.ts";
import type { Translate } from "#locale/sentences.ts";
import { markup } from "#locale/value.ts";

const id = idsOf("nudge");
const numbers = Array.from({ length: 11 }, (_, value) => value);

/** What finds a delivery again: due row, epoch, occurrence. */
export interface NudgeKey {
  dueId: string;
  epoch: number;
  occ: number;
}

export interface NudgeMessage {
  content: string;
  components: Row[];
  allowedMentions: { parse: [] };
}

const keyed = (action: string, { dueId, epoch, occ }: NudgeKey, ...more: (string | number)[]): string =>
  id(action, dueId, epoch, occ, ...more);
const message = (content: string, components: Row[]): NudgeMessage => ({
  content,
  components,
  allowedMentions: { parse: [] },
});

/** How long *later* can be, in minutes; the last two are times of the member's own clock. */
export const laterChoices = ["20", "60", "evening", "tomorrow"] as const;

/** A message that came unasked: plain words that give nothing away, and the ways on. */
export function nudgeMessage(
  t: Translate,
  kind: NudgeKind,
  key: NudgeKey,
  options: { late: boolean; ask: boolean; record?: string | undefined },
): NudgeMessage {
  if (options.ask)
    return message(t("nudge.still-wanted"), [
      row(button(keyed("wanted", key), t.plain("nudge.button.wanted"), "main"), ...ways(t, kind, key)),
    ]);
  if (kind === "urge-follow-up" && options.record)
    return message(t("nudge.urge-follow-up"), numberRows(t, options.record));
  const words = t(`nudge.text.${kind}`);
  const main = button(keyed("open", key, kind), t.plain(`nudge.button.${kind}`), "main");
  return message(options.late ? `${words}\n${t("nudge.late")}` : words, [row(main, ...ways(t, kind, key))]);
}

/** A neutral post for everybody, with a button that opens for each alone; moderators' own words as they wrote them. */
export function channelPost(
  t: Translate,
  kind: NudgeKind,
  key: NudgeKey,
  { text, here }: { text?: string | undefined; here?: number | undefined },
): NudgeMessage {
  if (kind === "text") return message(text ?? t("nudge.text.text"), [row(helpButton(t))]);
  const words = here === undefined ? t("nudge.channel-post") : t("nudge.channel-post-again", { here });
  return message(words, [
    row(button(keyed("open", key, kind), t.plain(`nudge.button.${kind}`), "main"), helpButton(t)),
  ]);
}

/** A neutral invitation to a drill, with what it touches; never the scene. It opens for each alone. */
export const groupPost = (
  t: Translate,
  { groupId, notes }: { groupId: string; notes: readonly string[] },
): NudgeMessage =>
  message(t("nudge.group-post", { notes: notes.join(" · ") }), [
    row(button(customId("drill", "group", groupId), t.plain("nudge.button.drill"), "main"), helpButton(t)),
  ]);

const ways = (t: Translate, kind: NudgeKind, key: NudgeKey): ButtonBuilder[] => [
  button(keyed("later", key, kind), t.plain("nudge.button.later")),
  button(keyed("pause", key, kind), t.plain("nudge.button.pause")),
  button(keyed("stop", key), t.plain("button.stop")),
  helpButton(t),
];

/** The number itself is the answer: one tap, without opening anything. */
const numberRows = (t: Translate, urgeId: string): Row[] => [
  ...rowsOf(
    numbers.map((value) => button(id("number", urgeId, value), String(value))),
    4,
  ),
  row(button(id("no-number", urgeId), t.plain("button.not-now")), helpButton(t)),
];

export const laterPage = (t: Translate, key: NudgeKey, kind: NudgeKind): NudgeMessage =>
  message(t("nudge.later"), [
    row(
      ...laterChoices.map((choice) =>
        button(keyed("put-off", key, choice, kind), t.plain(`nudge.later-choice.${choice}`)),
      ),
      button(keyed("back", key, kind), t.plain("button.back")),
    ),
    row(helpButton(t)),
  ]);

export const pausePage = (t: Translate, key: NudgeKey, kind: NudgeKind): NudgeMessage =>
  message(t("nudge.pause"), [
    row(
      button(keyed("paused", key, 1), t.plain("nudge.pause-choice.day")),
      button(keyed("paused", key, 7), t.plain("nudge.pause-choice.week")),
      button(keyed("until", key), t.plain("nudge.pause-choice.until")),
      button(keyed("stop", key), t.plain("nudge.pause-choice.stop")),
      button(keyed("back", key, kind), t.plain("button.back")),
    ),
    row(helpButton(t)),
  ]);

/** Once used, what is left is a line that says nothing of what it was. */
export const used = (t: Translate): NudgeMessage => message(t("nudge.used"), [row(helpButton(t))]);
export const putOff = (t: Translate, until: EpochMs): NudgeMessage =>
  message(t("nudge.put-off", { when: markup(time(Math.round(until / 1000), "R")) }), [row(helpButton(t))]);
export const paused = (t: Translate, until: EpochMs): NudgeMessage =>
  message(t("nudge.paused", { until: markup(time(Math.round(until / 1000), "f")) }), [
    row(button(customId("settings", "paused", 0), t.plain("nudge.button.resume")), helpButton(t)),
  ]);
/** @param scheduleId what can be joined again; without it, it was one of their own */
export const stopped = (t: Translate, mention: string, scheduleId?: string): NudgeMessage =>
  scheduleId === undefined
    ? message(t("nudge.stopped", { settings: markup(mention) }), [row(helpButton(t))])
    : message(t("nudge.stopped-schedule"), [
        row(button(customId("nudge", "join", scheduleId), t.plain("nudge.button.join-again")), helpButton(t)),
      ]);

/** Sent once, before a first promise: whether a direct message arrives is known then. */
export const hello = (t: Translate): NudgeMessage => message(t("nudge.hello"), [row(helpButton(t))]);

/** What was asked for and could not be brought, shown at the member's next command. */
export function missed(t: Translate, { kind, dueAt, record }: Missed): Screen {
  const when = markup(time(Math.round(dueAt / 1000), "R"));
  if (kind === "urge-follow-up" && record) {
    return screen(t, {
      text: [t("nudge.missed", { when }), t("nudge.missed-number")],
      rows: rowsOf(
        numbers.map((value) => button(customId("urge", "read", record, value), String(value))),
        4,
      ),
    });
  }
  return screen(t, {
    text: [t("nudge.missed", { when })],
    rows: [row(button(id("missed", kind), t.plain(`nudge.button.${kind}`), "main"))],
  });
}
