/** The export as files for a message. */
import { AttachmentBuilder } from "discord.js";
import type { Person } from "#app/store.ts";
import type { Words } from "#app/words.ts";
import { exportCsv } from "#core/export-csv.ts";
import { exportPage } from "#core/export-page.ts";
import type { ExportFile } from "#core/export.ts";
import { exportWords } from "#locale/export-words.ts";

/** Discord takes 10 MB in a message of a server without boosts; with room for the rest of it. */
const most = 9_500_000;

/** Undefined when they are too large to be attached. */
export function exportFiles(
  file: ExportFile,
  person: Person,
  locale: string,
  words: Words,
): AttachmentBuilder[] | undefined {
  const labels = exportWords(locale, person.zone, file.exportedAt, {
    finder: words.finder(locale),
    body: words.body(locale),
  });
  const contents: [name: string, text: string][] = [
    ["export.json", JSON.stringify(file, null, 1)],
    ["export.csv", exportCsv(file)],
    ["export.html", exportPage(file, labels)],
  ];
  const files = contents.map(([name, text]) => ({ name, bytes: Buffer.from(text) }));
  if (files.reduce((sum, { bytes }) => sum + bytes.length, 0) > most) return undefined;
  return files.map(({ name, bytes }) => new AttachmentBuilder(bytes, { name }));
}
