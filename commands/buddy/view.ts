/** Who is whose person, hours, and ending it. */
import { UserSelectMenuBuilder, time, userMention } from "discord.js";
import { reachButton } from "#commands/reach/view.ts";
import type { BuddyOverview } from "#app/buddies.ts";
import { buddyLimits } from "#core/buddy.ts";
import type { EpochMs, MinuteOfDay, Snowflake } from "#core/ids.ts";
import { customId, idsOf } from "#discord/custom-id.ts";
import { button, row, screen, select, type Row, type Screen } from "#discord/screen.ts";
import { clockOf } from "#locale/clock.ts";
import type { Translate } from "#locale/sentences.ts";
import { markup } from "#locale/value.ts";
import type { Names } from "./names.ts";

const id = idsOf("buddy");
const who = (person: Snowflake) => markup(userMention(person));
const stamp = (at: EpochMs, style: "R" | "D") => markup(time(Math.round(at / 1000), style));

/** @param alone in a direct message with the bot, where Discord has nobody else to pick */
export function overview(t: Translate, own: BuddyOverview, names: Names, alone: boolean): Screen {
  const { buddies, wishes, asked, blocked, hours } = own;
  const free = buddies.length < buddyLimits.people;
  const lines = [
    ...buddies.map((buddy) => buddyLine(t, own, buddy)),
    ...wishes.map((person) => t("buddy.wish", { who: who(person) })),
    ...asked.map((person) => t("buddy.asked-line", { who: who(person) })),
  ];
  return screen(t, {
    text: [
      lines.length > 0 ? t("buddy.title") : t("buddy.none"),
      lines.join("\n"),
      buddies.length > 0 ? hoursLine(t, hours) : "",
      free && alone ? t("buddy.in-server") : "",
    ],
    rows: [
      ...buddies.map(({ id: person }) => buddyRow(t, person, names)),
      ...wishes.slice(0, buddyLimits.people).map((person) => wishRow(t, person, names)),
      ...asked.map((person) =>
        row(button(id("end", person), t.plain("buddy.button.take-back", { name: nameOf(names, person) }))),
      ),
      ...(free && !alone ? [row(picker(t))] : []),
      row(
        ...(buddies.length > 0 ? [button(id("hours"), t.plain("buddy.button.hours"))] : []),
        button(id("reach"), t.plain("buddy.button.reach"), "main"),
        ...(blocked.length > 0 ? [button(id("blocked"), t.plain("buddy.button.blocked"))] : []),
      ),
    ],
  });
}

function buddyLine(
  t: Translate,
  { passed }: BuddyOverview,
  { id: person, since }: BuddyOverview["buddies"][number],
): string {
  const last = passed.findLast(({ to }) => to === person);
  const line = t("buddy.line", { who: who(person), since: stamp(since, "D") });
  if (!last) return line;
  const said = last.answer ? t(`buddy.answered.${last.answer}`) : t("buddy.answered.not-yet");
  return `${line}\n${t("buddy.last", { when: stamp(last.at, "R"), said })}`;
}

const nameOf = (names: Names, person: Snowflake): string => names.get(person) ?? "";

const buddyRow = (t: Translate, person: Snowflake, names: Names): Row =>
  row(
    button(id("write", person), t.plain("buddy.button.write", { name: nameOf(names, person) }), "main"),
    button(id("about", person), t.plain("buddy.button.about", { name: nameOf(names, person) })),
  );

const wishRow = (t: Translate, person: Snowflake, names: Names): Row =>
  row(
    button(id("agree", person), t.plain("buddy.button.agree", { name: nameOf(names, person) }), "main"),
    button(id("end", person), t.plain("buddy.button.no")),
    button(id("block", person), t.plain("buddy.button.block")),
  );

const picker = (t: Translate) =>
  new UserSelectMenuBuilder().setCustomId(id("name")).setPlaceholder(t.plain("buddy.pick"));

const hoursLine = (t: Translate, hours: BuddyOverview["hours"]): string =>
  hours ? t("buddy.hours-line", { from: clockOf(hours.from), to: clockOf(hours.to) }) : t("buddy.any-hour");

/** Nobody is written to who did not ask for it: the two tell each other. */
export const named = (t: Translate, person: Snowflake, how: "agreed" | "asked"): Screen =>
  screen(t, {
    text: [t(`buddy.${how}`, { who: who(person) })],
    rows: [row(button(id("open"), t.plain("button.back"), "main"))],
    accent: "moss",
  });

/** Ending, blocking, reporting: one tap each, without a reason. */
export const about = (t: Translate, person: Snowflake): Screen =>
  screen(t, {
    text: [t("buddy.about", { who: who(person) })],
    rows: [
      row(
        button(id("end", person), t.plain("buddy.button.end")),
        button(id("block", person), t.plain("buddy.button.block")),
        button(id("report", person), t.plain("buddy.button.report")),
      ),
      row(button(id("hours"), t.plain("buddy.button.hours")), button(id("open"), t.plain("button.back"))),
    ],
  });

export const ended = (t: Translate): Screen => done(t, t("buddy.ended"));
export const isBlocked = (t: Translate): Screen => done(t, t("buddy.is-blocked"));

/** They are blocked by then; who is to know of it is the member's own choice. */
export const reported = (t: Translate, person: Snowflake): Screen =>
  screen(t, {
    text: [t("buddy.reported", { who: who(person) })],
    rows: [
      row(
        button(customId("report", "name", "misuse", "nameless"), t.plain("buddy.button.tell"), "main"),
        button(id("open"), t.plain("button.back")),
      ),
    ],
    accent: "moss",
  });

const done = (t: Translate, text: string): Screen =>
  screen(t, { text: [text], rows: [row(button(id("open"), t.plain("button.back")))], accent: "moss" });

export const blockedPage = (t: Translate, blocked: readonly Snowflake[], names: Names): Screen =>
  screen(t, {
    text: [blocked.length > 0 ? t("buddy.blocked") : t("buddy.nobody-blocked")],
    rows: [
      ...(blocked.length > 0
        ? [
            row(
              select(
                id("unblock"),
                t.plain("buddy.pick-unblock"),
                blocked.slice(0, 25).map((person) => ({ label: nameOf(names, person), value: person })),
              ),
            ),
          ]
        : []),
      row(button(id("open"), t.plain("button.back"))),
    ],
  });

export function hoursPage(t: Translate, hours: BuddyOverview["hours"]): Screen {
  const choices = (chosen: MinuteOfDay | undefined) =>
    Array.from({ length: 24 }, (_, hour) => ({
      label: clockOf(hour * 60),
      value: String(hour * 60),
      chosen: hour * 60 === chosen,
    }));
  return screen(t, {
    text: [t("buddy.hours"), hoursLine(t, hours)],
    rows: [
      row(select(id("hours", "from"), t.plain("buddy.pick-from"), choices(hours?.from))),
      row(select(id("hours", "to"), t.plain("buddy.pick-to"), choices(hours?.to))),
      row(
        ...(hours ? [button(id("any-hour"), t.plain("buddy.button.any-hour"))] : []),
        button(id("open"), t.plain("button.back"), "main"),
      ),
    ],
  });
}

/**
 * Everybody there is: of the plan, buddies, moderators and numbers.
 * @param onCall whether this server has somebody who can be asked to get in touch
 */
export function reach(
  t: Translate,
  people: readonly { name: string; how?: string; say?: string }[],
  { buddies, onCall }: { buddies: readonly Snowflake[]; onCall: boolean },
  names: Names,
): Screen {
  const lines = people
    .slice(0, 5)
    .map(({ name, how, say }) =>
      [t("buddy.person", { name }), how ? t("buddy.how", { how }) : "", say ? t("buddy.say", { say }) : ""]
        .filter(Boolean)
        .join(" · "),
    );
  return screen(t, {
    text: [
      t("buddy.reach"),
      lines.join("\n"),
      lines.length === 0 && buddies.length === 0 ? t("buddy.nobody") : "",
    ],
    rows: [
      ...buddies.map((person) =>
        row(
          button(id("write", person), t.plain("buddy.button.write", { name: nameOf(names, person) }), "main"),
        ),
      ),
      ...(onCall ? [row(reachButton(t))] : []),
      row(
        button(customId("help-now", "open"), t.plain("buddy.button.numbers"), "main"),
        button(customId("plan", people.length > 0 ? "open" : "edit"), t.plain("buddy.button.plan")),
        button(id("open"), t.plain("buddy.button.buddies")),
        button(customId("help", "stop"), t.plain("button.stop")),
      ),
    ],
    accent: "dawn",
    help: false,
  });
}

/** To the one who answered. @param arrived whether the other was told */
export const answered = (t: Translate, person: Snowflake, arrived: boolean): Screen =>
  screen(t, {
    text: [t(arrived ? "buddy.told" : "buddy.told-later", { who: who(person) })],
    rows: [row(button(id("about", person), t.plain("buddy.button.not-right")))],
    accent: "moss",
  });
