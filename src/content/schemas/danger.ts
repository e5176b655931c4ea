import { z } from "zod";
import { dangerKinds } from "#core/danger.ts";
import type { DangerWords } from "#core/danger.ts";
import { parseYaml, projectLimits } from "../yaml.ts";
import { authorship, version } from "./shared.ts";

/** Letters, spaces and the signs of the phrase language; capitals, accents and apostrophes would never be found. */
const phrase = z
  .string()
  .regex(/^(?:[\p{Ll}\p{Lo} ()|~]|\.\.\.)+$/u, "has a character that a folded text cannot have");

const dangerWords: z.ZodType<DangerWords> = z.strictObject({
  version,
  languages: z.record(
    z.string().regex(/^[a-z]{2,3}$/),
    z.partialRecord(z.enum(dangerKinds), z.array(phrase).min(1)),
  ),
  ...authorship,
});

/** Reads the text of `content/danger-words.yaml`. Throws with file and line when it is faulty. */
export function readDangerWords(text: string, file: string): DangerWords {
  const parsed = parseYaml(text, file, projectLimits);
  if (!parsed.ok) throw new Error(parsed.faults.map((f) => `${f.file}:${f.line} ${f.message}`).join("\n"));
  const fit = dangerWords.safeParse(parsed.yaml.value);
  if (fit.success) return fit.data;
  const { yaml } = parsed;
  throw new Error(
    fit.error.issues
      .map(
        ({ path, message }) =>
          `${file}:${yaml.lineOf(path.map((step) => (typeof step === "symbol" ? String(step) : step)))} ${path.join(".")}: ${message}`,
      )
      .join("\n"),
  );
}
