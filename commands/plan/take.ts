/** Taking the plan away: as text, as a page to print, as a picture. The words go through Discord then, and it says so. */
import { helpFor, international, type CountryHelp } from "#core/help-line.ts";
import type { Picture, PlanPageWords } from "#core/chart-data-picture.ts";
import { planSections, type Plan, type PlanSection } from "#core/plan.ts";
import { planPage, planText } from "#core/plan-page.ts";
import { customId, idsOf } from "#discord/custom-id.ts";
import { button, row, screen, type Enclosure, type Screen } from "#discord/screen.ts";
import type { Translate } from "#locale/sentences.ts";

const id = idsOf("plan");

export const takes = ["text", "pdf", "png"] as const;
export type Take = (typeof takes)[number];

/** @param page whether there is a private page, where nothing passes through Discord */
export const take = (t: Translate, page: boolean): Screen =>
  screen(t, {
    text: [t("plan.take"), page ? t("plan.take-page") : ""],
    rows: [
      row(
        button(id("taken", "pdf"), t.plain("plan.button.pdf"), "main"),
        button(id("taken", "png"), t.plain("plan.button.png")),
        button(id("taken", "text"), t.plain("plan.button.text")),
        ...(page ? [button(customId("mydata", "page", "plan"), t.plain("plan.button.page"))] : []),
        button(id("open"), t.plain("button.back")),
      ),
    ],
  });

const namesOf = (t: Translate) =>
  Object.fromEntries(planSections.map((section) => [section, t.plain(`plan.name.${section}`)])) as Record<
    PlanSection,
    string
  >;

/** @param country the member's own, for the number at the foot */
export function planPicture(
  t: Translate,
  plan: Plan,
  countries: readonly CountryHelp[],
  country: string | undefined,
): Picture {
  const help = country ? helpFor(countries, country) : undefined;
  const numbers = help && help.country !== international ? help.emergency.map(({ number }) => number) : [];
  const words: PlanPageWords = {
    title: t.plain("plan.sheet.title"),
    subtitle: "",
    alt: planText(plan, namesOf(t), t.plain("plan.sheet.title")),
    headings: namesOf(t),
    cue: t.plain("plan.sheet.if"),
    response: t.plain("plan.sheet.then"),
    ...(numbers.length > 0 ? { danger: t.plain("plan.sheet.danger", { numbers: numbers.join(" · ") }) } : {}),
  };
  return { chart: "plan", data: planPage(plan), words };
}

export const textOf = (t: Translate, plan: Plan): Uint8Array =>
  new TextEncoder().encode(planText(plan, namesOf(t), t.plain("plan.sheet.title")));

/** @param bytes undefined when it could not be drawn just now */
export function taken(t: Translate, what: Take, alt: string, bytes: Uint8Array | undefined): Screen {
  const name = { text: "plan.txt", pdf: "plan.pdf", png: "plan.png" }[what];
  const enclosure: Enclosure | undefined = bytes && { name, bytes, alt };
  return screen(t, {
    text: [bytes ? t("plan.taken") : t("plan.not-drawn")],
    ...(what === "png" ? { picture: enclosure } : { document: enclosure }),
    rows: [row(button(id("take"), t.plain("button.back")), button(id("open"), t.plain("plan.button.whole")))],
  });
}
