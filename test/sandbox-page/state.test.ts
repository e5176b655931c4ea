import type { APIMessage } from "discord-api-types/v10";
import { describe, expect, it } from "vitest";
import type { PageEvent } from "#sandbox/page-protocol.ts";
import { isOlder, reduce, withOlder } from "../../sandbox/page/state/reduce.ts";
import type { PaneState } from "../../sandbox/page/state/state.ts";
import { readRoute, writeRoute } from "../../sandbox/page/state/route.ts";

const message = (id: string, content = ""): APIMessage => ({ id, content }) as APIMessage;
const ids = (state: PaneState | null, channelId = "1") => state?.messages[channelId]?.map(({ id }) => id);

function start(): PaneState {
  const snapshot = {
    type: "snapshot",
    me: { id: "9", handle: "ash" },
    guilds: [{ id: "5", channels: [{ channel: { id: "1" }, unread: 0, readUpTo: null }] }],
    dms: [{ channel: { id: "2" }, unread: 0, readUpTo: null }],
    messages: { "1": [message("10"), message("20")] },
    pending: [],
    modal: null,
  } as unknown as PageEvent;
  const state = reduce(null, snapshot, 0);
  if (state === null) throw new Error("A snapshot makes a state.");
  return state;
}

const after = (...events: unknown[]) =>
  events.reduce<PaneState | null>((state, event) => reduce(state, event as PageEvent, 1000), start());

describe("messages", () => {
  it("stand in the order of their ids, however they arrive", () => {
    const state = after(
      { type: "message.created", channelId: "1", message: message("30") },
      { type: "message.created", channelId: "1", message: message("15") },
      { type: "message.created", channelId: "1", message: message("100") },
    );
    expect(ids(state)).toEqual(["10", "15", "20", "30", "100"]);
  });

  it("are replaced where they stand, and never doubled", () => {
    const state = after(
      { type: "message.created", channelId: "1", message: message("20", "again") },
      { type: "message.updated", channelId: "1", message: message("10", "changed") },
    );
    expect(state?.messages["1"]).toEqual([message("10", "changed"), message("20", "again")]);
  });

  it("go when they are deleted", () => {
    expect(ids(after({ type: "message.deleted", channelId: "1", messageId: "10" }))).toEqual(["20"]);
  });

  it("come before the known ones when they are older, each once", () => {
    expect(ids(withOlder(start(), "1", [message("9"), message("8"), message("10")]))).toEqual([
      "8",
      "9",
      "10",
      "20",
    ]);
  });

  it("compare by age, not by text", () => {
    expect(isOlder("9", "10")).toBe(true);
    expect(isOlder("100", "20")).toBe(false);
  });
});

describe("what a bot owes an answer to", () => {
  const pending = { id: "7", kind: "slash", channelId: "1", command: "/urge", startedAt: 0 };

  it("is complained of where it was asked, until the next try there", () => {
    const failed = [
      { type: "interaction.pending", interaction: pending },
      { type: "interaction.failed", id: "7", channelId: "1", reason: "No answer" },
    ];
    const state = after(...failed);
    expect(state?.pending).toEqual([]);
    expect(state?.failures).toEqual([
      { id: "7", channelId: "1", messageId: undefined, command: "/urge", reason: "No answer" },
    ]);
    expect(
      after(...failed, { type: "interaction.pending", interaction: { ...pending, id: "8" } })?.failures,
    ).toEqual([]);
  });

  it("is forgotten once answered", () => {
    const state = after(
      { type: "interaction.pending", interaction: pending },
      { type: "interaction.done", id: "7" },
    );
    expect(state?.pending).toEqual([]);
  });

  it("closes only the form that is meant", () => {
    const modal = { interactionId: "7", channelId: "1", modal: {} };
    expect(
      after({ type: "modal.opened", modal }, { type: "modal.closed", interactionId: "6" })?.modal,
    ).toEqual(modal);
    expect(
      after({ type: "modal.opened", modal }, { type: "modal.closed", interactionId: "7" })?.modal,
    ).toBeNull();
  });
});

it("marks a channel unread and leaves the other servers as they were", () => {
  const state = after({ type: "unread", channelId: "2", unread: 3, readUpTo: "10" });
  expect(state?.dms[0]).toMatchObject({ unread: 3, readUpTo: "10" });
  expect(state?.guilds[0]).toEqual(start().guilds[0]);
});

it("stops showing that somebody types once they have written", () => {
  const typing = { type: "typing", channelId: "1", userId: "4" };
  expect(after(typing)?.typing["1"]).toEqual({ userId: "4", until: 11_000 });
  expect(after(typing, { type: "message.created", channelId: "1", message: message("30") })?.typing).toEqual(
    {},
  );
});

describe("the address", () => {
  it.each([
    ["", [{ as: null, channelId: null }]],
    ["#/ash", [{ as: "ash", channelId: null }]],
    [
      "#/ash/123/and/robin/456",
      [
        { as: "ash", channelId: "123" },
        { as: "robin", channelId: "456" },
      ],
    ],
    ["#/ash/nonsense", [{ as: "ash", channelId: null }]],
  ])("%s is read", (hash, places) => {
    expect(readRoute(hash)).toEqual(places);
  });

  it("is written as it is read", () => {
    const places = [
      { as: "ash", channelId: "123" },
      { as: "robin", channelId: "456" },
    ];
    expect(readRoute(writeRoute(places))).toEqual(places);
    expect(writeRoute([{ as: "ash", channelId: null }])).toBe("#/ash");
  });
});
