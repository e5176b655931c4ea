import { z } from "zod";
import { promptInputs, promptKinds } from "#core/prompt.ts";
import type { Prompt } from "#core/prompt.ts";
import type { Kind } from "../load.ts";
import { authorship, id, states, version, words } from "./shared.ts";

const prompt: z.ZodType<Prompt> = z.strictObject({
  id,
  version,
  kind: z.enum(promptKinds),
  lockScreenText: words(80),
  body: words(200),
  inputs: z.array(z.enum(promptInputs)).min(1),
  skipLabel: words(40),
  zoneFit: states,
  cooldownDays: z.int().min(0).max(60),
  maxPerWeek: z.int().min(1).max(50),
  expiresAfterMinutes: z.int().min(15).max(1440),
  ...authorship,
});

/** Words that would tell a stranger who glances at the phone what it is about. */
const telling =
  /\b(?:urges?|crav\w*|recover\w*|sober\w*|sobriety|laps\w*|relaps\w*|plan|drill|feel\w*|mood|numb\w*|check[- ]?in|practice|habit|trigger\w*|support|days|breath\w*|body|health|thaw)\b/i;

/** `content/prompts/<id>/en.yaml`. */
export const promptKind: Kind<Prompt> = {
  name: "prompts",
  schema: prompt,
  prose: ["lockScreenText", "body", "skipLabel"],
  check({ lockScreenText }, report) {
    const found = telling.exec(lockScreenText);
    if (found)
      report(["lockScreenText"], "telling", `“${found[0]}” tells what it is about on a locked phone.`);
  },
};
