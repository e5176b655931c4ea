/** Goals with their days, and the monthly look at confidence. */
import type { Hono } from "hono";
import type { GoalDraft } from "#app/goals.ts";
import type { Person } from "#app/store.ts";
import { riskKinds } from "#core/risk.ts";
import { localDate } from "#core/wall-clock.ts";
import { type SiteDeps, type SiteEnv, visitOf } from "../deps.ts";
import { fieldsOf, numberIn, type Fields } from "../forms.ts";
import { beforeKeeping } from "../gate.ts";
import { baseOf, goTo, page } from "../page.ts";
import { daysPage } from "./days-view.ts";

export function dayPages(site: Hono<SiteEnv>, deps: SiteDeps): void {
  const { app, now } = deps;
  site.get("/days", async (c) => {
    const { person, t, token } = visitOf(c);
    const [goals, values, { daysOff = false }] = await Promise.all([
      app.goals.list(person),
      app.confidences.current(person),
      app.settings.get(person),
    ]);
    const today = localDate(now(), person.zone, person.dayStart);
    const view = { t, token, goals, values, daysOff, today, base: baseOf(deps), newId: deps.newId() };
    return page(c, deps, { title: t.plain("web.days.title"), current: "plan" }, daysPage(view));
  });
  const keeping: Record<string, (person: Person, id: string, draft: GoalDraft) => Promise<unknown>> = {
    add: (person, id, draft) => app.goals.add(person, draft, id || deps.newId()),
    change: (person, id, draft) => app.goals.change(person, id, draft),
  };
  for (const [name, keep] of Object.entries(keeping))
    site.post(`/days/${name}`, async (c) => {
      const fields = await fieldsOf(c);
      const draft = draftIn(fields);
      const asked = await beforeKeeping(c, deps, fields, [draft.words]);
      if (asked) return asked;
      await keep(visitOf(c).person, fields.text("id").slice(0, 100), draft);
      return goTo(c, deps, "/days?done=saved");
    });
  site.post("/days/stand", async (c) => {
    const fields = await fieldsOf(c);
    await app.goals.standStill(visitOf(c).person, fields.text("id"), fields.text("on") === "yes");
    return goTo(c, deps, "/days?done=saved");
  });
  site.post("/days/remove", async (c) => {
    await app.goals.remove(visitOf(c).person, (await fieldsOf(c)).text("id"));
    return goTo(c, deps, "/days?done=goal-removed");
  });
  site.post("/days/confidence", async (c) => {
    const { person } = visitOf(c);
    const fields = await fieldsOf(c);
    const before = await app.confidences.current(person);
    for (const kind of riskKinds) {
      const text = fields.text(kind);
      const value = text === "" ? undefined : numberIn(text);
      if (value !== before[kind]) await app.confidences.rate(person, kind, value);
    }
    return goTo(c, deps, "/days?done=saved");
  });
}

const draftIn = (fields: Fields): GoalDraft => ({
  words: fields.text("words"),
  since: fields.text("since").slice(0, 40),
  each: fields.text("each").slice(0, 20),
  unit: fields.text("unit"),
});
