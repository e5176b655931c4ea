/**
 * The operator's way to hand a member what is theirs, or to erase it on request, for members who cannot do it
 * themselves. With SQLite the bot has to be stopped meanwhile.
 *
 *     npm run export -- MEMBER-ID FOLDER       writes export.json, export.csv and export.html into a new folder
 *     npm run export -- MEMBER-ID --erase      erases everything about them and prints the receipt
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { v7 as uuidv7 } from "uuid";
import { myDataCases, type MyDataCases } from "#app/my-data.ts";
import { nudgeCases } from "#app/nudges.ts";
import type { Person } from "#app/store.ts";
import { loadLibrary } from "#content/library.ts";
import { exportCsv } from "#core/export-csv.ts";
import { exportPage } from "#core/export-page.ts";
import { exportWords } from "#locale/export-words.ts";
import { readUntil } from "#nudges/natural-date.ts";
import { openStore } from "#storage/open.ts";
import { operatorConfig, run, storeOptions } from "./operator.ts";

const usage = "Usage: npm run export -- MEMBER-ID FOLDER, or npm run export -- MEMBER-ID --erase";

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { erase: { type: "boolean" } },
    allowPositionals: true,
  });
  const [memberId = "", folder] = positionals;
  if (!/^\d{1,20}$/.test(memberId) || Boolean(folder) === Boolean(values.erase)) throw new Error(usage);
  const config = operatorConfig();
  const store = await openStore({
    ...storeOptions(config),
    keysBackup: { folder: config.keysBackupDir, failed: (error) => console.error(String(error)) },
  });
  try {
    const deps = { store, now: Date.now, newId: () => uuidv7() };
    const myData = myDataCases(deps, {
      nudges: nudgeCases(deps, readUntil),
      erase: (id) => store.eraseMember(id),
      scrub: () => store.data.scrub("record"),
      clearMessages: async () => ({ removed: 0, more: false }),
    });
    const summary = await myData.summary(memberId);
    if (!summary) throw new Error(`Nothing is kept about ${memberId}.`);
    if (values.erase) await erase(myData, memberId);
    else await write(myData, summary.person, folder ?? "");
  } finally {
    await store.close();
  }
}

async function write(myData: MyDataCases, person: Person, folder: string): Promise<void> {
  const file = await myData.export(person);
  const { words } = await loadLibrary();
  const labels = { finder: words.finder(person.locale), body: words.body(person.locale) };
  // Nobody else on the machine reads along; and a folder that is there already is not written into.
  mkdirSync(folder, { mode: 0o700 });
  const put = (name: string, text: string) =>
    writeFileSync(join(folder, name), text, { mode: 0o600, flag: "wx" });
  put("export.json", JSON.stringify(file, null, 1));
  put("export.csv", exportCsv(file));
  put("export.html", exportPage(file, exportWords(person.locale, person.zone, file.exportedAt, labels)));
  console.log(
    `${file.records.length} records are in ${folder}. Hand them over on a safe way, then delete the folder.`,
  );
}

async function erase(myData: MyDataCases, memberId: string): Promise<void> {
  const { at, removed, nudges, checked } = await myData.eraseAll(memberId);
  console.log(
    `Erased on ${new Date(at).toISOString()}; their key is destroyed, so that no backup can be read.`,
  );
  for (const { kind, count } of removed) console.log(`  ${kind}: ${count}`);
  console.log(`  scheduled messages taken back: ${nudges}`);
  console.log(
    checked
      ? "Looked for again afterwards: nothing is left."
      : "Something came in meanwhile: erase once more.",
  );
}

await run(main);
