/** How an error looks to the member: one sentence, what to do instead, and the way to help. */
import type { Fault, FaultCode } from "#app/fault.ts";
import type { Sentences } from "#locale/keys.ts";
import type { Translate } from "#locale/sentences.ts";
import { screen, type Screen } from "./screen.ts";

/** A code without a sentence does not compile. */
const sentenceOf = (code: FaultCode): keyof Sentences & `error.${FaultCode}` => `error.${code}`;

/** @param fault undefined for an unknown error, which is answered with its incident number */
export function faultScreen(t: Translate, fault: Fault | undefined, incident: string): Screen {
  const say = t as unknown as (key: string, values: Fault["values"]) => string;
  const text = fault ? say(sentenceOf(fault.code), fault.values) : t("error.unknown", { incident });
  return screen(t, { text: [text], accent: "dawn" });
}
