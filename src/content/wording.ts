/**
 * The wording linter: what the bot never says, as data in `content/wording.yaml`, and a search for it that sees
 * through case, line breaks and typographic quotes. Used on content, on locale files, and on texts that moderators
 * write for their own server.
 */
import { readFileSync } from "node:fs";
import { z } from "zod";
import type { Fault } from "./fault.ts";
import { parseYaml, projectLimits } from "./yaml.ts";

const group = z.strictObject({
  id: z.string().regex(/^[a-z][a-z-]*$/),
  why: z.string(),
  instead: z.string(),
  /** Whole words or phrases; `*` stands for any further letters. */
  phrases: z.array(z.string().min(1)).default([]),
  /** Regular expressions, for what cannot be listed: numbers with units, prices. */
  patterns: z.array(z.string().min(1)).default([]),
  /** Phrases in which one of the above is harmless. */
  allow: z.array(z.string()).default([]),
});

const wordingFile = z.strictObject({
  version: z.int(),
  groups: z.array(group).min(1),
  /** Locale files in which a group is let through, with the reason. */
  exceptions: z
    .array(
      z.strictObject({
        file: z.string(),
        key: z.string().default(""),
        groups: z.array(z.string()),
        why: z.string(),
      }),
    )
    .default([]),
});

interface Group {
  id: string;
  why: string;
  instead: string;
  forbidden: RegExp;
  allowed: RegExp | undefined;
}

export interface Wording {
  groups: Group[];
  exceptions: z.infer<typeof wordingFile>["exceptions"];
}

/** One place where a text says what it must not. */
export interface WordingHit {
  group: string;
  /** The words as they stand in the text. */
  match: string;
  /** One sentence for the author: what it says, why not, what instead. */
  message: string;
}

function phraseToRegex(phrase: string): string {
  const escaped = phrase.replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`);
  return escaped.replace(/\*/g, String.raw`\p{L}*`).replace(/\s+/g, String.raw`[\s-]+`);
}

/** Phrases as whole words. One pair of bounds around all of them: a pair each takes 20 times as long to compile. */
const wholeWords = (phrases: string[]) =>
  String.raw`(?<![\p{L}\p{N}])(?:${phrases.map(phraseToRegex).join("|")})(?![\p{L}\p{N}])`;

const anyOf = (phrases: string[], patterns: string[] = []) =>
  new RegExp([...(phrases.length > 0 ? [wholeWords(phrases)] : []), ...patterns].join("|"), "giu");

/** Reads the rules from the text of `content/wording.yaml`. Throws when the rules themselves are faulty. */
export function readWording(text: string, file: string): Wording {
  const parsed = parseYaml(text, file, projectLimits);
  if (!parsed.ok) throw new Error(parsed.faults.map((f) => `${f.file}:${f.line} ${f.message}`).join("\n"));
  const { groups, exceptions } = wordingFile.parse(parsed.yaml.value);
  return {
    exceptions,
    groups: groups.map(({ id, why, instead, phrases, patterns, allow }) => ({
      id,
      why,
      instead,
      forbidden: anyOf(phrases, patterns),
      allowed: allow.length > 0 ? anyOf(allow) : undefined,
    })),
  };
}

/** Reads the rules from disk. */
export function loadWording(file: string): Wording {
  return readWording(readFileSync(file, "utf8"), file);
}

/** Same length as the text, so that a place found in one is the place in the other. */
const plain = (text: string) => text.replace(/[’‘ʼ]/g, "'").replace(/[\u00a0\u2009\u202f]/g, " ");

/** Characters that cannot be seen and can hide words: soft hyphens, zero-width signs, direction overrides. */
const invisible = /(?!\u200d)[\p{Cf}\u115f\u1160\u3164]/u;

/** Every hit in a text, in the order of the rules. `except` names groups that do not hold here. */
export function findWording(text: string, wording: Wording, except: readonly string[] = []): WordingHit[] {
  const hits: WordingHit[] = [];
  const hidden = invisible.exec(text);
  if (hidden) hits.push(invisibleHit(hidden[0]));
  const base = plain(text);
  for (const { id, why, instead, forbidden, allowed } of wording.groups) {
    if (except.includes(id)) continue;
    const searched = allowed ? base.replace(allowed, (match) => " ".repeat(match.length)) : base;
    for (const found of searched.matchAll(forbidden)) {
      const match = text.slice(found.index, found.index + found[0].length);
      hits.push({ group: id, match, message: `“${match.replace(/\s+/g, " ")}”: ${why} ${instead}` });
    }
  }
  return hits;
}

function invisibleHit(char: string): WordingHit {
  const code = (char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  return {
    group: "invisible",
    match: char,
    message: `There is an invisible character here (U+${code}). Delete it.`,
  };
}

/** Checks the sentences of one locale file (JSON is read as YAML, for the line numbers). */
export function checkLocaleFile(text: string, file: string, wording: Wording): Fault[] {
  const parsed = parseYaml(text, file, projectLimits);
  if (!parsed.ok) return parsed.faults;
  const faults: Fault[] = [];
  for (const { path, text: sentence } of textsOf(parsed.yaml.value)) {
    const except = wording.exceptions
      .filter((e) => e.file === file && path.join(".").startsWith(e.key))
      .flatMap((e) => e.groups);
    for (const { group, match, message } of findWording(sentence, wording, except)) {
      faults.push({ file, line: parsed.yaml.lineOf(path, match), code: `wording-${group}`, message });
    }
  }
  return faults;
}

/** Every string inside a value, with its path; keys named in `skip` are left out with all below them. */
export function* textsOf(
  value: unknown,
  skip: readonly string[] = [],
  path: readonly (string | number)[] = [],
): Generator<{ path: readonly (string | number)[]; text: string }> {
  if (typeof value === "string") yield { path, text: value };
  else if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) yield* textsOf(item, skip, [...path, i]);
  } else if (typeof value === "object" && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      if (!skip.includes(key)) yield* textsOf(item, skip, [...path, key]);
    }
  }
}
