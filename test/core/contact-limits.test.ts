import { describe, expect, it } from "vitest";
import { contactLimits, decideContact, type Contact, type Contacts } from "#core/contact-limits.ts";

const none: Contacts = {
  today: 0,
  serverPromptsToday: 0,
  drillsThisWeek: 0,
  ignored: 0,
  heldLast: false,
};
const prompt: Contact = { kind: "prompt", own: false, dailyCap: contactLimits.perDay };
const own: Contact = { ...prompt, own: true };
const drill: Contact = { ...prompt, kind: "drill" };
const held = (reason: string) => ({ go: "hold", reason });

describe("contact limits", () => {
  it("let one prompt of all servers through a day", () => {
    expect(decideContact(prompt, none)).toEqual({ go: "send" });
    expect(decideContact(prompt, { ...none, today: 1, serverPromptsToday: 1 })).toEqual(
      held("one-prompt-a-day"),
    );
    expect(decideContact(own, { ...none, today: 1, serverPromptsToday: 1 })).toEqual({ go: "send" });
  });

  it("let three contacts of any kind through a day, more only of a member's own and if they want", () => {
    expect(decideContact(own, { ...none, today: 3 })).toEqual(held("daily-cap"));
    expect(decideContact({ ...own, dailyCap: 6 }, { ...none, today: 5 })).toEqual({ go: "send" });
    expect(decideContact({ ...drill, dailyCap: 6 }, { ...none, today: 3 })).toEqual(held("daily-cap"));
    expect(decideContact({ ...prompt, dailyCap: 1 }, { ...none, today: 1 })).toEqual(held("daily-cap"));
  });

  it("let two drills through a week, the member's own included", () => {
    expect(decideContact(drill, { ...none, drillsThisWeek: 1 })).toEqual({ go: "send" });
    expect(decideContact(drill, { ...none, drillsThisWeek: 2 })).toEqual(held("two-drills-a-week"));
    expect(decideContact({ ...drill, own: true }, { ...none, drillsThisWeek: 2 })).toEqual(
      held("two-drills-a-week"),
    );
  });
});

describe("back-off", () => {
  it("sends every other one after three ignored, asks once after seven, and stops after fourteen", () => {
    let state = { ...none };
    const days: string[] = [];
    const sentOn: number[] = [];
    for (let day = 0; day < 120; day++) {
      const decision = decideContact(own, state);
      days.push(decision.go === "hold" ? "-" : decision.go === "ask" ? "?" : "x");
      if (decision.go !== "hold") sentOn.push(day);
      state = {
        ...state,
        ignored: state.ignored + (decision.go === "hold" ? 0 : 1),
        heldLast: decision.go === "hold" && decision.reason === "halved",
      };
    }
    expect(days.join("").slice(0, 70)).toBe(
      "xxx-x-x-x-x-?-x-x-x-x-x-x---------------------------------------------",
    );
    expect(sentOn.length).toBe(contactLimits.stopAfter);
  });

  it("begins anew once a nudge is answered", () => {
    expect(decideContact(own, { ...none, ignored: 14 })).toEqual(held("stopped"));
    expect(decideContact(own, { ...none, ignored: 0 })).toEqual({ go: "send" });
  });
});
