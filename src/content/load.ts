/**
 * Content from disk: `content/<kind>/<id>/<locale>.yaml` → typed pieces, or every fault with file and line.
 * Nothing is skipped in silence: a stray file, a missing English text, a translation that lags are faults too.
 */
import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { z } from "zod";
import type { Fault, Report } from "./fault.ts";
import { originalLocale } from "./piece.ts";
import type { Piece } from "./piece.ts";
import { compareTranslation } from "./translation.ts";
import { findWording, textsOf } from "./wording.ts";
import type { Wording } from "./wording.ts";
import { parseYaml, projectLimits } from "./yaml.ts";
import type { YamlLimits, YamlText } from "./yaml.ts";

/** A kind of content: how it looks, and what else must hold of it. */
export interface Kind<T extends { id: string }> {
  /** Folder under `content/`. */
  name: string;
  schema: z.ZodType<T>;
  /** Keys, at any depth, that hold words to translate. All other values are facts and equal in every language. */
  prose: readonly string[];
  /** Keys, at any depth, that each language writes afresh, with as many entries as it likes. */
  free?: readonly string[];
  /** Keys, at any depth, that the wording linter leaves alone: addresses, names of sources. */
  unlinted?: readonly string[];
  /** Wording groups that do not hold for this piece, such as a safety card that must name a danger. */
  wordingExcept?: (value: T) => readonly string[];
  /** What a schema cannot say: graphs walked, sums checked. */
  check?: (value: T, report: Report, locale: string) => void;
}

export interface Loaded<T> {
  pieces: Piece<T>[];
  faults: Fault[];
}

export type Checked<T> = { ok: true; piece: Piece<T> } | { ok: false; faults: Fault[] };

export interface CheckOptions {
  file: string;
  locale: string;
  wording: Wording;
  /** Folder that the id must equal; absent for an import. */
  folder?: string;
  limits?: YamlLimits;
}

const localeFile = /^([a-z]{2,3}(?:-[A-Z]{2}|-419)?)\.yaml$/;

/** Checks the text of one piece. Schema first; the kind's own checks and the wording only on what fits it. */
export function checkPiece<T extends { id: string }>(
  text: string,
  kind: Kind<T>,
  options: CheckOptions,
): Checked<T> {
  const { file, locale, wording, folder } = options;
  const parsed = parseYaml(text, file, options.limits ?? projectLimits);
  if (!parsed.ok) return parsed;
  const { yaml } = parsed;
  const fit = kind.schema.safeParse(yaml.value);
  if (!fit.success) return { ok: false, faults: schemaFaults(fit.error, yaml, file) };
  const value = fit.data;
  const faults: Fault[] = [];
  const report: Report = (path, code, message, near) =>
    void faults.push({ file, line: yaml.lineOf(path, near), code, message });
  if (folder !== undefined && value.id !== folder)
    report(["id"], "id", `The id is “${value.id}”, but the folder is called “${folder}”.`);
  kind.check?.(value, report, locale);
  checkWording(yaml.value, kind, value, wording, report);
  if (faults.length > 0) return { ok: false, faults: faults.sort((a, b) => a.line - b.line) };
  return { ok: true, piece: { id: value.id, locale, file, hash: hashOf(value), value } };
}

function checkWording<T extends { id: string }>(
  raw: unknown,
  kind: Kind<T>,
  value: T,
  wording: Wording,
  report: Report,
): void {
  const except = kind.wordingExcept?.(value) ?? [];
  for (const { path, text } of textsOf(raw, kind.unlinted)) {
    for (const hit of findWording(text, wording, except)) {
      report(path, `wording-${hit.group}`, hit.message, hit.match);
    }
  }
}

function schemaFaults(error: z.ZodError, yaml: YamlText, file: string): Fault[] {
  return error.issues.map((issue) => {
    const path = issue.path.map((step) => (typeof step === "number" ? step : String(step)));
    const unknown = issue.code === "unrecognized_keys" ? issue.keys[0] : undefined;
    const where = path.length > 0 ? path.join(".") : "the file";
    const line = yaml.lineOf(unknown === undefined ? path : [...path, unknown]);
    return { file, line, code: "schema", message: `${where}: ${issue.message}.` };
  });
}

/** First 22 characters of a base64url SHA-256 over the value as JSON: 132 bits. */
export function hashOf(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("base64url").slice(0, 22);
}

/** Loads every piece of a kind in every language. A kind whose folder is not there is an empty one. */
export function loadKind<T extends { id: string }>(root: string, kind: Kind<T>, wording: Wording): Loaded<T> {
  const folder = join(root, kind.name);
  const pieces: Piece<T>[] = [];
  const faults: Fault[] = [];
  for (const id of listing(folder)) {
    for (const name of listing(join(folder, id))) {
      const checked = loadFile(join(folder, id, name), { id, name }, kind, wording);
      if (checked.ok) pieces.push(checked.piece);
      else faults.push(...checked.faults);
    }
  }
  faults.push(...translationFaults(pieces, faults, kind));
  return { pieces, faults };
}

function loadFile<T extends { id: string }>(
  file: string,
  { id, name }: { id: string; name: string },
  kind: Kind<T>,
  wording: Wording,
): Checked<T> {
  const locale = localeFile.exec(name)?.[1];
  const refuse = (code: string, message: string): Checked<T> => ({
    ok: false,
    faults: [{ file, line: 1, code, message }],
  });
  if (!locale) return refuse("stray-file", "Only files such as en.yaml belong here.");
  const bytes = readFileSync(file);
  if (!isUtf8(bytes)) return refuse("not-text", "The file is not UTF-8 text.");
  const text = bytes.toString("utf8");
  return checkPiece(text, kind, { file, locale, wording, folder: id });
}

function translationFaults<T extends { id: string }>(
  pieces: readonly Piece<T>[],
  known: readonly Fault[],
  kind: Kind<T>,
): Fault[] {
  const originals = new Map(pieces.filter((p) => p.locale === originalLocale).map((p) => [p.id, p]));
  return pieces.flatMap((piece): Fault[] => {
    const original = originals.get(piece.id);
    const at = { file: piece.file, line: 1 };
    if (original) {
      return compareTranslation(original.value, piece.value, kind.prose, kind.free).map((message) => ({
        ...at,
        code: "translation",
        message,
      }));
    }
    const faultyOriginal = piece.file.replace(/[^/\\]+$/, `${originalLocale}.yaml`);
    if (known.some((f) => f.file === faultyOriginal)) return [];
    return [
      { ...at, code: "missing-original", message: "There is no en.yaml beside it, which comes first." },
    ];
  });
}

/** Names inside a folder, sorted; nothing for a folder that is not there; "" for a file where a folder should be. */
function listing(folder: string): string[] {
  const stat = statSync(folder, { throwIfNoEntry: false });
  if (!stat) return [];
  return stat.isDirectory() ? readdirSync(folder).sort() : [""];
}
