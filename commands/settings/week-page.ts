/** All that would reach a member in seven days: when, what, from where and why, and what would be left out. */
import { channelMention, time } from "discord.js";
import type { Upcoming } from "#app/nudges.ts";
import type { Person } from "#app/store.ts";
import type { EpochMs } from "#core/ids.ts";
import { localDate } from "#core/wall-clock.ts";
import { idsOf } from "#discord/custom-id.ts";
import { button, row, screen, type Screen } from "#discord/screen.ts";
import type { Translate } from "#locale/sentences.ts";
import { markup } from "#locale/value.ts";

const id = idsOf("settings");
const shown = 40;

export interface Coming extends Upcoming {
  /** Name of the server it is from; undefined where it is not known. */
  server: string | undefined;
}

export function weekPage(t: Translate, upcoming: Coming[], person: Person): Screen {
  const comes = upcoming.filter(({ held }) => held === null);
  const days = Map.groupBy(upcoming.slice(0, shown), ({ at }) => localDate(at, person.zone));
  const blocks = [...days].map(([, entries]) =>
    [dayName(t, entries[0]!.at, person.zone), ...entries.map((one) => line(t, one))].join("\n"),
  );
  return screen(t, {
    text: [t("settings.week", { count: comes.length }), blocks.join("\n")],
    rows: [row(button(id("open"), t.plain("button.back"), "main"))],
  });
}

function line(t: Translate, { at, kind, held, ...from }: Coming): string {
  const values = {
    when: markup(time(Math.round(at / 1000), "t")),
    kind: t.plain(`settings.kind.${kind}`),
    source: markup(sourceOf(t, from)),
  };
  return held ? t(`settings.week-held.${held}`, values) : t("settings.week-line", values);
}

function sourceOf(
  t: Translate,
  { source, server, channelId }: Pick<Coming, "source" | "server" | "channelId">,
) {
  if (source !== "server") return t(`settings.source.${source}`);
  const from = server ? t("settings.source.from", { server }) : t("settings.source.server");
  return channelId
    ? t("settings.source.posted", { from: markup(from), channel: markup(channelMention(channelId)) })
    : from;
}

const dayName = (t: Translate, at: EpochMs, zone: string): string =>
  `**${new Intl.DateTimeFormat(t.locale, { weekday: "long", day: "numeric", month: "long", timeZone: zone }).format(at)}**`;
