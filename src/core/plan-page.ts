/** The plan as it is taken away: one sheet of paper, or plain text. */
import { entriesOf, planSections, type Plan, type PlanSection } from "./plan.ts";

export interface PlanPage {
  first15: string[];
  people: { name: string; how?: string; say?: string }[];
  ifThen: { cue: string; response: string }[];
  reasons: string[];
  /** What else there is, in the order of the plan. */
  rest: { section: PlanSection; lines: string[] }[];
}

const onTop: readonly PlanSection[] = ["first15", "people", "if-then", "reasons"];

export function planPage(plan: Plan): PlanPage {
  const lines = (section: PlanSection) => entriesOf(plan, section).map(({ text }) => text);
  return {
    first15: lines("first15"),
    people: plan.people.map(({ name, how, say }) => ({
      name,
      ...(how ? { how } : {}),
      ...(say ? { say } : {}),
    })),
    ifThen: plan.ifThen.map(({ cue, response }) => ({ cue, response })),
    reasons: lines("reasons"),
    rest: planSections
      .filter((section) => !onTop.includes(section))
      .map((section) => ({ section, lines: lines(section) }))
      .filter(({ lines: some }) => some.length > 0),
  };
}

/** Plain text that any phone can keep: headings in capitals, a hyphen before each line. */
export function planText(plan: Plan, names: Record<PlanSection, string>, title: string): string {
  const blocks = planSections
    .map((section) => ({ section, entries: entriesOf(plan, section) }))
    .filter(({ entries }) => entries.length > 0)
    .map(({ section, entries }) =>
      [names[section].toUpperCase(), ...entries.map(({ text }) => `- ${text}`)].join("\n"),
    );
  return `${[title, ...blocks].join("\n\n")}\n`;
}
