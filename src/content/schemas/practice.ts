import { z } from "zod";
import { afterQuestions, anchors, plannedSeconds } from "#core/practice.ts";
import type { Practice } from "#core/practice.ts";
import type { Kind } from "../load.ts";
import { authorship, id, states, url, version, words } from "./shared.ts";

const step = z.strictObject({
  text: words(320),
  seconds: z.int().min(5).max(600),
  alt: words(240).optional(),
});

const pacer = z.strictObject({
  in: z.int().min(2).max(10),
  out: z.int().min(2).max(12),
  breaths: z.int().min(3).max(60),
});

const practice: z.ZodType<Practice> = z.strictObject({
  id,
  version,
  title: words(60),
  promise: words(160),
  minutes: z.int().min(1).max(30),
  zoneFit: states,
  anchor: z.enum(anchors),
  suggested: z.boolean(),
  pacer: pacer.optional(),
  steps: z.array(step).min(2).max(12),
  exitLine: words(160),
  close: words(240),
  cautions: z.array(words(200)).max(4),
  evidenceNote: z.strictObject({ text: words(320), source: url.nullable() }),
  after: z.array(z.enum(afterQuestions)).min(1),
  ...authorship,
});

/** `content/practices/<id>/en.yaml`. */
export const practiceKind: Kind<Practice> = {
  name: "practices",
  schema: practice,
  prose: ["title", "promise", "text", "alt", "exitLine", "close", "cautions"],
  unlinted: ["source"],
  check(practice, report) {
    const planned = plannedSeconds(practice) / 60;
    if (Math.abs(planned - practice.minutes) > 1) {
      report(
        ["minutes"],
        "minutes",
        `The steps take ${planned.toFixed(1)} minutes, but ${practice.minutes} are announced.`,
      );
    }
    if (practice.anchor === "body" && practice.suggested && practice.zoneFit.includes("too-much")) {
      report(["suggested"], "inward", "Looking into the body is never suggested when it is too much.");
    }
    if (practice.pacer) checkPacer(practice, practice.pacer, report);
  },
};

/** A pacer that runs longer or shorter than its steps would leave the member with a picture of something else. */
function checkPacer(
  practice: Practice,
  pacer: NonNullable<Practice["pacer"]>,
  report: Parameters<NonNullable<Kind<Practice>["check"]>>[1],
): void {
  const seconds = (pacer.in + pacer.out) * pacer.breaths;
  if (seconds > plannedSeconds(practice)) {
    report(["pacer"], "pacer", `The pacer runs ${seconds} seconds, longer than the steps.`);
  }
}
