import { expect } from "vitest";
import { showFaults } from "#content/fault.ts";
import { checkPiece, loadKind } from "#content/load.ts";
import type { Kind } from "#content/load.ts";
import { loadWording } from "#content/wording.ts";

const wording = loadWording("content/wording.yaml");

/** Every English piece of a kind, as the project ships it; fails with file and line if one is faulty. */
export function shipped<T extends { id: string }>(kind: Kind<T>): T[] {
  const { pieces, faults } = loadKind("content", kind, wording);
  expect(showFaults(faults)).toBe("");
  return pieces.filter(({ locale }) => locale === "en").map(({ value }) => value);
}

/** Codes of the faults in a text that was made up for a test. */
export function faultsIn<T extends { id: string }>(kind: Kind<T>, text: string): string[] {
  const checked = checkPiece(text, kind, { file: "made-up.yaml", locale: "en", wording });
  return checked.ok ? [] : checked.faults.map(({ line, code }) => `${line} ${code}`);
}

/**
 * Flesch–Kincaid grade: roughly the school year in which a text is read with ease (12-year-olds are in the sixth or
 * seventh). https://en.wikipedia.org/wiki/Flesch-Kincaid_readability_tests
 */
export function gradeOf(text: string): number {
  const sentences = Math.max(1, (text.match(/[.!?:]+(?=\s|$)/g) ?? []).length);
  const words = text.match(/[\p{L}’']+/gu) ?? [];
  const syllables = words.reduce((sum, word) => sum + syllablesOf(word), 0);
  return 0.39 * (words.length / sentences) + 11.8 * (syllables / words.length) - 15.59;
}

function syllablesOf(word: string): number {
  const plain = word.toLowerCase().replace(/(?:[^laeiouy]es|[^td]ed|[^l]e)$/, (end) => end.charAt(0));
  return Math.max(1, (plain.match(/[aeiouy]+/g) ?? []).length);
}
