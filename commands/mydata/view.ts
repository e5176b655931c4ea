import {
  ButtonBuilder,
  ButtonStyle,
  ContainerBuilder,
  FileBuilder,
  time,
  type AttachmentBuilder,
} from "discord.js";
import type { Announcement, Cleared, Part, Receipt, Summary } from "#app/my-data.ts";
import type { EpochMs } from "#core/ids.ts";
import { noticeMs, retentionChoices, type Keeping } from "#core/retention.ts";
import type { RecordKind } from "#core/records.ts";
import { reportButton } from "#commands/report/view.ts";
import { idsOf } from "#discord/custom-id.ts";
import { button, row, screen, select, type Row, type Screen } from "#discord/screen.ts";
import type { Translate } from "#locale/sentences.ts";
import { markup } from "#locale/value.ts";

const id = idsOf("mydata");
const stamp = (at: EpochMs, style: "D" | "f" = "D") => markup(time(Math.round(at / 1000), style));
const dayStamp = (date: string) => stamp(Date.parse(`${date}T12:00:00Z`));

export interface Overview {
  summary: Summary;
  announced: Announcement | undefined;
  /** Whether there is a private page. */
  page: boolean;
  /** Address of the privacy notice. */
  privacy: string | undefined;
  now: EpochMs;
}

/** What is kept, in words and numbers, and everything that can be done about it. */
export function overview(t: Translate, { summary, announced, page, privacy, now }: Overview): Screen {
  const { person, keeping, nudges } = summary;
  const paused = person.pausedUntil !== null && person.pausedUntil > now;
  return screen(t, {
    text: [
      t("mydata.title"),
      keeping.withdrawnAt === null
        ? ""
        : t("mydata.withdrawn", {
            date: stamp(keeping.withdrawnAt),
            erased: stamp(keeping.withdrawnAt + noticeMs),
          }),
      countsText(t, summary),
      `${t("mydata.sealed")} ${t("mydata.plain")}`,
      [t("mydata.keep-days", { days: keeping.days }), announced ? noticeText(t, announced) : ""]
        .filter(Boolean)
        .join("\n"),
      t("mydata.ahead", { count: nudges }),
    ],
    rows: [
      row(
        ...(page ? [button(id("page", "data"), t.plain("mydata.button.page"), "main")] : []),
        button(id("take"), t.plain("mydata.button.take"), page ? "plain" : "main"),
        button(id("retention"), t.plain("mydata.button.retention")),
        button(id("erase"), t.plain("mydata.button.erase")),
      ),
      row(
        paused
          ? button(id("resume"), t.plain("mydata.button.resume"))
          : button(id("pause"), t.plain("mydata.button.pause")),
        button(id("clear"), t.plain("mydata.button.clear")),
        ...(keeping.withdrawnAt === null ? [button(id("withdraw"), t.plain("mydata.button.withdraw"))] : []),
        reportButton(t),
        ...privacyButton(t, privacy),
      ),
    ],
  });
}

function countsText(t: Translate, { records }: Summary): string {
  const oldest = records.map((record) => record.oldest).toSorted()[0];
  if (oldest === undefined) return t("mydata.no-records");
  return t("mydata.counts", { list: markup(listOf(t, records).join(", ")), oldest: dayStamp(oldest) });
}

const listOf = (t: Translate, counts: readonly { kind: RecordKind; count: number }[]): string[] =>
  counts
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) =>
      kind === "settings" ? t("mydata.count.settings") : t(`mydata.count.${kind}`, { count }),
    );

export const nothing = (
  t: Translate,
  mention: (command: string) => string,
  privacy: string | undefined,
): Screen =>
  screen(t, {
    text: [t("mydata.nothing", { help: markup(mention("help")) })],
    rows: [row(reportButton(t), ...privacyButton(t, privacy))],
  });

/** An address that works once; the button is a link, which Discord opens in the browser. */
export const pageLink = (t: Translate, url: string, privacy: string | undefined): Screen =>
  screen(t, {
    text: [t("mydata.link")],
    rows: [row(linkButton(t.plain("mydata.button.open-page"), url), ...privacyButton(t, privacy)), back(t)],
  });

/** Leads to the operator's privacy notice, where there is one to be read. */
export const privacyButton = (t: Translate, url: string | undefined): ButtonBuilder[] =>
  url === undefined ? [] : [linkButton(t.plain("mydata.button.privacy"), url)];

const linkButton = (label: string, url: string): ButtonBuilder =>
  new ButtonBuilder().setStyle(ButtonStyle.Link).setLabel(label).setURL(url);

const back = (t: Translate): Row => row(button(id("open"), t.plain("mydata.button.overview")));

export const take = (t: Translate, page: boolean): Screen =>
  screen(t, {
    text: [
      t(page ? "mydata.take" : "mydata.take-here"),
      t("mydata.import-where", { mydata: markup("`/mydata`") }),
    ],
    rows: [
      row(
        page
          ? button(id("page", "data"), t.plain("mydata.button.page"), "main")
          : button(id("send"), t.plain("mydata.button.send-here")),
        button(id("open"), t.plain("mydata.button.overview")),
      ),
    ],
  });

/** Each file is shown where a message of this kind names it. */
export function taken(t: Translate, files: AttachmentBuilder[]): Screen {
  const view = screen(t, { text: [t("mydata.taken")], rows: [back(t)], accent: "moss" });
  for (const part of view.components)
    if (part instanceof ContainerBuilder)
      part.addFileComponents(files.map(({ name }) => new FileBuilder().setURL(`attachment://${name}`)));
  return view;
}

export const tooBig = (t: Translate): Screen => screen(t, { text: [t("mydata.too-big")], rows: [back(t)] });

export function retention(t: Translate, { days }: Keeping, goesOn?: EpochMs): Screen {
  const choices = retentionChoices.map((choice) => ({
    label: t.plain("mydata.days-option", { days: choice }),
    value: String(choice),
    chosen: choice === days,
  }));
  return screen(t, {
    text: [
      t("mydata.retention", { days }),
      goesOn === undefined ? "" : t("mydata.retention-changed", { days, date: stamp(goesOn) }),
    ],
    rows: [row(select(id("retention"), t.plain("mydata.pick-retention"), choices)), back(t)],
    accent: goesOn === undefined ? "ice" : "moss",
  });
}

const noticeText = (t: Translate, { on, before }: Announcement): string =>
  t("mydata.notice", { date: dayStamp(on), before: dayStamp(before) });

/** Seven days before answers become sums for the first time. */
export const notice = (
  t: Translate,
  announced: Announcement | undefined,
  days: number,
  page: boolean,
): Screen =>
  screen(t, {
    text: [announced ? noticeText(t, announced) : t("mydata.no-notice", { days })],
    rows: [
      row(
        button(id("take"), t.plain("mydata.button.take"), "main"),
        button(id("retention"), t.plain("mydata.button.retention")),
        ...(page ? [button(id("page", "data"), t.plain("mydata.button.page"))] : []),
      ),
    ],
  });

/** A part to pick, or everything; the parts that there are. */
export function erase(t: Translate, present: Part[]): Screen {
  const choices = present.map((part) => ({ label: t.plain(`mydata.part.${part}`), value: part }));
  return screen(t, {
    text: [t("mydata.erase")],
    rows: [
      ...(choices.length > 0 ? [row(select(id("part"), t.plain("mydata.pick-part"), choices))] : []),
      row(
        button(id("erase-all"), t.plain("mydata.button.erase-all"), "main"),
        button(id("open"), t.plain("mydata.button.overview")),
      ),
    ],
    accent: "dawn",
  });
}

export const erasePart = (t: Translate, part: Part, counts: Receipt["removed"]): Screen =>
  screen(t, {
    text: [
      t("mydata.erase-part", {
        part: markup(t(`mydata.part.${part}`)),
        list: markup(listOf(t, counts).join(", ")),
      }),
    ],
    rows: [
      row(
        button(id("part-now", part), t.plain("mydata.button.erase-part"), "main"),
        button(id("erase"), t.plain("button.back")),
      ),
    ],
    accent: "dawn",
  });

export const eraseAll = (t: Translate, { records }: Summary): Screen =>
  screen(t, {
    text: [
      t("mydata.erase-all", {
        list: markup(
          listOf(
            t,
            records.filter(({ kind }) => kind !== "settings"),
          ).join(", ") || t("mydata.no-records"),
        ),
      }),
    ],
    rows: [
      row(
        button(id("all-now"), t.plain("mydata.button.erase-all-now"), "main"),
        button(id("all-now", "clear"), t.plain("mydata.button.erase-and-clear")),
        button(id("erase"), t.plain("button.back")),
      ),
    ],
    accent: "dawn",
  });

/** @param cleared what became of the messages in Discord; `failed` when Discord would not */
export function receipt(
  t: Translate,
  { at, removed, nudges, everything, checked }: Receipt,
  cleared?: Cleared | "failed",
): Screen {
  const list = markup(
    listOf(t, removed)
      .map((what) => t("mydata.receipt-line", { what: markup(what) }))
      .join("\n"),
  );
  const when = stamp(at, "f");
  return screen(t, {
    text: [
      everything ? t("mydata.receipt-all", { when, list, nudges }) : t("mydata.receipt-part", { when, list }),
      cleared ? clearedText(t, cleared) : "",
      t(checked ? "mydata.receipt-checked" : "mydata.receipt-unchecked"),
      t("mydata.receipt-keep"),
    ],
    rows: everything ? [] : [back(t)],
    accent: "moss",
  });
}

function clearedText(t: Translate, cleared: Cleared | "failed"): string {
  if (cleared === "failed") return t("mydata.clear-failed");
  const { removed, more } = cleared;
  return [t("mydata.cleared", { removed }), more ? t("mydata.cleared-more") : ""].filter(Boolean).join("\n");
}

export const clearedMessages = (t: Translate, cleared: Cleared): Screen =>
  screen(t, {
    text: [clearedText(t, cleared)],
    rows: [
      row(
        ...(cleared.more ? [button(id("clear"), t.plain("mydata.button.clear-more"), "main")] : []),
        button(id("open"), t.plain("mydata.button.overview")),
      ),
    ],
    accent: "moss",
  });

export const withdraw = (t: Translate): Screen =>
  screen(t, {
    text: [t("mydata.withdraw")],
    rows: [
      row(
        button(id("withdraw-now"), t.plain("mydata.button.withdraw-now"), "main"),
        button(id("erase-all"), t.plain("mydata.button.erase-all-now")),
        button(id("open"), t.plain("button.back")),
      ),
    ],
    accent: "dawn",
  });

export const takenBack = (t: Translate, now: EpochMs, mention: (command: string) => string): Screen =>
  screen(t, {
    text: [t("mydata.taken-back", { date: stamp(now + noticeMs), mydata: markup(mention("mydata")) })],
    rows: [back(t)],
    accent: "moss",
  });

export const paused = (t: Translate, mention: (command: string) => string): Screen =>
  screen(t, {
    text: [t("mydata.paused", { settings: markup(mention("settings")) })],
    rows: [
      row(
        button(id("resume"), t.plain("mydata.button.resume")),
        button(id("open"), t.plain("mydata.button.overview")),
      ),
    ],
    accent: "moss",
  });

export const resumed = (t: Translate): Screen =>
  screen(t, { text: [t("mydata.resumed")], rows: [back(t)], accent: "moss" });

export const imported = (t: Translate, counts: { added: number; leftOut: number }): Screen =>
  screen(t, { text: [t("mydata.imported", counts)], rows: [back(t)], accent: "moss" });
