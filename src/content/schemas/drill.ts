/** The shape of `content/drills/<id>/<locale>.yaml`. What a shape cannot say is in `../drill-check.ts`. */
import { z } from "zod";
import { choiceTags, endings, planFacets, themes, topics } from "#core/drill-scenario.ts";
import { riskKinds } from "#core/risk.ts";

/** Characters that a member sees on one screen of a scene at most, feedback and thought counted. */
export const screenLimit = 350;

/** Names inside a file: screens and flags. */
const name = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, "use small letters, digits and hyphens, at most 40");
const prose = (most: number) =>
  z.string().trim().min(1, "is empty").max(most, `has more than ${most} characters`);
const unique = <T>(list: z.ZodArray<z.ZodType<T>>) =>
  list.refine((items) => new Set(items).size === items.length, "names something twice");

const condition = z
  .strictObject({
    flags: unique(z.array(name)).optional(),
    not: unique(z.array(name)).optional(),
    plan: unique(z.array(z.enum(planFacets))).optional(),
    noPlan: unique(z.array(z.enum(planFacets))).optional(),
  })
  .refine((when) => Object.values(when).some((list) => list.length > 0), "asks for nothing");

const target = z.union(
  [name, z.array(z.strictObject({ when: condition.optional(), to: name })).min(1)],
  "must be the name of a screen, or a list of { when, to }",
);
const telling = z.union(
  [
    prose(screenLimit),
    z.array(z.strictObject({ when: condition.optional(), text: prose(screenLimit) })).min(1),
  ],
  `must be a text of at most ${screenLimit} characters, or a list of { when, text }`,
);

const choice = z.strictObject({
  label: prose(80),
  tags: unique(z.array(z.enum(choiceTags)).min(1)),
  feedback: prose(200),
  set: unique(z.array(name)).optional(),
  when: condition.optional(),
  next: target,
});

const node = z.strictObject({
  text: telling,
  cue: z.enum(["place", "person", "thought", "body", "feeling", "time"]).optional(),
  thought: prose(120).optional(),
  timer: z.int().min(10).max(900).optional(),
  choices: z.array(choice).max(5, "has more than 5 choices").default([]),
  own: z.strictObject({ feedback: prose(200), next: target }).optional(),
  ending: z.enum(endings).optional(),
});

const close = z.strictObject({
  orientation: prose(200),
  minute: z.strictObject({
    "too-little": prose(screenLimit),
    within: prose(screenLimit),
    "too-much": prose(screenLimit),
  }),
  takeaways: z
    .array(z.strictObject({ cue: prose(100), response: prose(80) }))
    .min(2, "needs at least 2 to choose from")
    .max(4),
});

export const drillSchema = z.strictObject({
  id: name,
  version: z.int().min(1),
  title: prose(60),
  audience: z.enum(["member", "supporter"]).default("member"),
  kind: z.enum(riskKinds),
  themes: unique(z.array(z.enum(themes))).default([]),
  rung: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  minutes: z.int().min(1).max(15),
  preview: prose(200),
  contentNotes: z.array(prose(80)).min(1).max(4),
  topics: unique(z.array(z.enum(topics)).min(1)),
  words: z.array(prose(30)).min(3).max(20),
  start: name,
  nodes: z.record(name, node),
  close,
  author: prose(80),
  review: prose(120),
  provenance: prose(300),
});

/** A scenario as it stands in its file. */
export type DrillFile = z.infer<typeof drillSchema>;
