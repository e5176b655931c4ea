/**
 * Lists to pick from while building if–then lines: any cue goes with any response, as "If {cue}, then {response}."
 * Pairing from lists works where writing on one's own hardly does (PMC10087331), so this comes before editing.
 */
import { riskKinds, type RiskKind } from "./risk.ts";

/** The eight kinds of high-risk situations, and going flat, which for many here is the riskiest. */
export const cueKinds = [...riskKinds, "going-flat"] as const;
export type CueKind = (typeof cueKinds)[number];

export const responseKinds = ["leave", "delay", "call", "say-no", "soothe", "act", "name-it"] as const;
export type ResponseKind = (typeof responseKinds)[number];

/** Lines of the plan that are not pairs, with something to begin from. */
export const starterKinds = [
  "first15",
  "reasons",
  "safer-places",
  "when-too-much",
  "when-too-little",
  "lapse-plan",
] as const;
export type StarterKind = (typeof starterKinds)[number];

export interface Phrase {
  id: string;
  text: string;
}

interface PhraseList<List extends string, Kind extends string> {
  id: string;
  version: number;
  list: List;
  kind: Kind;
  title: string;
  /** At most 25: one select. */
  phrases: Phrase[];
  author: string;
  review: string;
}

export type CueList = PhraseList<"cues", CueKind>;
export type ResponseList = PhraseList<"responses", ResponseKind>;
export type StarterList = PhraseList<"starters", StarterKind>;

export interface Picked {
  text: string;
  kind: RiskKind | undefined;
}

/** The phrase of an id such as `conflict/i-say-something-i-regret`. */
export function phraseOf(
  lists: readonly (CueList | ResponseList | StarterList)[],
  side: "cues" | "responses",
  picked: string | undefined,
): Picked | undefined {
  for (const { list, kind, phrases } of lists) {
    const phrase = list === side && phrases.find(({ id }) => `${kind}/${id}` === picked);
    if (phrase) return { text: phrase.text, kind: riskKinds.find((risk) => risk === kind) };
  }
  return undefined;
}

/** The pair as one sentence, for reading aloud and for the member to put in their own words. */
export function ifThenSentence(cue: string, response: string): string {
  return `If ${cue}, then ${response}.`;
}
