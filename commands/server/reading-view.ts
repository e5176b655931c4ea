/** What moderators can read: whole weeks, the audit log, and whether messages get through. */
import { channelMention, roleMention, time, userMention } from "discord.js";
import type { ChannelCheck } from "#app/desk.ts";
import type { AuditEntry } from "#app/server-tables.ts";
import { healthKinds, type AuditPage, type ServerHealth } from "#app/servers.ts";
import type { InsightsData, InsightWeek, RoundedCount } from "#core/chart-data-insights.ts";
import type { Rule } from "#core/recurrence.ts";
import { features } from "#core/server-settings.ts";
import { kinds, shortOf, whenOf } from "#commands/schedule/words.ts";
import { counted, insightsLines } from "#commands/progress/words/insights.ts";
import { customId, idsOf } from "#discord/custom-id.ts";
import { button, row, screen, type Screen } from "#discord/screen.ts";
import type { Translate } from "#locale/sentences.ts";
import { markup } from "#locale/value.ts";
import { checkLines } from "./setup-view.ts";

const id = idsOf("server");
type Mention = (command: string) => string;
type Delivery = InsightWeek["delivery"];

export interface InsightsShown {
  data: InsightsData;
  picture: { bytes: Uint8Array; alt: string } | undefined;
  theme: "light" | "dark";
}

export function insights(t: Translate, { data, picture, theme }: InsightsShown): Screen {
  const other = theme === "dark" ? "light" : "dark";
  const lines = insightsLines(t, t, data);
  return screen(t, {
    text: [
      t("progress.summary", {
        title: t.plain("progress.insights.title"),
        span: t.plain("progress.insights.subtitle"),
      }),
      lines.length > 0 ? lines.map((line) => `- ${line}`).join("\n") : t("progress.insights.none"),
      t("server.insights.how"),
    ],
    picture: picture && { name: "weeks.png", ...picture },
    rows: picture ? [row(button(id("insights", other), t.plain(`server.insights.button.${other}`)))] : [],
  });
}

export const insightsOff = (t: Translate, delivery: Delivery | undefined, mention: Mention): Screen =>
  screen(t, {
    text: [t("server.insights.off", { setup: markup(mention("server setup")) }), membersLine(t, delivery)],
  });

function membersLine(t: Translate, delivery: Delivery | undefined): string {
  if (!delivery) return t("server.health.members-none");
  const say = (count: RoundedCount) => counted(t, count);
  const { sent, failed, held, expired } = delivery;
  return t("server.health.members", {
    sent: say(sent),
    failed: say(failed),
    held: say(held),
    expired: say(expired),
  });
}

function postsEnded(t: Translate, posts: ServerHealth["posts"]): string {
  const some = healthKinds.filter((kind) => posts[kind] > 0);
  if (some.length === 0) return t.plain("server.health.posts-none");
  return some.map((kind) => t.plain(`server.health.ended.${kind}`, { count: posts[kind] })).join(", ");
}

export interface HealthShown {
  health: ServerHealth;
  delivery: Delivery | undefined;
  checks: readonly ChannelCheck[];
  mention: Mention;
}

export function health(t: Translate, { health: found, delivery, checks, mention }: HealthShown): Screen {
  const halted = found.halted.map(
    ({ kind, channelId, halt }) =>
      `- ${t("server.health.halted", {
        kind: t.plain(`server.health.kind.${kind}`),
        channel: channelId ? markup(channelMention(channelId)) : t.plain("server.setup.not-set"),
        why: t.plain(`server.health.halt.${halt}`),
        resume: markup(mention("schedule resume")),
      })}`,
  );
  return screen(t, {
    text: [
      t("server.health.title"),
      [
        t("server.health.up"),
        t("server.health.posts", { list: postsEnded(t, found.posts) }),
        membersLine(t, delivery),
        ...(halted.length > 0 ? halted : [t("server.health.no-halted")]),
      ].join("\n"),
      `${t("server.check.title")}\n${checkLines(t, checks)}`,
      t("server.health.unclear"),
    ],
    rows: [
      row(
        button(id("health"), t.plain("server.health.button.again")),
        button(customId("server", "setup"), t.plain("server.setup.button.overview")),
      ),
    ],
  });
}

export function audit(t: Translate, { entries, page, more }: AuditPage): Screen {
  const lines = entries.map(
    (entry) =>
      `- ${t("server.audit.line", {
        when: markup(time(Math.floor(entry.at / 1000), "f")),
        who: entry.actorId ? markup(userMention(entry.actorId)) : t.plain("server.audit.forgotten"),
        what: markup(whatOf(t, entry)),
      })}`,
  );
  const ways = [
    ...(page > 0 ? [button(id("audit", page - 1), t.plain("server.audit.button.newer"))] : []),
    ...(more ? [button(id("audit", page + 1), t.plain("server.audit.button.older"))] : []),
  ];
  return screen(t, {
    text: [t("server.audit.title"), lines.join("\n") || t("server.audit.none")],
    rows: ways.length > 0 ? [row(...ways)] : [],
  });
}

const aboutSchedules = ["add", "edit", "pause", "resume", "remove", "run-now", "announce"] as const;

/** What was done, in words; an action of another version is told by its name. */
function whatOf(t: Translate, { action, target, detail }: AuditEntry): string {
  const about = { target: target ?? "" };
  if (action === "server-settings")
    return t("server.audit.action.server-settings", { list: markup(settingsIn(t, detail)) });
  if (action === "server-zone") return t("server.audit.action.server-zone", { zone: String(detail["zone"]) });
  for (const what of aboutSchedules)
    if (action === `schedule-${what}`) return aboutSchedule(t, what, about.target, detail);
  if (action === "drill-publish") return t("server.audit.action.drill-publish", about);
  if (action === "drill-withdraw") return t("server.audit.action.drill-withdraw", about);
  if (action === "drill-offer-again") return t("server.audit.action.drill-offer-again", about);
  return t("server.audit.action.other", { action, ...about });
}

type Detail = Record<string, unknown>;

/** What was done to a schedule: which one, and what of it became different. @returns markup */
function aboutSchedule(
  t: Translate,
  what: (typeof aboutSchedules)[number],
  target: string,
  detail: Detail,
): string {
  const line = t(`server.audit.action.schedule-${what}`, { target: scheduleName(t, target, detail) });
  const more = moreOf(t, what, detail);
  return more ? t("server.audit.more", { line: markup(line), more: markup(more) }) : line;
}

function moreOf(t: Translate, what: (typeof aboutSchedules)[number], detail: Detail): string {
  const { pausedUntil, channelId, changed, was } = detail;
  if (what === "pause" && typeof pausedUntil === "number" && pausedUntil < endOfTime)
    return t("server.audit.until", { at: markup(time(Math.floor(pausedUntil / 1000), "f")) });
  if (what === "announce" && typeof channelId === "string")
    return t("server.audit.in", { channel: markup(channelMention(channelId)) });
  if (what !== "edit" || !Array.isArray(changed)) return "";
  const names = scheduleFields.filter((field) => changed.includes(field));
  const before = isRule(was) && names.includes("rule") ? whenOf(t, was, true) : "";
  return [
    before ? t("server.audit.was", { when: before }) : "",
    ...names.filter((name) => name !== "rule").map((name) => t(`server.audit.field.${name}`)),
  ]
    .filter(Boolean)
    .join(", ");
}

/** The last instant that a date can be: a pause until then has no end. */
const endOfTime = 8.64e15;
const scheduleFields = [
  "rule",
  "kind",
  "content",
  "zone",
  "windowMin",
  "way",
  "channelId",
  "policy",
] as const;
const isRule = (value: unknown): value is Rule =>
  typeof value === "object" &&
  value !== null &&
  "kind" in value &&
  (value.kind === "times" || value.kind === "cron");

/** What kind of schedule it was and when it came round, as far as the entry tells; else the end of its id. */
function scheduleName(t: Translate, target: string, { kind, rule }: Detail): string {
  const known = kinds.find((one) => one === kind);
  if (known && isRule(rule)) return shortOf(t, { kind: known, rule });
  const end = target.slice(-4);
  return known ? `${t.plain(`server.health.kind.${known}`)} …${end}` : `…${end}`;
}

const settingNames = [
  "postChannel",
  "problemChannel",
  "onCallRole",
  "onCallChannel",
  "helpLines",
  "off",
  "keepDays",
] as const;

/** @returns markup: each setting with what it was set to */
const settingsIn = (t: Translate, detail: Record<string, unknown>): string =>
  settingNames
    .filter((name) => Object.hasOwn(detail, name))
    .map((name) => {
      const what = t.plain(`server.audit.setting.${name}`);
      const value = name === "helpLines" ? undefined : settingValue(t, name, detail[name]);
      return value === undefined ? what : t("server.audit.set", { what, value: markup(value) });
    })
    .join(", ");

function settingValue(t: Translate, name: (typeof settingNames)[number], value: unknown): string {
  if (name === "keepDays") return t("server.audit.days", { days: Number(value) });
  if (name === "off") {
    const off = features.filter((feature) => Array.isArray(value) && value.includes(feature));
    if (off.length === 0) return t("server.audit.all-on");
    return t("server.audit.off", { list: off.map((one) => t.plain(`server.features.${one}`)).join(", ") });
  }
  if (typeof value !== "string") return t("server.audit.unset");
  return name === "onCallRole" ? roleMention(value) : channelMention(value);
}
