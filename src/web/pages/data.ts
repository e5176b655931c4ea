/** Everything that is kept, in the member's own hands. */
import { createHash } from "node:crypto";
import type { Hono } from "hono";
import { Fault } from "#app/fault.ts";
import { isPart } from "#app/my-data.ts";
import { consentVersion } from "#core/consent.ts";
import { exportCsv } from "#core/export-csv.ts";
import { exportPage, pageStyle } from "#core/export-page.ts";
import { exportSchema, importLimit } from "#core/export.ts";
import { isRetention } from "#core/retention.ts";
import { exportWords } from "#locale/export-words.ts";
import { type SiteContext, type SiteDeps, type SiteEnv, type Visit, visitOf } from "../deps.ts";
import { fieldsOf, numberIn } from "../forms.ts";
import { contentPolicy } from "../guard.ts";
import { baseOf, goTo, page } from "../page.ts";
import { endSession, requireConsent } from "../session.ts";
import { dataPage, importedPage, receiptPage } from "./data-view.ts";

export function dataPages(site: Hono<SiteEnv>, deps: SiteDeps): void {
  const { app, now } = deps;
  site.get("/data", async (c) => {
    const { person, t, token } = visitOf(c);
    const summary = await app.myData.summary(person.id);
    if (!summary) throw new Fault("gone");
    const agreed = person.consentVersion === consentVersion;
    const announced = await app.myData.announced(person);
    const view = { t, token, summary, announced, agreed, base: baseOf(deps), now: now() };
    return page(c, deps, { title: t.plain("web.tab.data"), current: "data" }, dataPage(view));
  });
  exports(site, deps);
  site.post("/data/retention", async (c) => {
    const days = numberIn((await fieldsOf(c)).text("days"));
    if (!isRetention(days)) throw new Fault("number-out-of-range", { low: 30, high: 365 });
    await app.myData.chooseRetention(visitOf(c).person, days);
    return goTo(c, deps, "/data?done=retention");
  });
  site.post("/data/import", requireConsent(deps), async (c) => {
    const { person, t } = visitOf(c);
    const file = (await fieldsOf(c)).file("file");
    if (!file) throw new Fault("import-unreadable", { where: "the beginning" });
    if (file.size > importLimit.bytes)
      throw new Fault("import-too-large", { limit: importLimit.bytes / 1_000_000 });
    const imported = await app.myData.import(person, await file.text());
    return page(
      c,
      deps,
      { title: t.plain("web.data.import"), current: "data" },
      importedPage(t, baseOf(deps), imported),
    );
  });
  site.post("/data/pause", async (c) => {
    await app.myData.pauseEverything(visitOf(c).person);
    return goTo(c, deps, "/data?done=paused");
  });
  site.post("/data/resume", async (c) => {
    await app.nudges.pause(visitOf(c).person, null);
    return goTo(c, deps, "/data?done=resumed");
  });
  site.post("/data/clear", async (c) => {
    const { removed, more } = await app.myData.clearMessages(visitOf(c).person);
    return goTo(c, deps, `/data?done=${more ? "cleared-more" : removed > 0 ? "cleared" : "cleared-none"}`);
  });
  site.post("/data/withdraw", async (c) => {
    await app.myData.withdraw(visitOf(c).person);
    return goTo(c, deps, "/data?done=withdrawn");
  });
  erasing(site, deps);
}

function erasing(site: Hono<SiteEnv>, deps: SiteDeps): void {
  const { app } = deps;
  site.post("/data/erase-part", async (c) => {
    const { person, t } = visitOf(c);
    const part = (await fieldsOf(c)).text("part");
    if (!isPart(part)) throw new Fault("gone");
    const receipt = await app.myData.erasePart(person, part);
    return page(
      c,
      deps,
      { title: t.plain("web.data.erase"), current: "data" },
      receiptPage(t, baseOf(deps), receipt, person.zone),
    );
  });
  site.post("/data/erase-all", async (c) => {
    const { person, t } = visitOf(c);
    const clear = (await fieldsOf(c)).text("clear") === "yes";
    const cleared = clear ? await clearMessages(visitOf(c), deps) : undefined;
    const receipt = await app.myData.eraseAll(person.id);
    // The session went with everything else; this last page is nobody's.
    c.set("visit", undefined);
    endSession(c, deps.address());
    return page(
      c,
      deps,
      { title: t.plain("web.data.erase") },
      receiptPage(t, baseOf(deps), receipt, person.zone, cleared),
    );
  });
}

/** Erasing does not wait for Discord's good will. */
async function clearMessages({ person }: Visit, { app, log }: SiteDeps) {
  try {
    return await app.myData.clearMessages(person);
  } catch (err) {
    log.error({ err }, "messages could not be deleted");
    return "failed" as const;
  }
}

function exports(site: Hono<SiteEnv>, { app }: SiteDeps): void {
  const styleHash = createHash("sha256").update(pageStyle).digest("base64");
  const readable = async (c: SiteContext): Promise<string> => {
    const { person, t } = visitOf(c);
    const file = await app.myData.export(person);
    const words = { finder: app.words.finder(t.locale), body: app.words.body(t.locale) };
    return exportPage(file, exportWords(t.locale, person.zone, file.exportedAt, words));
  };
  const asFile = (name: string, type: string) => ({
    "Content-Type": `${type}; charset=utf-8`,
    "Content-Disposition": `attachment; filename="${name}"`,
  });
  site.get("/data/export.json", async (c) =>
    c.body(
      JSON.stringify(await app.myData.export(visitOf(c).person), null, 1),
      200,
      asFile("export.json", "application/json"),
    ),
  );
  site.get("/data/export.csv", async (c) =>
    c.body(exportCsv(await app.myData.export(visitOf(c).person)), 200, asFile("export.csv", "text/csv")),
  );
  site.get("/data/export.html", async (c) =>
    c.body(await readable(c), 200, asFile("export.html", "text/html")),
  );
  site.get("/data/read", async (c) =>
    c.body(await readable(c), 200, {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": contentPolicy.replace("style-src 'self'", `style-src 'sha256-${styleHash}'`),
    }),
  );
  site.get("/data/schema.json", (c) => c.json(exportSchema));
}
