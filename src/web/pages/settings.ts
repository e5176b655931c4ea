/** The member's own choices. Everything takes effect at once. */
import type { Hono } from "hono";
import { Fault } from "#app/fault.ts";
import type { MinuteOfDay } from "#core/ids.ts";
import { removeOwnWord } from "#core/word-finder.ts";
import { isZone } from "#core/zone.ts";
import { type SiteDeps, type SiteEnv, visitOf } from "../deps.ts";
import { fieldsOf, type Fields } from "../forms.ts";
import { baseOf, goTo, page } from "../page.ts";
import type { Person } from "#app/store.ts";
import { citiesFor, settingsPage } from "./settings-view.ts";

const dayMs = 86_400_000;
const pauses = ["0", "1", "7", "30"];

export function settingsPages(site: Hono<SiteEnv>, deps: SiteDeps): void {
  const { app, now } = deps;
  site.get("/settings", async (c) => {
    const { person, t, token } = visitOf(c);
    const [settings, nudges] = await Promise.all([app.settings.get(person), app.nudges.listOwn(person)]);
    const view = settingsPage({
      t,
      token,
      person,
      settings,
      nudges,
      now: now(),
      base: baseOf(deps),
      countries: app.help.countries,
      cities: citiesFor((c.req.query("city") ?? "").slice(0, 60)),
    });
    return page(c, deps, { title: t.plain("web.tab.settings"), current: "settings" }, view);
  });
  const changes: Record<string, (person: Person, fields: Fields) => Promise<unknown>> = {
    zone: (person, fields) => {
      const zone = fields.text("zone");
      if (!isZone(zone)) throw new Fault("unknown-zone", { name: zone.slice(0, 60) });
      return app.nudges.changeZone(person, zone);
    },
    quiet: (person, fields) => {
      const none = fields.text("none") === "yes";
      const hours = none ? null : { from: minuteIn(fields.text("from")), to: minuteIn(fields.text("to")) };
      return app.nudges.setQuietHours(person, hours);
    },
    pause: (person, fields) => {
      const days = pauses.indexOf(fields.text("days")) < 0 ? 1 : Number(fields.text("days"));
      return app.nudges.pause(person, days === 0 ? null : now() + days * dayMs);
    },
    evening: (person) => app.nudges.setEvening(person),
    "nudge-off": async (person, fields) => {
      const own = await app.nudges.listOwn(person);
      if (!own.some(({ id }) => id === fields.text("id"))) throw new Fault("gone");
      await app.nudges.removeOwn(person, fields.text("id"));
    },
    choices: async (person, fields) => {
      const country = app.help.countries.find((help) => help.country === fields.text("country"))?.country;
      const ticked = (name: string) => fields.text(name) === "yes";
      const before = await app.settings.change(person, {
        suggestions: ticked("suggestions"),
        ...(country ? { country } : {}),
      });
      // Its nudges come and go with it.
      if (before.drills !== ticked("drills")) await app.drills.invite(person, ticked("drills"));
    },
    "word-off": async (person, fields) => {
      const { ownWords } = await app.settings.get(person);
      await app.settings.change(person, { ownWords: removeOwnWord(ownWords, fields.text("word")) });
    },
  };
  for (const [name, change] of Object.entries(changes))
    site.post(`/settings/${name}`, async (c) => {
      await change(visitOf(c).person, await fieldsOf(c));
      return goTo(c, deps, "/settings?done=saved");
    });
}

/** "07:45" as an `<input type="time">` sends it. @throws {Fault} bad-time */
function minuteIn(text: string): MinuteOfDay {
  const [, hour = "24", minute = "0"] = /^(\d{2}):(\d{2})/.exec(text) ?? [];
  if (Number(hour) > 23 || Number(minute) > 59) throw new Fault("bad-time", { text: text.slice(0, 20) });
  return Number(hour) * 60 + Number(minute);
}
