/** A nudge of one's own, put together from lists. The draft rides in the ids: it holds times and days, no words. */
import { LabelBuilder, ModalBuilder, TextInputBuilder, TextInputStyle } from "discord.js";
import { Fault } from "#app/fault.ts";
import type { OwnNudge } from "#app/nudges.ts";
import type { MinuteOfDay } from "#core/ids.ts";
import { idsOf } from "#discord/custom-id.ts";
import { button, row, screen, select, type Screen } from "#discord/screen.ts";
import { clockOf, weekdayName } from "#locale/clock.ts";
import type { Translate } from "#locale/sentences.ts";

const id = idsOf("settings");

export const ownKinds = ["checkin", "drill", "practice", "prompt", "lesson", "look-back"] as const;
export type OwnKind = (typeof ownKinds)[number];

export interface Draft {
  kind: OwnKind;
  times: MinuteOfDay[];
  /** 0 for Sunday; all seven for every day. */
  weekdays: number[];
}

const timesAtMost = 4;
const everyDay = [0, 1, 2, 3, 4, 5, 6];

/** `checkin-1200.480-127`: kind, minutes, weekday bits. */
const written = ({ kind, times, weekdays }: Draft): string =>
  `${kind}-${times.join(".")}-${weekdays.reduce((bits, day) => bits | (1 << day), 0)}`;

/** A nudge that is there, to be changed. */
export const draftOfOwn = ({ kind, times, weekdays }: OwnNudge): Draft => ({
  kind: ownKinds.find((one) => one === kind) ?? "checkin",
  times,
  weekdays: weekdays.length === 0 ? everyDay : weekdays,
});

/** Reads a draft from an id, with one field changed as picked. Anything odd in a forged id falls back to the default. */
export function draftOf(text: string | undefined, field?: string, picked: string[] = []): Draft {
  const [, kindText, timesText = "", bits] = /^([a-z-]+?)-([\d.]*)-(\d+)$/.exec(text ?? "") ?? [];
  const times = timesText
    .split(".")
    .filter(Boolean)
    .map(Number)
    .filter((minute) => minute < 1440);
  const draft: Draft = {
    kind: ownKinds.find((kind) => kind === kindText) ?? "checkin",
    times: times.slice(0, timesAtMost),
    weekdays: everyDay.filter((day) => Number(bits ?? 127) & (1 << day)),
  };
  if (field === "kind") return { ...draft, kind: ownKinds.find((kind) => kind === picked[0]) ?? draft.kind };
  if (field === "times") return { ...draft, times: picked.map(Number).slice(0, timesAtMost) };
  if (field === "add-time")
    return {
      ...draft,
      times: [...new Set([...draft.times, ...picked.map(Number)])]
        .toSorted((a, b) => a - b)
        .slice(-timesAtMost),
    };
  if (field === "weekdays") return { ...draft, weekdays: picked.map(Number) };
  return draft;
}

/** "7:45", "07.45", "0745", "7" or "7pm" → minutes. @throws {Fault} bad-time */
export function timeIn(text: string): MinuteOfDay {
  const [, hourText, minuteText = "0", half] =
    /^\s*(\d{1,2})(?:[:.h ]?(\d{2}))?\s*(am|pm)?\s*$/i.exec(text) ?? [];
  const hour = half ? (Number(hourText) % 12) + (half.toLowerCase() === "pm" ? 12 : 0) : Number(hourText);
  const minute = Number(minuteText);
  if (hourText === undefined || hour > 23 || minute > 59 || (half && Number(hourText) > 12))
    throw new Fault("bad-time", { text });
  return hour * 60 + minute;
}

/** @param own id of the nudge that is changed; a new one has none yet */
export function nudgePage(t: Translate, draft: Draft, own = ""): Screen {
  const state = written(draft);
  const field = (name: string) => (own ? id("draft", state, name, own) : id("draft", state, name));
  const hours = [
    ...new Set([...Array.from({ length: 24 }, (_, hour) => hour * 60), ...draft.times]),
  ].toSorted((a, b) => a - b);
  const shown =
    hours.length > 25
      ? hours
          .filter((minute) => minute % 60 !== 0 || minute >= 5 * 60 || draft.times.includes(minute))
          .slice(0, 25)
      : hours;
  const choice = (value: number, label: string, chosen: boolean) => ({ label, value: String(value), chosen });
  return screen(t, {
    text: [t(own ? "settings.nudge-change-title" : "settings.nudge-title"), sentence(t, draft)],
    rows: [
      row(
        select(
          field("kind"),
          t.plain("settings.pick.kind"),
          ownKinds.map((kind) => ({
            label: t.plain(`settings.kind.${kind}`),
            value: kind,
            chosen: kind === draft.kind,
          })),
        ),
      ),
      row(
        select(
          field("times"),
          t.plain("settings.pick.times"),
          shown.map((minute) => choice(minute, clockOf(minute), draft.times.includes(minute))),
          { min: 1, max: timesAtMost },
        ),
      ),
      row(
        select(
          field("weekdays"),
          t.plain("settings.pick.days"),
          [1, 2, 3, 4, 5, 6, 0].map((day) =>
            choice(day, weekdayName(day, t.locale), draft.weekdays.includes(day)),
          ),
          { min: 1, max: 7 },
        ),
      ),
      row(
        button(id("keep", state, own), t.plain("settings.button.keep"), "main").setDisabled(
          draft.times.length === 0,
        ),
        button(id("time", state, own), t.plain("settings.button.time")),
        ...(own ? [button(id("drop", own), t.plain("settings.button.drop"))] : []),
        button(id("open"), t.plain("button.back")),
      ),
    ],
  });
}

function sentence(t: Translate, { kind, times, weekdays }: Draft): string {
  if (times.length === 0) return t("settings.no-times-yet");
  const days =
    weekdays.length === 7
      ? t.plain("settings.every-day")
      : weekdays.map((day) => weekdayName(day, t.locale)).join(", ");
  return t("settings.own-line", {
    kind: t.plain(`settings.kind.${kind}`),
    days,
    times: times.map(clockOf).join(", "),
  });
}

export const timeForm = (t: Translate, draft: string, own: string): ModalBuilder =>
  new ModalBuilder()
    .setCustomId(id("time", draft, own))
    .setTitle(t.plain("settings.time-title"))
    .addLabelComponents(
      new LabelBuilder()
        .setLabel(t.plain("settings.time-label"))
        .setTextInputComponent(
          new TextInputBuilder()
            .setCustomId("time")
            .setStyle(TextInputStyle.Short)
            .setMaxLength(8)
            .setRequired(true),
        ),
    );
