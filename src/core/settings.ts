/** A member's own choices that nothing but the bot's answers to them depends on. */
export interface MemberSettings {
  version: number;
  /** ISO 3166-1 alpha-2, asked and never guessed. */
  country?: string;
  /** Whether a fitting practice is suggested after a check-in. */
  suggestions: boolean;
  /** Topics that drills must leave out. */
  excludedTopics: string[];
}
