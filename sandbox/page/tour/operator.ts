import type { FoundPart, Step, Tour } from "./step.ts";
import { partsOf } from "./step.ts";

const has = (seen: { state: { faults: { fault: { kind: string } }[] } }, kind: string) =>
  seen.state.faults.some(({ fault }) => fault.kind === kind);

/** Where its parts are to be seen only once it is open. */
const WORKBENCH = { label: "Workbench" };

const DAY_MS = 86_400_000;

const newest = (parts: FoundPart[]) => parts[0]?.message.id ?? "0";

const steps: Step[] = [
  {
    title: "A month that has happened",
    text: "You run this bot. First let it have something to show: open the *workbench* and load the scene “Thirty numb days”.",
    target: [{ selector: "[data-scene=thirty-numb-days]" }, WORKBENCH],
    done: ({ state }) => state.scene === "thirty-numb-days" && state.staging === null,
    help: {
      label: "Load it",
      run: async (hand) => {
        hand.open("scenes");
        await hand.act({ do: "load-scene", name: "thirty-numb-days" });
      },
    },
  },
  {
    title: "What it keeps on the disk",
    text: "Look at *Rows*: whose a record is and when, in the clear; what Ash answered, sealed under a key that lies elsewhere.",
    target: [{ selector: "[data-tool=rows]" }, WORKBENCH],
    done: ({ tool }) => tool === "rows",
    help: { label: "Show me", run: async (hand) => hand.open("rows") },
  },
  {
    title: "What it says to Discord",
    text: "*Requests* lists all that goes over the wire. Each is checked as Discord would check it; open one to see what was sent.",
    target: [{ selector: "[data-tool=requests]" }, WORKBENCH],
    done: ({ tool }) => tool === "requests",
    help: { label: "Show me", run: async (hand) => hand.open("requests") },
  },
  {
    title: "Let somebody use it",
    text: "Write `/help` as Ash, and watch the requests.",
    target: [{ selector: ".composer" }, { label: "Close the workbench" }],
    done: ({ log, began, state }) => log > began.log && newest(partsOf(state)) > began.message,
    help: { label: "Write it for me", run: (hand) => hand.slash("help") },
  },
  {
    title: "Take Discord away",
    text: "Open *Break* and switch “Discord is down” on.",
    target: [{ label: /^Discord is down/ }, { selector: "[data-tool=break]" }, WORKBENCH],
    done: (seen) => has(seen, "down"),
    help: {
      label: "Break it",
      run: async (hand) => {
        hand.open("break");
        await hand.act({ do: "set-fault", fault: { kind: "down" } });
      },
    },
  },
  {
    title: "And bring it back",
    text: "The bot lost its socket and is trying again, less and less often. Mend it, and see it come back by itself within seconds.",
    target: [{ label: "Mend everything" }, { selector: "[data-tool=break]" }, WORKBENCH],
    done: (seen) => !has(seen, "down") && seen.state.botOnline,
    help: {
      label: "Mend it",
      run: async (hand) => {
        hand.open("break");
        await hand.act({ do: "clear-faults" });
      },
    },
  },
  {
    title: "An answer that is lost",
    text: "Hardest of all: a message is posted, and the bot is not told. Switch on “An answer is lost”, then move time on to see whether it comes twice.",
    target: [{ label: /^An answer is lost/ }, { selector: "[data-tool=break]" }, WORKBENCH],
    done: (seen) => has(seen, "cut"),
    help: {
      label: "Switch it on",
      run: async (hand) => {
        hand.open("break");
        await hand.act({
          do: "set-fault",
          fault: { kind: "cut", times: 1, route: "POST /channels/*/messages" },
        });
      },
    },
  },
  {
    title: "Three weeks in seconds",
    text: "Move time three weeks on, behind the arrows above. The bot does all that is due on the way, each at its own moment.",
    target: [{ label: /^Three weeks on/ }, { selector: ".clock-bar [aria-haspopup]" }],
    done: ({ now, began }) => now - began.clock > 14 * DAY_MS,
    help: { label: "Move time", run: (hand) => hand.pass({ days: 21 }) },
  },
  {
    title: "What came, and what did not",
    text: "*Timeline*: what is to come, what was sent, what was held back, and why. Each occurrence stands there once.",
    target: [{ selector: "[data-tool=timeline]" }, WORKBENCH],
    done: ({ tool }) => tool === "timeline",
    help: { label: "Show me", run: async (hand) => hand.open("timeline") },
  },
  {
    title: "What it writes of itself",
    text: "*Logs* never hold what a member wrote, whatever the level. That was the tour: how to run it for real is in `docs/operators.md`.",
    target: [{ selector: "[data-tool=logs]" }, WORKBENCH],
    done: ({ tool }) => tool === "logs",
    help: { label: "Show me", run: async (hand) => hand.open("logs") },
  },
];

export const operatorTour: Tour = {
  name: "operator",
  title: "An operator’s look inside",
  about: "What is kept, what is said, and what happens when Discord is away.",
  as: "ash",
  needs: ["help", "checkin", "settings", "urge", "progress"],
  steps,
};
