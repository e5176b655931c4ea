/** The coping plan: read, written, put in order, paired from lists. */
import type { Hono } from "hono";
import { Fault } from "#app/fault.ts";
import { allEntries, planSections, type EntryFields, type PlanSection } from "#core/plan.ts";
import { phraseOf, type StarterList } from "#core/plan-cues.ts";
import { type PlanFiles, type SiteContext, type SiteDeps, type SiteEnv, visitOf } from "../deps.ts";
import { fieldsOf, numberIn, type Fields } from "../forms.ts";
import { beforeKeeping } from "../gate.ts";
import { baseOf, goTo, page } from "../page.ts";
import { pairPage, pairWords } from "./pair-view.ts";
import { planPage } from "./plan-view.ts";
import { versionsPage } from "./versions-view.ts";

export function planPages(site: Hono<SiteEnv>, deps: SiteDeps): void {
  const { app } = deps;
  site.get("/plan", async (c) => {
    const { person, t, token } = visitOf(c);
    const [plan, uses] = await Promise.all([app.plans.current(person), app.plans.uses(person)]);
    const fresh = allEntries(plan).find(({ id }) => id === c.req.query("fresh"));
    const starters = app.planCues
      .all(t.locale)
      .filter((list): list is StarterList => list.list === "starters");
    const view = {
      t,
      plan,
      uses,
      token,
      fresh,
      base: baseOf(deps),
      files: deps.planFiles !== undefined,
      newId: () => deps.newId(),
      starters: new Map(starters.map(({ kind, phrases }) => [kind, phrases.map(({ text }) => text)])),
    };
    return page(c, deps, { title: t.plain("web.tab.plan"), current: "plan" }, planPage(view));
  });
  site.post("/plan/add", async (c) => {
    const fields = await fieldsOf(c);
    const section = sectionIn(fields);
    const texts = entryIn(fields);
    const asked = await beforeKeeping(
      c,
      deps,
      fields,
      texts.filter((text) => text !== undefined),
    );
    if (asked) return asked;
    const id = fields.text("id").slice(0, 100) || deps.newId();
    await app.plans.add(visitOf(c).person, section, texts, id);
    return goTo(
      c,
      deps,
      section === "if-then" ? `/plan?fresh=${encodeURIComponent(id)}` : `/plan#${section}`,
    );
  });
  site.post("/plan/edit", async (c) => {
    const fields = await fieldsOf(c);
    const texts = entryIn(fields);
    const asked = await beforeKeeping(
      c,
      deps,
      fields,
      texts.filter((text) => text !== undefined),
    );
    if (asked) return asked;
    await app.plans.edit(visitOf(c).person, fields.text("id"), texts);
    return goTo(c, deps, "/plan?done=saved");
  });
  site.post("/plan/move", async (c) => {
    const fields = await fieldsOf(c);
    const to = numberIn(fields.text("to"));
    if (!(to >= 0 && to < 100)) throw new Fault("gone");
    await app.plans.move(visitOf(c).person, fields.text("id"), to);
    // The script that let go of a line wants to know that it is kept, and nothing else.
    return c.req.header("Accept") === "application/json"
      ? c.json({ kept: true })
      : goTo(c, deps, "/plan?done=saved");
  });
  site.post("/plan/remove", async (c) => {
    await app.plans.remove(visitOf(c).person, (await fieldsOf(c)).text("id"));
    return goTo(c, deps, "/plan?done=line-removed");
  });
  pairing(site, deps);
  versions(site, deps);
  if (deps.planFiles) files(site, deps.planFiles);
}

function files(site: Hono<SiteEnv>, { sheet, text }: PlanFiles): void {
  const headers = (type: string, name: string) => ({
    "Content-Type": type,
    "Content-Disposition": `attachment; filename="${name}"`,
  });
  site.get("/plan/plan.pdf", async (c) => {
    const { person, t } = visitOf(c);
    const pdf = await sheet(person, t);
    if (!pdf) throw new Fault("database-busy");
    return c.body(new Uint8Array(pdf), 200, headers("application/pdf", "plan.pdf"));
  });
  site.get("/plan/plan.txt", async (c) => {
    const { person, t } = visitOf(c);
    const plain = await text(person, t);
    return c.body(new Uint8Array(plain), 200, headers("text/plain; charset=utf-8", "plan.txt"));
  });
}

function pairing(site: Hono<SiteEnv>, deps: SiteDeps): void {
  const lists = (c: SiteContext) => deps.app.planCues.all(visitOf(c).t.locale);
  site.get("/plan/pair", (c) => {
    const { t } = visitOf(c);
    return page(
      c,
      deps,
      { title: t.plain("web.pair.title"), current: "plan" },
      pairPage(t, baseOf(deps), lists(c)),
    );
  });
  site.get("/plan/pair/words", (c) => {
    const { t, token } = visitOf(c);
    const cue = phraseOf(lists(c), "cues", c.req.query("cue"));
    const response = phraseOf(lists(c), "responses", c.req.query("response"));
    if (!cue || !response) return goTo(c, deps, "/plan/pair?done=pick-both");
    const view = pairWords(t, baseOf(deps), { cue, response, token, id: deps.newId() });
    return page(c, deps, { title: t.plain("web.pair.title"), current: "plan" }, view);
  });
}

function versions(site: Hono<SiteEnv>, { app, ...deps }: SiteDeps): void {
  const all = { app, ...deps };
  site.get("/plan/versions", async (c) => {
    const { person, t, token } = visitOf(c);
    const kept = await app.plans.versions(person);
    return page(
      c,
      all,
      { title: t.plain("web.versions.title"), current: "plan" },
      versionsPage(t, baseOf(all), kept, person.zone, token),
    );
  });
  site.post("/plan/versions", async (c) => {
    await app.plans.bringBack(visitOf(c).person, (await fieldsOf(c)).text("id"));
    return goTo(c, all, "/plan?done=version-back");
  });
}

function sectionIn(fields: Fields): PlanSection {
  const section = planSections.find((one) => one === fields.text("section"));
  if (!section) throw new Fault("gone");
  return section;
}

const entryIn = (fields: Fields): EntryFields => [
  fields.text("first"),
  fields.text("second"),
  fields.text("third"),
];
