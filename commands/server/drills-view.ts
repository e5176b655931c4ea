/** A server's own drills: what is wrong with a file, a look at it before anybody else has one, and what there is. */
import type { FileFault, OwnDrill } from "#app/server-drills.ts";
import { nodeOf, tellingIn, type Scenario } from "#core/drill-scenario.ts";
import { idsOf } from "#discord/custom-id.ts";
import { button, row, screen, select, type Screen } from "#discord/screen.ts";
import type { Translate } from "#locale/sentences.ts";
import { markup } from "#locale/value.ts";

const id = idsOf("server");
type Mention = (command: string) => string;

/** As many faults as can be read on a phone. */
const shownFaults = 10;

export function faults(t: Translate, found: readonly FileFault[]): Screen {
  const lines = found
    .slice(0, shownFaults)
    .map(({ line, message }) => `- ${t("server.drills.fault", { line, message })}`);
  const more = found.length - lines.length;
  return screen(t, {
    text: [
      t("server.drills.faults", { count: found.length }),
      lines.join("\n"),
      more > 0 ? t("server.drills.more-faults", { count: more }) : "",
    ],
  });
}

export interface Preview {
  scenario: Scenario;
  drawing: string;
  /** There is one of the same id that it would take the place of. */
  replaces: boolean;
  /** For the button that publishes it. */
  token: string;
}

export function preview(t: Translate, { scenario, drawing, replaces, token }: Preview): Screen {
  const { title, preview: line, kind, rung, minutes, contentNotes, nodes, start } = scenario;
  const ends = Object.values(nodes).filter(({ ending }) => ending !== undefined).length;
  const first = tellingIn(nodeOf(scenario, start).text, { flags: [], facets: [] });
  return screen(t, {
    text: [
      t("server.drills.preview", { title, preview: line }),
      t("server.drills.facts", {
        kind: t.plain(`risk.${kind}`),
        rung,
        minutes,
        notes: contentNotes.join(", "),
        screens: Object.keys(nodes).length,
        ends,
      }),
      t("server.drills.first", { text: first }),
      [t("server.drills.yours"), replaces ? t("server.drills.replaces") : ""].filter(Boolean).join(" "),
    ],
    document: {
      name: `${scenario.id}.txt`,
      bytes: Buffer.from(drawing),
      alt: t.plain("server.drills.file-alt"),
    },
    rows: [
      row(
        button(id("publish", token), t.plain("server.drills.button.publish"), "good"),
        button(id("discard", token), t.plain("server.drills.button.discard")),
      ),
    ],
  });
}

export const published = (t: Translate, { title }: Scenario): Screen =>
  screen(t, {
    text: [t("server.drills.published", { title })],
    rows: [row(button(id("drills"), t.plain("server.drills.button.list")))],
    accent: "moss",
  });

export const discarded = (t: Translate): Screen => screen(t, { text: [t("server.drills.discarded")] });

export interface Shelf {
  drills: readonly OwnDrill[];
  /** They are switched off as a whole. */
  off: boolean;
  said?: string;
  mention: Mention;
}

/** Discord shows 25 choices in a list: more drills make more lists. */
const perList = 25;

export function list(t: Translate, { drills, off, said = "", mention }: Shelf): Screen {
  const lines = drills.map(
    ({ title, id: drillId, withdrawnAt }) =>
      `- ${t("server.drills.row", { title, id: drillId, state: withdrawnAt === null ? "offered" : "withdrawn" })}`,
  );
  const choices = drills.map(({ title, id: drillId, withdrawnAt }) => ({
    label: t.plain(withdrawnAt === null ? "server.drills.pick-withdraw" : "server.drills.pick-offer", {
      title,
    }),
    value: drillId,
  }));
  const lists = Array.from({ length: Math.ceil(choices.length / perList) }, (_, index) =>
    row(
      select(
        id("switch", index),
        t.plain("server.drills.pick"),
        choices.slice(index * perList, (index + 1) * perList),
      ),
    ),
  );
  const none = t("server.drills.none", { command: markup(mention("server drills import")) });
  return screen(t, {
    text: [
      t("server.drills.list"),
      lines.join("\n") || none,
      off ? t("server.drills.switched-off") : "",
      said,
    ],
    rows: lists,
  });
}

export const exported = (t: Translate, drillId: string, text: string, mention: Mention): Screen =>
  screen(t, {
    text: [t("server.drills.exported", { id: drillId, command: markup(mention("server drills import")) })],
    document: { name: `${drillId}.yaml`, bytes: Buffer.from(text), alt: t.plain("server.drills.export-alt") },
  });
