/** Everything a member wrote down, by day; notes can be changed for 48 hours, anything can be deleted at any time. */
import type { Hono } from "hono";
import { amendableFor } from "#app/check-ins.ts";
import { Fault } from "#app/fault.ts";
import { isHistoryKind, type HistoryEntry } from "#app/history.ts";
import { type SiteDeps, type SiteEnv, visitOf } from "../deps.ts";
import { fieldsOf } from "../forms.ts";
import { beforeKeeping } from "../gate.ts";
import { baseOf, goTo, page } from "../page.ts";
import { historyPage } from "./history-view.ts";

const pageSize = 30;

export function historyPages(site: Hono<SiteEnv>, deps: SiteDeps): void {
  const { app, now } = deps;
  site.get("/history", async (c) => {
    const { person, t, token } = visitOf(c);
    const wanted = c.req.query("kind") ?? "";
    const kind = isHistoryKind(wanted) ? wanted : undefined;
    const before = Number(c.req.query("before"));
    const found = await app.history.page(person, {
      ...(kind ? { kind } : {}),
      ...(Number.isSafeInteger(before) && before > 0 ? { before } : {}),
      limit: pageSize + 1,
    });
    const entries = found.slice(0, pageSize);
    const drills = await Promise.all(
      entries.filter(({ kind: one }) => one === "drill").map(({ id }) => app.drills.account(person, id)),
    );
    const names = new Map(app.practices.all(person).map(({ id, title }) => [id, title]));
    const view = historyPage({
      t,
      token,
      kind,
      entries,
      words: app.words,
      drills: new Map(drills.map((drill) => [drill.runId, drill])),
      base: baseOf(deps),
      zone: person.zone,
      more: found.length > pageSize ? oldest(entries) : undefined,
      amendableFrom: now() - amendableFor,
      practiceName: (id) => names.get(id) ?? t.plain("web.history.practice-gone"),
    });
    return page(c, deps, { title: t.plain("web.tab.history"), current: "history" }, view);
  });
  site.post("/history/note", async (c) => {
    const fields = await fieldsOf(c);
    const note = fields.text("note");
    const asked = await beforeKeeping(c, deps, fields, [note]);
    if (asked) return asked;
    await app.checkIns.amend(visitOf(c).person, fields.text("id"), { note });
    return goTo(c, deps, "/history?done=saved");
  });
  site.post("/history/remove", async (c) => {
    const fields = await fieldsOf(c);
    const kind = fields.text("kind");
    if (!isHistoryKind(kind)) throw new Fault("gone");
    await app.history.remove(visitOf(c).person, kind, fields.text("id"));
    return goTo(c, deps, "/history?done=removed");
  });
}

const oldest = (entries: HistoryEntry[]): number | undefined => entries.at(-1)?.at;
