/** What the pages are given. */
import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import type { App } from "#app/app.ts";
import type { Person } from "#app/store.ts";
import type { EpochMs } from "#core/ids.ts";
import type { Translate } from "#locale/sentences.ts";
import type { Html } from "./html.ts";

export interface Log {
  info(about: object, message: string): void;
  warn(about: object, message: string): void;
  error(about: object, message: string): void;
}

/** A chart as it is put into the page: drawn without styles of its own, with words beside it. */
export interface ChartView {
  id: string;
  title: string;
  /** A whole `<svg>` element, made by the project's own charts; undefined when it could not be drawn just now. */
  svg: Html | undefined;
  /** What it shows, in a sentence or two. */
  summary: string;
}

export interface ChartsPort {
  periods(t: Translate): readonly { id: string; label: string }[];
  draw(person: Person, period: string, t: Translate): Promise<ChartView[]>;
  /** A month on one sheet, as PDF; undefined when it could not be made just now. @param monthsAgo 0 for this month */
  print(person: Person, monthsAgo: number, t: Translate): Promise<Uint8Array | undefined>;
}

/** The plan as files. */
export interface PlanFiles {
  /** PDF; undefined when it could not be drawn just now. */
  sheet(person: Person, t: Translate): Promise<Uint8Array | undefined>;
  text(person: Person, t: Translate): Promise<Uint8Array>;
}

export interface SiteDeps {
  app: Pick<
    App,
    | "checkIns"
    | "confidences"
    | "danger"
    | "drills"
    | "goals"
    | "help"
    | "history"
    | "lapses"
    | "lessons"
    | "myData"
    | "nudges"
    | "pages"
    | "people"
    | "planCues"
    | "plans"
    | "practices"
    | "screenings"
    | "settings"
    | "urges"
    | "words"
  >;
  now(): EpochMs;
  newId(): string;
  /** Milliseconds that only ever go on at their own pace, for limits on haste. */
  pace(): number;
  newIncident(): string;
  log: Log;
  /** Where it can be reached, such as `https://thaw.example.org`, without a slash at the end. */
  address(): string;
  /** Text of the operator's privacy notice and terms. */
  papers: Record<"privacy" | "terms", string>;
  charts?: ChartsPort | undefined;
  planFiles?: PlanFiles | undefined;
}

/** The member whose page it is, from the session. */
export interface Visit {
  person: Person;
  t: Translate;
  /** For the forms on the page. */
  token: string;
  secret: string;
}

export interface SiteEnv {
  Bindings: Partial<HttpBindings>;
  Variables: { visit?: Visit; t?: Translate };
}
export type SiteContext = Context<SiteEnv>;

/** The visit of a page that only members reach. */
export function visitOf(c: SiteContext): Visit {
  const visit = c.get("visit");
  if (!visit) throw new Error("a page asks for the member where nobody is logged in");
  return visit;
}
