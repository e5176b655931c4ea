/** The one screen on which a schedule is put together, and the page for what is wanted less often. */
import { ChannelSelectMenuBuilder, ChannelType } from "discord.js";
import type { Draft } from "#app/schedule-drafts.ts";
import { textOf } from "#app/schedule-drafts.ts";
import type { Preview } from "#core/schedule-preview.ts";
import { idsOf } from "#discord/custom-id.ts";
import { button, row, screen, select, type Choice, type Row, type Screen } from "#discord/screen.ts";
import { cityOf, likelyCities, withLocalTime } from "#locale/cities.ts";
import { clockOf, weekdayName } from "#locale/clock.ts";
import type { Translate } from "#locale/sentences.ts";
import { timesAtMost } from "./editing.ts";
import { clashLines, nextLine } from "./preview.ts";
import { kinds, mondayFirst, promptSets, sentenceOf } from "./words.ts";

const id = idsOf("schedule");
export const postable = [
  ChannelType.GuildText,
  ChannelType.GuildAnnouncement,
  ChannelType.PublicThread,
] as const;

const field = (draft: Draft, name: string): string => id("set", draft.id, name);

/** What is picked so far as one sentence, lists to change it, and *Save*. */
export function editorPage(t: Translate, draft: Draft, preview: Preview, now: number): Screen {
  return screen(t, {
    text: [t(draft.scheduleId ? "schedule.title-edit" : "schedule.title-new")],
    rows: [
      row(select(field(draft, "what"), t.plain("schedule.pick.what"), whatChoices(t, draft))),
      ...(draft.body.kind === "prompt"
        ? [row(select(field(draft, "set"), t.plain("schedule.pick.set"), setChoices(t, draft)))]
        : []),
      ...whenRows(t, draft),
      row(select(field(draft, "clock"), t.plain("schedule.pick.clock"), clockChoices(t, draft, now))),
      row(select(field(draft, "where"), t.plain("schedule.pick.where"), whereChoices(t, draft))),
      row(channelSelect(t, draft)),
    ],
    outcome: {
      text: [
        sentenceOf(t, draft.body),
        ownWords(t, draft),
        nextLine(t, preview, draft.body, draft.serverZone),
        ...clashLines(t, preview),
      ],
      row: row(
        button(id("save", draft.id), t.plain("schedule.button.save"), "good").setDisabled(
          draft.lacks !== undefined,
        ),
        ...contentButton(t, draft),
        button(id("draft-preview", draft.id), t.plain("schedule.button.preview")),
        button(id("more", draft.id), t.plain("schedule.button.more")),
        button(id("drop", draft.id), t.plain("schedule.button.drop")),
      ),
    },
  });
}

/** The moderators' own text, and what of it can't go out. */
function ownWords(t: Translate, { body, hits, lacks }: Draft): string {
  if (body.kind !== "text") return "";
  const text = textOf(body);
  if (text === undefined) return t("schedule.no-words");
  const shown = text
    .split("\n")
    .map((line) => `> ${line}`)
    .join("\n");
  if (lacks !== "wording") return shown;
  return [
    shown,
    t("schedule.wording", { count: hits.length }),
    ...hits.slice(0, 5).map(({ message }) => `- ${message}`),
  ].join("\n");
}

function contentButton(t: Translate, draft: Draft) {
  const { kind, way } = draft.body;
  if (kind === "text")
    return [button(id("words", draft.id), t.plain("schedule.button.words"), draft.lacks ? "main" : "plain")];
  if (kind === "practice" || kind === "lesson" || (kind === "drill" && way === "channel"))
    return [button(id("which", draft.id), t.plain("schedule.button.which"))];
  return [];
}

const whatChoices = (t: Translate, { body }: Draft): Choice[] =>
  kinds.map((kind) => ({
    label: t.plain(`schedule.kind.${kind}`),
    description: t.plain(`schedule.kind-hint.${kind}`),
    value: kind,
    chosen: kind === body.kind,
  }));

const setChoices = (t: Translate, { body }: Draft): Choice[] =>
  promptSets.map((set) => ({
    label: t.plain("schedule.what-prompt", { set: t.plain(`schedule.set.${set}`) }),
    value: set,
    chosen: set === body.content["set"],
  }));

/** Times and days, as far as lists can say them; a cron line and days of the month are on the other page. */
function whenRows(t: Translate, draft: Draft): Row[] {
  const { rule } = draft.body;
  if (rule.kind === "cron") return [];
  const chosen = rule.times.map(({ at }) => at);
  const weekdays = rule.dates.weekdays ?? mondayFirst;
  const hours = [...new Set([...Array.from({ length: 19 }, (_, hour) => (hour + 5) * 60), 0, ...chosen])];
  const times = row(
    select(
      field(draft, "times"),
      t.plain("schedule.pick.times"),
      [
        ...hours
          .toSorted((a, b) => a - b)
          .map((minute) => ({
            label: clockOf(minute),
            value: String(minute),
            chosen: chosen.includes(minute),
          })),
        { label: t.plain("schedule.pick.other-time"), value: "other" },
      ],
      { min: 1, max: timesAtMost },
    ),
  );
  if (rule.dates.monthDays) return [times];
  const days = mondayFirst.map((day) => ({
    label: weekdayName(day, t.locale),
    value: String(day),
    chosen: weekdays.includes(day),
  }));
  return [times, row(select(field(draft, "days"), t.plain("schedule.pick.days"), days, { min: 1, max: 7 }))];
}

function clockChoices(t: Translate, { body, serverZone }: Draft, now: number): Choice[] {
  const first = [...new Set([serverZone, ...(body.zone ? [body.zone] : [])])];
  const others = likelyCities(t.locale).filter(({ zone }) => !first.includes(zone));
  const cities = [...first.map((zone) => ({ zone, name: cityOf(zone) })), ...others].slice(0, 23);
  return [
    {
      label: t.plain("schedule.pick.own-clock"),
      description: t.plain("schedule.pick.own-clock-hint"),
      value: "own",
      chosen: body.zone === null,
    },
    ...cities.map((city) => ({
      label: t.plain("schedule.pick.one-clock", { place: withLocalTime(city, now, t.locale) }),
      value: city.zone,
      chosen: city.zone === body.zone,
    })),
    { label: t.plain("schedule.pick.other-place"), value: "other" },
  ].filter(({ value }) => body.way !== "channel" || value !== "own");
}

const whereChoices = (t: Translate, { body }: Draft): Choice[] =>
  (["dm", "channel"] as const).map((way) => ({
    label: t.plain(`schedule.pick.way.${way}`),
    description: t.plain(`schedule.pick.way-hint.${way}`),
    value: way,
    chosen: way === body.way,
  }));

/** For a post its channel; for direct messages one for those who would rather not get them. */
function channelSelect(t: Translate, draft: Draft): ChannelSelectMenuBuilder {
  const { way, channelId } = draft.body;
  return new ChannelSelectMenuBuilder()
    .setCustomId(id("channel", draft.id))
    .setPlaceholder(t.plain(way === "channel" ? "schedule.pick.channel" : "schedule.pick.channel-too"))
    .setChannelTypes(...postable)
    .setMinValues(way === "channel" ? 1 : 0)
    .setMaxValues(1)
    .setDefaultChannels(channelId ? [channelId] : []);
}

const oftenValues = ["1", "2", "2+", "3", "4", "nth1", "nth2", "nth3", "nth4", "nth-1"] as const;
const windows = [0, 15, 30, 60, 120];

/** Rhythm, window, quiet hours, first and last day, cron. */
export function morePage(t: Translate, draft: Draft): Screen {
  const { rule, windowMin, policy, way } = draft.body;
  const days = rule.kind === "times" && !rule.dates.monthDays;
  return screen(t, {
    text: [t("schedule.title-more"), sentenceOf(t, draft.body)],
    rows: [
      ...(days
        ? [
            row(
              select(
                field(draft, "often"),
                t.plain("schedule.pick.often"),
                oftenValues.map((value) => ({
                  label: t.plain(`schedule.often.${value}`),
                  value,
                  chosen: value === oftenOf(draft),
                })),
              ),
            ),
          ]
        : []),
      ...(way === "dm"
        ? [
            row(
              select(
                field(draft, "window"),
                t.plain("schedule.pick.window"),
                windows.map((minutes) => ({
                  label: t.plain("schedule.window", { minutes }),
                  value: String(minutes),
                  chosen: minutes === windowMin,
                })),
              ),
            ),
            row(
              select(
                field(draft, "quiet"),
                t.plain("schedule.pick.quiet"),
                (["skip", "move"] as const).map((quiet) => ({
                  label: t.plain(`schedule.quiet.${quiet}`),
                  value: quiet,
                  chosen: quiet === (policy.quiet ?? "skip"),
                })),
              ),
            ),
          ]
        : []),
      row(
        button(id("editor", draft.id), t.plain("button.back"), "main"),
        button(id("span", draft.id), t.plain("schedule.button.span")),
        button(id("month-days", draft.id), t.plain("schedule.button.month-days")),
        button(id("cron", draft.id), t.plain("schedule.button.cron")),
        ...(days ? [] : [button(id("lists", draft.id), t.plain("schedule.button.lists"))]),
      ),
    ],
  });
}

function oftenOf({ body: { rule } }: Draft): string {
  if (rule.kind !== "times") return "";
  const { nth, everyWeeks } = rule.dates;
  if (nth) return `nth${nth[0]}`;
  return String(everyWeeks?.every ?? 1);
}

/** One practice or card for each time, or whichever the member picks. */
export function whichPage(
  t: Translate,
  draft: Draft,
  pieces: readonly { id: string; title: string }[],
): Screen {
  const chosen = draft.body.content["piece"];
  const sorted = pieces.toSorted((a, b) => a.title.localeCompare(b.title, t.locale));
  const parts = Array.from({ length: Math.ceil(sorted.length / 24) }, (_, index) =>
    sorted.slice(index * 24, index * 24 + 24),
  );
  const any = { label: t.plain("schedule.pick.any"), value: "any", chosen: chosen === undefined };
  return screen(t, {
    text: [t("schedule.title-which"), sentenceOf(t, draft.body)],
    rows: [
      ...parts.map((part, index) =>
        row(
          select(
            id("set", draft.id, "piece", index),
            t.plain("schedule.pick.piece", { span: `${part[0]?.title} – ${part.at(-1)?.title}` }),
            [
              any,
              ...part.map((piece) => ({ label: piece.title, value: piece.id, chosen: piece.id === chosen })),
            ],
          ),
        ),
      ),
      row(button(id("editor", draft.id), t.plain("button.back"), "main")),
    ],
  });
}

/** Places that fit what was typed. */
export const placesPage = (
  t: Translate,
  draft: Draft,
  cities: { zone: string; name: string }[],
  now: number,
): Screen =>
  screen(t, {
    text: [t("schedule.title-place"), sentenceOf(t, draft.body)],
    rows: [
      row(
        select(
          field(draft, "clock"),
          t.plain("schedule.pick.clock"),
          [...new Map(cities.map((city) => [city.zone, city])).values()]
            .slice(0, 25)
            .map((city) => ({ label: withLocalTime(city, now, t.locale), value: city.zone })),
        ),
      ),
      row(button(id("editor", draft.id), t.plain("button.back"), "main")),
    ],
  });
