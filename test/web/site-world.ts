/** The private page as the bot serves it, on a real store and with the real content, on a port of its own. */
import { v7 as uuidv7 } from "uuid";
import { makeApp, type App } from "#app/app.ts";
import type { Painter } from "#app/painter.ts";
import type { Landing } from "#app/private-tables.ts";
import type { Person } from "#app/store.ts";
import { readDay } from "#nudges/natural-date.ts";
import { fsrsSpacing } from "#nudges/spacing.ts";
import { drillFiles } from "#content/drill-files.ts";
import { loadLibrary } from "#content/library.ts";
import { pageSecrets } from "#web/secrets.ts";
import { startWeb, type Web, type WebOptions } from "#web/server.ts";
import { pageCharts } from "../../src/page-charts.ts";
import { pagePlan } from "../../src/page-plan.ts";
import { ash, birch, monday, startStore, type Harness } from "#test/storage/harness.ts";
import type { Dialect } from "#storage/sql.ts";

export interface SiteWorld extends AsyncDisposable {
  harness: Harness;
  app: App;
  web: Web;
  clock: { now: number };
  /** Lines that were logged as errors. */
  complaints: unknown[];
  /** Members whose messages were asked to be cleared. */
  cleared: string[];
  /** An address that opens this member's page, once. */
  link(person?: Person, landing?: Landing): Promise<string>;
}

const papers = { privacy: "# Privacy notice\n\nYours.", terms: "# Terms\n\n- One\n- Two" };

/** Pictures need threads of their own: tests that look at none do without. */
const noPictures: Painter = {
  draw: () => Promise.reject(new Error("no pictures here")),
  forget: () => undefined,
};

export async function startSite(
  options: Partial<WebOptions> & {
    dialect?: Dialect;
    at?: number;
    painter?: Painter;
    cipherKey?: string;
  } = {},
): Promise<SiteWorld> {
  const { dialect = "sqlite", at = monday, painter, cipherKey, ...more } = options;
  const harness = await startStore(dialect, { cipherKey });
  for (const person of [ash, birch])
    await harness.store.tx((q) => q.people.save({ ...person, locale: "en" }));
  const clock = { now: at };
  const complaints: unknown[] = [];
  const cleared: string[] = [];
  const now = () => clock.now;
  const newId = () => uuidv7({ msecs: clock.now });
  const store = {
    tx: (...args: Parameters<Harness["store"]["tx"]>) => harness.store.tx(...args),
    asMember: (...args: Parameters<Harness["store"]["asMember"]>) => harness.store.asMember(...args),
  } as Harness["store"];
  let web: Web | undefined;
  const app = makeApp({ store, now, newId }, await loadLibrary(), {
    readDay,
    spacing: fsrsSpacing,
    readUntil: async () => ({ fault: "date-not-understood" }),
    painter: painter ?? noPictures,
    readCron: () => ({ fault: { code: "cron-empty" } }),
    lint: async () => [],
    erase: (id) => harness.store.eraseMember(id),
    scrub: () => harness.store.data.scrub("record"),
    clearMessages: async ({ id }) => {
      cleared.push(id);
      return { removed: 2, more: false };
    },
    desk: {
      post: async () => false,
      check: async () => [],
      isMember: async () => undefined,
      hasRole: async () => undefined,
    },
    drillFiles: drillFiles(),
    operatorChannel: undefined,
    secrets: pageSecrets,
    address: () => web?.address,
    privacyUrl: undefined,
  });
  let paces = 0;
  web = await startWeb({
    app,
    now,
    newId,
    papers,
    charts: painter && pageCharts(app),
    planFiles: painter && pagePlan(app),
    host: "127.0.0.1",
    port: 0,
    publicUrl: undefined,
    pace: () => (paces += 1e3),
    newIncident: () => "4711",
    log: {
      info: () => undefined,
      warn: () => undefined,
      error: (about) => void complaints.push(about),
    },
    health: async () => ({
      alive: true,
      gateway: true,
      database: true,
    }),
    ...more,
  });
  const running = web;
  return {
    harness,
    app,
    web: running,
    clock,
    complaints,
    cleared,
    link: (person = ash, landing = "plan") => app.pages.open(person, landing),
    async [Symbol.asyncDispose]() {
      await running.close();
      await harness[Symbol.asyncDispose]();
    },
  };
}
