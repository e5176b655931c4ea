import { time } from "discord.js";
import type { Kept } from "#app/store.ts";
import type { Zone } from "#core/ids.ts";
import {
  actionLines,
  allEntries,
  entriesOf,
  isEmpty,
  planSections,
  type Plan,
  type PlanEntry,
  type PlanSection,
  type ReviewReason,
} from "#core/plan.ts";
import { customId, idsOf } from "#discord/custom-id.ts";
import { button, row, screen, select, type Screen } from "#discord/screen.ts";
import type { Translate } from "#locale/sentences.ts";
import { markup } from "#locale/value.ts";
import { sections } from "./lines.ts";

const id = idsOf("plan");

/**
 * The whole plan on one screen, what comes first on top; one reason at a time.
 * @param page whether there is a private page to write on
 */
export function recall(
  t: Translate,
  { plan, review }: { plan: Plan; review?: ReviewReason | undefined },
  reason: number,
  page: boolean,
): Screen {
  if (isEmpty(plan)) return emptyScreen(t, page);
  const reasons = entriesOf(plan, "reasons");
  const shown = reasons[reason % Math.max(1, reasons.length)];
  const rest = planSections.filter(
    (section) => !["first15", "people", "if-then", "reasons"].includes(section),
  );
  return screen(t, {
    text: [
      block(t, plan, "first15", true),
      block(t, plan, "people"),
      block(t, plan, "if-then"),
      shown ? `${t("plan.section.reasons")}\n${t("plan.line", { text: shown.text })}` : "",
      ...rest.map((section) => block(t, plan, section)),
      review ? t(`plan.review-due.${review}`) : "",
    ],
    rows: [
      row(
        ...(actionLines(plan).length > 0 ? [button(id("line", 0), t.plain("plan.button.line"), "main")] : []),
        ...(actionLines(plan).length > 1 ? [button(id("line", 1), t.plain("plan.button.another"))] : []),
        button(id("person", 0), t.plain("plan.button.person")),
        ...(reasons.length > 1 ? [button(id("reason", reason + 1), t.plain("plan.button.reason"))] : []),
        button(id("which"), t.plain("plan.button.which")),
      ),
      row(
        ...(review ? [button(id("review"), t.plain("plan.button.review"), "main")] : []),
        button(id("edit"), t.plain("plan.button.edit")),
        button(id("take"), t.plain("plan.button.take")),
        ...(review ? [] : [button(id("review"), t.plain("plan.button.review"))]),
        ...pageButton(t, page),
      ),
    ],
  });
}

/** On their own page, what a member writes does not pass through Discord. */
const pageButton = (t: Translate, page: boolean) =>
  page ? [button(customId("mydata", "page", "plan"), t.plain("plan.button.page"))] : [];

const emptyScreen = (t: Translate, page: boolean): Screen =>
  screen(t, {
    text: [t("plan.empty")],
    rows: [
      row(select(id("section"), t.plain("plan.pick-section"), sections(t))),
      row(
        button(id("own", "first15"), t.plain("plan.button.first"), "main"),
        button(id("build"), t.plain("plan.button.build")),
        ...pageButton(t, page),
      ),
    ],
  });

/** A section as a heading and its lines; nothing for an empty one. */
function block(t: Translate, plan: Plan, section: PlanSection, numbered = false): string {
  const entries = entriesOf(plan, section);
  if (entries.length === 0) return "";
  const lines = entries.map(({ text }, index) =>
    numbered ? t("plan.numbered", { number: index + 1, text }) : t("plan.line", { text }),
  );
  return [t(`plan.section.${section}`), ...lines].join("\n");
}

/** @param token of the screen: a button on it that is pressed twice counts once */
export const doLine = (
  t: Translate,
  { line, index, count }: { line: PlanEntry; index: number; count: number },
  token: string,
): Screen =>
  screen(t, {
    text: [t("plan.do", { text: line.text })],
    rows: [
      row(
        button(id("used", line.id, token), t.plain("plan.button.did"), "good"),
        ...(count > 1 ? [button(id("line", index + 1), t.plain("plan.button.another"))] : []),
        button(id("person", 0), t.plain("plan.button.person")),
        button(id("open"), t.plain("plan.button.whole")),
      ),
    ],
    accent: "dawn",
  });

/** @param token of the screen: a button on it that is pressed twice counts once */
export function person(t: Translate, plan: Plan, index: number, token: string): Screen {
  const someone = plan.people[index % Math.max(1, plan.people.length)];
  if (!someone) {
    return screen(t, {
      text: [t("plan.nobody")],
      rows: [row(select(id("section"), t.plain("plan.pick-section"), sections(t)))],
    });
  }
  return screen(t, {
    text: [
      t("plan.reach", { name: someone.name }),
      someone.how ? t("plan.how", { how: someone.how }) : "",
      someone.say ? t("plan.say", { say: someone.say }) : "",
    ],
    rows: [
      row(
        button(id("used", someone.id, token), t.plain("plan.button.reached"), "good"),
        ...(plan.people.length > 1
          ? [button(id("person", index + 1), t.plain("plan.button.next-person"))]
          : []),
        button(id("open"), t.plain("plan.button.whole")),
      ),
    ],
    accent: "dawn",
  });
}

export const used = (t: Translate): Screen =>
  screen(t, {
    text: [t("plan.used")],
    rows: [row(button(id("open"), t.plain("plan.button.whole")))],
    accent: "moss",
  });

/** A list shows no timestamps of Discord's, so its dates go by the member's clock. */
export function versions(t: Translate, kept: Kept<"plan">[], zone: Zone): Screen {
  const moment = new Intl.DateTimeFormat(t.locale, {
    dateStyle: "medium",
    timeStyle: "short",
    hourCycle: "h23",
    timeZone: zone,
  });
  const choices = kept.slice(1, 26).map(({ id: value, at, body }) => ({
    label: t.plain("plan.version", {
      date: moment.format(at),
      lines: allEntries(body).length,
    }),
    value,
    description: allEntries(body)[0]?.text ?? "",
  }));
  const newest = kept[0] ? t("plan.newest", { when: markup(time(Math.round(kept[0].at / 1000), "f")) }) : "";
  return screen(t, {
    text: [choices.length === 0 ? t("plan.no-versions") : t("plan.versions"), newest],
    rows: [
      ...(choices.length > 0 ? [row(select(id("version"), t.plain("plan.pick-version"), choices))] : []),
      row(button(id("open"), t.plain("button.back"))),
    ],
  });
}

/** After a form that was open while the line was changed elsewhere: both are kept. */
export const reworded = (t: Translate, meanwhile: "changed" | "removed"): Screen =>
  screen(t, {
    text: [t(`plan.meanwhile.${meanwhile}`)],
    rows: [
      row(
        button(id("open"), t.plain("plan.button.whole"), "main"),
        button(id("versions"), t.plain("plan.button.versions")),
      ),
    ],
  });
