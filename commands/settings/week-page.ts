/** All that would reach a member in seven days: when, what, from where and why, and what would be left out. */
import { channelMention, time } from "discord.js";
import type { Upcoming } from "#app/nudges.ts";
import type { Person } from "#app/store.ts";
import type { EpochMs } from "#core/ids.ts";
import { localDate } from "#core/wall-clock.ts";
import { customId, idsOf } from "#discord/custom-id.ts";
import { button, row, screen, type Screen } from "#discord/screen.ts";
import { dateFormat } from "#locale/date-format.ts";
import type { Translate } from "#locale/sentences.ts";
import { markup } from "#locale/value.ts";

const id = idsOf("settings");
/** As much as one message holds: of what comes in all, and of what is left out of one day for one reason. */
const shown = { coming: 45, leftOut: 4 };

export interface Coming extends Upcoming {
  /** Name of the server it is from; undefined where it is not known. */
  server: string | undefined;
}

type Held = NonNullable<Upcoming["held"]>;
type LeftOut = Coming & { held: Held };
const isLeftOut = (one: Coming): one is LeftOut => one.held !== null;

/** A day at a time: a line for each that comes, and beneath them in small letters what would be left out, and why. */
export function weekPage(t: Translate, upcoming: Coming[], person: Person): Screen {
  const comes = upcoming.filter((one) => !isLeftOut(one));
  const last = comes[shown.coming];
  const fits = last ? upcoming.filter(({ at }) => at < last.at) : upcoming;
  const days = Map.groupBy(fits, ({ at }) => localDate(at, person.zone));
  return screen(t, {
    text: [
      [t("settings.week", { count: comes.length }), ...reasons(t, person, upcoming)].join("\n"),
      [...days.values()].map((day) => dayBlock(t, day, person.zone)).join("\n"),
      last ? t("settings.week-more", { at: markup(time(Math.round(last.at / 1000), "D")) }) : "",
    ],
    rows: [
      row(
        button(id("open"), t.plain("button.back"), "main"),
        ...(hasStopped(upcoming) ? [button(customId("nudge", "again"), t.plain("nudge.button.again"))] : []),
      ),
    ],
  });
}

const hasStopped = (upcoming: Coming[]): boolean => upcoming.some(({ held }) => held === "stopped");

/** Why less comes than they would think. */
const reasons = (t: Translate, { dmState, pausedUntil }: Person, upcoming: Coming[]): string[] =>
  [
    dmState === "closed" ? t("settings.week-closed") : "",
    hasStopped(upcoming) ? t("settings.faded") : "",
    pausedUntil === null ? "" : t("settings.week-paused"),
  ].filter(Boolean);

function dayBlock(t: Translate, entries: Coming[], zone: string): string {
  const leftOut = Map.groupBy(entries.filter(isLeftOut), ({ held }) => held);
  return [
    dayName(t, entries[0]!.at, zone),
    ...entries.filter((one) => !isLeftOut(one)).map((one) => line(t, one)),
    ...[...leftOut].map(([held, those]) => leftOutLine(t, held, those)),
  ].join("\n");
}

const line = (t: Translate, one: Coming): string =>
  t("settings.week-line", { when: clock(one.at), kind: kindOf(t, one), source: markup(sourceOf(t, one)) });

function leftOutLine(t: Translate, held: Held, those: LeftOut[]): string {
  const named = those.slice(0, shown.leftOut).map((one) => {
    const values = { when: clock(one.at), kind: kindOf(t, one) };
    return one.server
      ? t("settings.week-left-out-from", { ...values, server: one.server })
      : t("settings.week-left-out", values);
  });
  return t(`settings.week-held.${held}`, {
    what: markup(named.join(", ")),
    more: Math.max(0, those.length - shown.leftOut),
  });
}

const clock = (at: EpochMs) => markup(time(Math.round(at / 1000), "t"));
const kindOf = (t: Translate, { kind }: Coming): string => t.plain(`settings.kind.${kind}`);

function sourceOf(
  t: Translate,
  { source, server, channelId }: Pick<Coming, "source" | "server" | "channelId">,
): string {
  if (source !== "server") return t(`settings.source.${source}`);
  const from = server ? t("settings.source.from", { server }) : t("settings.source.server");
  return channelId
    ? t("settings.source.posted", { from: markup(from), channel: markup(channelMention(channelId)) })
    : from;
}

const dayName = (t: Translate, at: EpochMs, zone: string): string =>
  `**${dateFormat(t.locale, { weekday: "long", day: "numeric", month: "long", timeZone: zone }).format(at)}**`;
