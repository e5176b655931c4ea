/** Small scenarios for tests, in the shape that content is checked into. */
import type { DrillNode, Scenario } from "#core/drill-scenario.ts";

const ending = (text: string): DrillNode => ({ text, choices: [], ending: "moved-through" });

/** Two screens and two endings; the second choice sets a flag, the third drifts. */
export const small: Scenario = {
  id: "small",
  version: 1,
  hash: "small-1",
  locale: "en",
  title: "A small one",
  audience: "member",
  kind: "urges",
  themes: [],
  rung: 1,
  minutes: 3,
  preview: "A street, and a door.",
  contentNotes: ["A street"],
  topics: ["home-alone"],
  words: ["street", "door", "evening"],
  start: "street",
  nodes: {
    street: {
      text: "You stand in the street. {person|Somebody} is on your mind.",
      choices: [
        { label: "Walk on", tags: ["leave"], feedback: "You walk.", next: "door" },
        {
          label: "Call {person|someone}",
          tags: ["call"],
          feedback: "It rings.",
          set: ["called"],
          next: "door",
        },
        { label: "Let it plan", tags: ["drift"], feedback: "It plans.", next: "door" },
      ],
      own: { feedback: "You do that.", next: "door" },
    },
    door: {
      text: [{ when: { flags: ["called"] }, text: "The door, and a voice." }, { text: "The door." }],
      timer: 60,
      choices: [
        { label: "Go in", tags: ["leave"], feedback: "Warm.", next: "inside" },
        {
          label: "Ask for company",
          tags: ["call"],
          feedback: "Yes.",
          next: "inside",
          when: { flags: ["called"] },
        },
        { label: "Stay out and use", tags: ["use"], feedback: "It goes on.", next: "outside" },
      ],
      own: {
        feedback: "You do that at the door.",
        next: [{ when: { plan: ["person"] }, to: "inside" }, { to: "outside" }],
      },
    },
    inside: ending("You are inside."),
    outside: ending("You are outside."),
  },
  close: {
    orientation: "Look round. It is today.",
    minute: { "too-little": "Hold something cold.", within: "Name one thing.", "too-much": "Breathe out." },
    takeaways: [
      { cue: "I stand in the street", response: "I walk on" },
      { cue: "the door is there", response: "I go in" },
    ],
  },
  author: "test",
  review: "not reviewed by a clinician",
  provenance: "test",
};
