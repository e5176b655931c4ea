/** Taking part in a server's schedule, from its panel: in, out, and which way it comes. */
import { channelMention, time } from "discord.js";
import type { Joined } from "#app/nudges.ts";
import { sentenceOf } from "#commands/schedule/words.ts";
import type { EpochMs, Zone } from "#core/ids.ts";
import { customId, idsOf } from "#discord/custom-id.ts";
import { button, row, screen, type Screen } from "#discord/screen.ts";
import { cityOf, clockTime } from "#locale/cities.ts";
import type { Translate } from "#locale/sentences.ts";
import { markup } from "#locale/value.ts";

const id = idsOf("nudge");

export interface Taking extends Joined {
  /** Name of the server; undefined when it is not known here. */
  server: string | undefined;
}

export interface TakingLook {
  /** Said first, after something was done. */
  title?: string;
  /** No direct message arrives, as was just tried. */
  closed?: boolean;
}

/** A member's place in a schedule: when it comes next, which way, and the way out. */
export function joinedPage(
  t: Translate,
  { schedule, way, next, server }: Taking,
  { zone, now, title = "", closed = false }: { zone: Zone; now: EpochMs } & TakingLook,
): Screen {
  const { id: scheduleId, channelId } = schedule;
  const other = way === "dm" ? "channel" : "dm";
  return screen(t, {
    text: [
      title,
      [
        sentenceOf(t, { ...schedule, way }, "member"),
        server ? t("nudge.from-server", { server }) : "",
        schedule.zone === null
          ? t("nudge.your-clock", { city: cityOf(zone), time: clockTime(now, zone, t.locale) })
          : "",
        next === null ? t("nudge.no-next") : t("nudge.next", { at: stamp(next, "F"), in: stamp(next, "R") }),
        wayLine(t, way, channelId),
      ]
        .filter(Boolean)
        .join("\n"),
    ],
    rows: [
      ...(closed ? [row(button(id("reopen"), t.plain("nudge.button.reopen"), "main"))] : []),
      row(
        ...(other === "dm" || channelId
          ? [button(id("way", scheduleId, other), t.plain(`nudge.button.way-${other}`))]
          : []),
        button(id("leave", scheduleId), t.plain("nudge.button.leave")),
        button(customId("settings", "week"), t.plain("nudge.button.my-week")),
        button(customId("settings", "open"), t.plain("nudge.button.settings")),
      ),
    ],
    accent: title && !closed ? "moss" : "ice",
  });
}

const wayLine = (t: Translate, way: "dm" | "channel", channelId: string | null): string =>
  way === "channel" && channelId
    ? t("nudge.way-line.channel", { channel: markup(channelMention(channelId)) })
    : t("nudge.way-line.dm");

const stamp = (at: EpochMs, style: "F" | "R") => markup(time(Math.round(at / 1000), style));

export const leftPage = (t: Translate, scheduleId: string): Screen =>
  screen(t, {
    text: [t("nudge.left")],
    rows: [row(button(id("join", scheduleId), t.plain("nudge.button.join-again")))],
    accent: "moss",
  });

/** Direct messages are closed: what to do, and the other way where there is one. */
export const closedNews = (t: Translate, text: string, other: boolean): Screen =>
  screen(t, {
    text: [text],
    rows: [
      row(
        button(id("reopen"), t.plain("nudge.button.reopen"), "main"),
        ...(other ? [button(id("all-channel"), t.plain("nudge.button.all-channel"))] : []),
        button(customId("settings", "open"), t.plain("nudge.button.settings")),
      ),
    ],
  });

/** They faded out: one tap brings them back. */
export const stoppedNews = (t: Translate): Screen =>
  screen(t, {
    text: [t("nudge.news.stopped")],
    rows: [
      row(
        button(id("again"), t.plain("nudge.button.again"), "main"),
        button(customId("settings", "open"), t.plain("nudge.button.settings")),
        button(id("seen"), t.plain("nudge.button.leave-off")),
      ),
    ],
  });

export const said = (t: Translate, text: string): Screen => screen(t, { text: [text], accent: "moss" });
