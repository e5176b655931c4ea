/** Marlatt's eight kinds of high-risk situations: five within a person, three between people. */
export const riskKinds = [
  "negative-emotion",
  "physical-discomfort",
  "positive-emotion",
  "testing-control",
  "urges",
  "conflict",
  "social-pressure",
  "good-times",
] as const;
export type RiskKind = (typeof riskKinds)[number];
