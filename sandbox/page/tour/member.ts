import { nextAtHour } from "../bar/moments.ts";
import { dmWithBot, hasCome, offers, says } from "./step.ts";
import type { Step, Tour } from "./step.ts";

const SCENE = "Flat Sunday";
const LINE = "Use a line from my plan";

const steps: Step[] = [
  {
    title: "Say where you are",
    text: "You are Ash, a member, on a flat day. Write `/checkin`, take it from the list, and send it: Enter, and Enter again.",
    target: { selector: ".composer" },
    done: (seen) => offers(seen, "Yes, and I’m 18 or over") || offers(seen, "Too little"),
    help: { label: "Write it for me", run: (hand) => hand.slash("checkin") },
  },
  {
    title: "Before anything is kept",
    text: "The first time, the bot says what it keeps, and asks. On “Not now” it keeps nothing. Press “Yes”.",
    target: { button: "Yes, and I’m 18 or over" },
    done: (seen) => offers(seen, "A place on your clock") || offers(seen, "Too little"),
    help: { label: "Press it for me", run: (hand) => hand.press("Yes, and I’m 18 or over") },
  },
  {
    title: "Your own clock",
    text: "Ash lives in London. Pick a place where the time is right: it is only for asking at your own hours.",
    target: { select: "A place on your clock" },
    done: (seen) => offers(seen, "Yes, at 20:00") || offers(seen, "Too little"),
    help: {
      label: "Pick London",
      run: (hand) => hand.choose("A place on your clock", "London"),
    },
  },
  {
    title: "One question in the evening",
    text: "One message a day, at eight, in words that give nothing away to whoever sees the phone. Say yes, then go on.",
    target: [{ button: "Go on" }, { button: "Yes, at 20:00" }],
    done: (seen) => offers(seen, "Too little"),
    help: {
      label: "Say yes",
      run: async (hand) => {
        await hand.press("Yes, at 20:00");
        await hand.press("Go on");
      },
    },
  },
  {
    title: "“Nothing” is an answer",
    text: "For people who have gone numb, feeling nothing is the finding, not a failure to answer. Press “Too little”.",
    target: { button: "Too little" },
    done: (seen) => says(seen, /Kept: /),
    help: { label: "Press it for me", run: (hand) => hand.press("Too little") },
  },
  {
    title: "An urge",
    text: "Later it gets loud. Write `/urge` and a number from 0 to 10, such as `8`.",
    target: { selector: ".composer" },
    done: (seen) => offers(seen, "Ride it out"),
    help: { label: "Write it for me", run: (hand) => hand.slash("urge", { intensity: 8 }) },
  },
  {
    title: "Guess, then ride it out",
    text: "Urges feel as if they would climb for ever. Guess the number for in 15 minutes, press “Ride it out”, then “Ask me again”.",
    target: [{ button: "Ask me again" }, { button: "Ride it out" }],
    done: (seen) => says(seen, /I’ll ask you/),
    help: {
      label: "Guess 9 and ride",
      run: async (hand) => {
        await hand.choose("My guess for in 15 minutes", "9");
        await hand.press("Ride it out");
        await hand.press("Ask me again");
      },
    },
  },
  {
    title: "A quarter of an hour",
    text: "Here time can be moved. Press “+15 min” above (behind the arrows on a phone) and see who writes.",
    target: [{ label: /^\+15 min/ }, { selector: ".clock-bar [aria-haspopup]" }],
    done: (seen) => hasCome(seen, dmWithBot(seen.state) ?? "none"),
    help: { label: "Move time", run: (hand) => hand.pass({ minutes: 15 }) },
  },
  {
    title: "It came back, as asked",
    text: "The bot wrote to Ash alone. Open the direct message and press the number it is now, `5` for instance: then you see your own curve.",
    target: [
      { button: "5" },
      { label: /^Thaw, \d+ unread/ },
      { label: /^Direct messages/ },
      { label: "Servers and channels" },
    ],
    done: (seen) => says(seen, "You guessed"),
    help: {
      label: "Open it and press 5",
      run: async (hand) => {
        hand.go(dmWithBot(hand.state()) ?? "");
        await hand.press("5");
      },
    },
  },
  {
    title: "A line for the worst hour",
    text: "Write `/plan`, choose “If … then …”, and give it one line. It opens at once, at two in the morning too.",
    target: [{ select: "Where does it go?" }, { selector: ".composer" }],
    done: (seen) => says(seen, /^\W*If .+, then /m),
    help: {
      label: "Write a line for me",
      run: async (hand) => {
        await hand.slash("plan");
        await hand.choose("Where does it go?", "If … then …");
        await hand.answer({ "If …": "the old chat lights up", "… then": "the phone goes into the drawer" });
      },
    },
  },
  {
    title: "Rehearse it",
    text: "Write `/drill` and pick a scene, such as “Flat Sunday”. *Begin*, and go on until you are in the middle of it.",
    target: [{ button: "Begin" }, { selector: ".composer" }],
    done: (seen) => offers(seen, LINE),
    help: {
      label: "Begin it for me",
      run: async (hand) => {
        await hand.slash("drill");
        await hand.choose("Pick a scene", SCENE);
        await hand.press("Begin");
        await hand.press("Go on");
      },
    },
  },
  {
    title: "Your own line",
    text: "Answer with *Use a line from my plan*, or as you would. There are no marks, and *Stop* is on every screen. Go on as far as you like.",
    target: { button: LINE },
    help: { label: "Use a line for me", run: (hand) => hand.press(LINE) },
  },
  {
    title: "Tonight at eight",
    text: "Move time to 20:00. The question comes once, to Ash alone, and carries *later* and *stop*.",
    target: [{ label: /^Tonight 20:00/ }, { selector: ".clock-bar [aria-haspopup]" }],
    done: (seen) => hasCome(seen, dmWithBot(seen.state) ?? "none"),
    help: {
      label: "Move time",
      run: async (hand) =>
        hand.pass({ to: nextAtHour(hand.state().clock.now, hand.state().me.zone, 20) + 60_000 }),
    },
  },
  {
    title: "Yours, and gone when you say so",
    text: "Write `/mydata`: what is kept, a copy of it, and *Erase*, which is real. That was the tour. `/help` lists the rest.",
    target: { selector: ".composer" },
    done: (seen) => says(seen, "What I keep about you"),
    help: { label: "Show me", run: (hand) => hand.slash("mydata") },
  },
];

export const memberTour: Tour = {
  name: "member",
  title: "A member’s first evening",
  about: "Check in, ride out an urge, write a plan, rehearse it. As Ash.",
  as: "ash",
  needs: ["checkin", "urge", "plan", "drill", "mydata"],
  steps,
};
