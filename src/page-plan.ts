/** The plan to take along from the private page: one sheet, or plain text, without a detour through Discord. */
import type { App } from "#app/app.ts";
import { planPicture, textOf } from "#commands/plan/take.ts";
import type { PlanFiles } from "#web/deps.ts";

export const pagePlan = ({
  plans,
  settings,
  help,
  painter,
}: Pick<App, "plans" | "settings" | "help" | "painter">): PlanFiles => ({
  async sheet(person, t) {
    const [plan, { country }] = await Promise.all([plans.current(person), settings.get(person)]);
    const picture = planPicture(t, plan, help.countries, country);
    return painter.draw(picture, { theme: "light", locale: t.locale }, "pdf", person.id);
  },
  text: async (person, t) => textOf(t, await plans.current(person)),
});
