import { dmWithBot, hasCome, offers, says } from "./step.ts";
import type { Step, Tour } from "./step.ts";

const JUMPS = 6;

const steps: Step[] = [
  {
    title: "Your server on one page",
    text: "You are Robin, a moderator. Write `/server setup`: channels, people on call, help lines, what is on and off. No one but you sees it.",
    target: { selector: ".composer" },
    done: (seen) => offers(seen, "Check permissions"),
    help: { label: "Write it for me", run: (hand) => hand.slash("server setup") },
  },
  {
    title: "Something that comes by itself",
    text: "Write `/schedule add` and send it. It starts as a check-in every weekday at eight, on each member’s own clock.",
    target: { selector: ".composer" },
    done: (seen) => offers(seen, "Don’t save") || offers(seen, "Not yet"),
    help: { label: "Write it for me", run: (hand) => hand.slash("schedule add") },
  },
  {
    title: "Three taps",
    text: "What, when, where: change what you like, or leave it. *Preview* shows the next times, the nights of the clock change among them. Then *Save*.",
    target: { button: "Save" },
    done: (seen) => offers(seen, "Not yet"),
    help: { label: "Save it", run: (hand) => hand.press("Save") },
  },
  {
    title: "Tell the members",
    text: "You cannot sign anybody up. Pick a channel, for instance #welcome: a panel is posted there, and whoever wants to joins by themselves.",
    target: { select: "In which channel" },
    done: (seen) => offers(seen, "Join"),
    help: {
      label: "Post it in #welcome",
      run: (hand) => hand.choose("In which channel", "welcome"),
    },
  },
  {
    title: "Now be a member",
    text: "You are Ash, in the same server. Press *Join* under the panel. If Ash is new here, the bot asks Ash first, and not you.",
    as: "ash",
    target: { button: "Join" },
    done: (seen) => says(seen, "You’re in.") || offers(seen, "Yes, and I’m 18 or over", seen.began.message),
    help: { label: "Join", run: (hand) => hand.press("Join") },
  },
  {
    title: "Ash decides",
    text: "Say *Yes*, pick a clock, and go on, until the bot says “You’re in.”",
    as: "ash",
    target: [
      { button: "Go on" },
      { button: "No, don’t ask" },
      { select: "A place on your clock" },
      { button: "Yes, and I’m 18 or over" },
    ],
    done: (seen) => says(seen, "You’re in."),
    help: {
      label: "Do it for me",
      run: async (hand) => {
        await hand.press("Yes, and I’m 18 or over");
        await hand.choose("A place on your clock", "London");
        await hand.press("No, don’t ask");
        await hand.press("Go on");
      },
    },
  },
  {
    title: "The next weekday at eight",
    text: "Move time with *Next due* (behind the arrows on a phone), until Ash has a message.",
    as: "ash",
    target: [{ label: /^Next due/ }, { selector: ".clock-bar [aria-haspopup]" }],
    done: (seen) => hasCome(seen, dmWithBot(seen.state) ?? "none"),
    help: {
      label: "Move time",
      run: async (hand) => {
        const before = messagesIn(hand.state());
        for (let jump = 0; jump < JUMPS && messagesIn(hand.state()) === before; jump += 1)
          await hand.act({ do: "move-clock", toNextDue: true });
      },
    },
  },
  {
    title: "What a lock screen shows",
    text: "Open the direct message: these words are all that anybody sees over Ash’s shoulder. *Check in* asks, for Ash alone.",
    as: "ash",
    target: [
      { button: "Check in" },
      { label: /^Thaw, \d+ unread/ },
      { label: /^Direct messages/ },
      { label: "Servers and channels" },
    ],
    help: { label: "Open it", run: async (hand) => hand.go(dmWithBot(hand.state()) ?? "") },
  },
  {
    title: "What you see, and what you never do",
    text: "You are Robin again. Write `/server insights`: rounded sums from ten people on, posted once. Never an answer, never who takes part.",
    target: { selector: ".composer" },
    done: (seen) => hasCome(seen),
    help: { label: "Write it for me", run: (hand) => hand.slash("server insights") },
  },
];

function messagesIn(state: Parameters<typeof dmWithBot>[0]): number {
  return state.messages[dmWithBot(state) ?? ""]?.length ?? 0;
}

export const moderatorTour: Tour = {
  name: "moderator",
  title: "A moderator’s first schedule",
  about: "Set one up in three taps, announce it, see it come. As Robin.",
  as: "robin",
  needs: ["server", "schedule", "checkin"],
  steps,
};
