/** The words of the readable export, in the member's language and by their own clock. */
import type { PageWords } from "#core/export-page.ts";
import type { EpochMs, Zone } from "#core/ids.ts";
import { finderWords, labelOf, type BodySensations, type WordFinder } from "#core/word-finder.ts";
import { translator, type Translate } from "./sentences.ts";
import { dateFormat } from "./date-format.ts";

interface Named {
  finder: WordFinder;
  body: BodySensations;
}

/** @param made when the export was made */
export function exportWords(locale: string, zone: Zone, made: EpochMs, { finder, body }: Named): PageWords {
  const t = translator(locale);
  const written = (options: Intl.DateTimeFormatOptions) => dateFormat(t.locale, options);
  const day = written({ dateStyle: "full", timeZone: "UTC" });
  const time = written({ timeStyle: "short", timeZone: zone });
  const known = [...finderWords(finder), ...body.sensations];
  return {
    locale: t.locale,
    title: t.plain("mydata.page.title"),
    intro: t.plain("mydata.page.intro", {
      date: written({ dateStyle: "long", timeStyle: "short", timeZone: zone }).format(made),
    }),
    empty: t.plain("mydata.page.empty"),
    kind: (kind) => t.plain(`mydata.kind.${kind}`),
    section: (section) => t.plain(`plan.name.${section}`),
    field: (name) => found(t, `mydata.page.field.${name}`),
    value: (_, value) => found(t, `mydata.page.value.${value}`) ?? labelOf(known, value),
    day: (date) => day.format(Date.parse(`${date}T00:00:00Z`)),
    time: (at) => time.format(at),
  };
}

/** A sentence by a name that only the data knows; undefined where there is none. */
function found(t: Translate, key: string): string | undefined {
  return t.has(key) ? (t.plain as (key: string) => string)(key) : undefined;
}
