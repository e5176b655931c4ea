/** The longer check-ins: off until they are asked for. */
import type { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { helpFor } from "#core/help-line.ts";
import { isScale, shapes, type Scale } from "#core/screening.ts";
import { type SiteContext, type SiteDeps, type SiteEnv, visitOf } from "../deps.ts";
import { fieldsOf, numberIn } from "../forms.ts";
import { baseOf, goTo, page } from "../page.ts";
import { longerOff, longerPage, scaleForm, scaleResult, type LongerPage } from "./longer-view.ts";

export function longerPages(site: Hono<SiteEnv>, deps: SiteDeps): void {
  const { app } = deps;
  const viewOf = (c: SiteContext): LongerPage => {
    const { t, token, person } = visitOf(c);
    return { t, token, base: baseOf(deps), zone: person.zone };
  };
  const head = (c: SiteContext) => ({
    title: visitOf(c).t.plain("web.longer.title"),
    current: "longer" as const,
  });
  site.get("/longer", async (c) => {
    const { person } = visitOf(c);
    const { longer, keepItems = false } = await app.settings.get(person);
    if (!longer) return page(c, deps, head(c), longerOff(viewOf(c)));
    return page(c, deps, head(c), longerPage(viewOf(c), await app.screenings.overview(person), keepItems));
  });
  site.post("/longer/choose", async (c) => {
    const fields = await fieldsOf(c);
    const longer = fields.text("longer") === "on";
    await app.settings.change(visitOf(c).person, {
      longer,
      keepItems: longer && fields.text("items") === "yes",
    });
    return goTo(c, deps, "/longer?done=saved");
  });
  site.get("/longer/:scale", (c) => page(c, deps, head(c), scaleForm(viewOf(c), scaleIn(c))));
  site.post("/longer/:scale", async (c) => {
    const { person } = visitOf(c);
    const scale = scaleIn(c);
    const fields = await fieldsOf(c);
    const answers = Array.from({ length: shapes[scale].items }, (_, index) =>
      numberIn(fields.text(`item${index + 1}`)),
    );
    const { kept } = await app.screenings.answer(person, scale, answers);
    return goTo(c, deps, `/longer/${scale}/result?of=${kept.id}`);
  });
  site.get("/longer/:scale/result", async (c) => {
    const { person } = visitOf(c);
    const scale = scaleIn(c);
    const past = (await app.screenings.overview(person)).find((state) => state.scale === scale)?.past ?? [];
    const index = past.findIndex(({ id }) => id === c.req.query("of"));
    const kept = past[index];
    if (!kept) return goTo(c, deps, "/longer");
    const { country } = await app.settings.get(person);
    const result = { kept, previous: past[index + 1] };
    return page(c, deps, head(c), scaleResult(viewOf(c), result, helpFor(app.help.countries, country)));
  });
}

function scaleIn(c: SiteContext): Scale {
  const name = c.req.param("scale") ?? "";
  if (!isScale(name)) throw new HTTPException(404);
  return name;
}
