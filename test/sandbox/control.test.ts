import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import type { ControlReply, ControlRequest } from "#sandbox/control-protocol.ts";
import { startSandbox } from "#sandbox/sandbox.ts";
import type { Sandbox } from "#sandbox/sandbox.ts";

const START = Date.parse("2026-03-02T18:00:00Z");
const HOUR = 3_600_000;

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox({ now: START, frozen: true });
});
afterEach(() => sandbox.close());

interface Peer extends Disposable {
  clock: number[];
  ran: { at: number; what: string }[];
  due: { at: number; what: string }[];
  socket: WebSocket;
  send(reply: ControlReply): void;
}

/** A bot's end of the channel: a list of what is due, worked off when told to. */
async function attach(
  due: Peer["due"],
  answer?: (request: ControlRequest) => ControlReply | undefined,
): Promise<Peer> {
  const socket = new WebSocket(sandbox.controlUrl, {
    headers: { authorization: `Bearer ${sandbox.controlSecret}` },
  });
  const send = (reply: ControlReply) => socket.send(JSON.stringify(reply));
  const peer: Peer = { clock: [], ran: [], due, socket, send, [Symbol.dispose]: () => socket.close() };
  socket.on("message", (data: Buffer) => {
    const request = JSON.parse(data.toString("utf8")) as ControlRequest;
    const own = answer?.(request);
    if (own !== undefined) return send(own);
    if (request.type === "clock") return void peer.clock.push(request.now);
    const now = peer.clock.at(-1) ?? 0;
    if (request.type === "next-due") {
      const [next] = peer.due.toSorted((a, b) => a.at - b.at);
      return send({ type: "due", id: request.id, at: next?.at ?? null, what: next?.what ?? "" });
    }
    if (request.type === "run-due") {
      for (const event of peer.due.filter(({ at }) => at <= now)) {
        peer.ran.push({ at: now, what: event.what });
        peer.due.splice(peer.due.indexOf(event), 1);
      }
    }
    return send({ type: "done", id: request.id });
  });
  await sandbox.control.attached(sandbox.control.peers() + 1);
  return peer;
}

describe("time", () => {
  it("passes from due event to due event, each at its own moment", async () => {
    using peer = await attach([
      { at: START + 2 * HOUR, what: "nudge ash" },
      { at: START + HOUR, what: "nudge juno" },
      { at: START + 9 * HOUR, what: "tomorrow's" },
    ]);
    const ran = await sandbox.passTime({ hours: 3 });
    const expected = [
      { at: START + HOUR, what: "nudge juno" },
      { at: START + 2 * HOUR, what: "nudge ash" },
    ];
    expect(ran).toEqual(expected);
    expect(peer.ran).toEqual(expected);
    expect(peer.clock).toEqual([START, START + HOUR, START + 2 * HOUR, START + 3 * HOUR]);
    expect(sandbox.clock.now()).toBe(START + 3 * HOUR);
  });

  it("finds what became due only on the way", async () => {
    const due = [{ at: START + HOUR, what: "first" }];
    using peer = await attach(due, (request) => {
      if (request.type === "run-due" && peer.ran.length === 0 && peer.clock.at(-1) === START + HOUR) {
        due.push({ at: START + HOUR + 60_000, what: "later" });
      }
      return undefined;
    });
    await sandbox.passTime({ to: "2026-03-02T19:01:00Z" });
    expect(peer.ran.map(({ what }) => what)).toEqual(["first", "later"]);
  });

  it("takes the earliest of several processes, and runs them all", async () => {
    using one = await attach([{ at: START + 2 * HOUR, what: "b" }]);
    using two = await attach([{ at: START + HOUR, what: "a" }]);
    expect(await sandbox.passTime({ days: 1 })).toMatchObject([{ what: "a" }, { what: "b" }]);
    expect([one.ran, two.ran]).toMatchObject([[{ what: "b" }], [{ what: "a" }]]);
  });

  it("stops at the next event when told to", async () => {
    using _peer = await attach([{ at: START + HOUR, what: "a" }]);
    expect(await sandbox.passToNextDue()).toEqual({ at: START + HOUR, what: "a" });
    expect(await sandbox.passToNextDue()).toBeNull();
  });

  it("passes without anybody attached", async () => {
    await sandbox.passTime({ minutes: 5 });
    expect(sandbox.clock.now()).toBe(START + 300_000);
  });

  it("never goes back, unless as a fault", async () => {
    using peer = await attach([]);
    await expect(sandbox.passTime({ to: START - 1 })).rejects.toThrow("forward");
    expect(() => sandbox.clock.moveTo(START - 1)).toThrow("forward");
    sandbox.clock.jumpTo(START - HOUR);
    await sandbox.idle();
    expect(peer.clock.at(-1)).toBe(START - HOUR);
  });

  it("ends with a word when an event stays due although it was run", async () => {
    using _peer = await attach([{ at: START + HOUR, what: "stuck" }], (request) =>
      request.type === "run-due" ? { type: "done", id: request.id } : undefined,
    );
    await expect(sandbox.passTime({ hours: 2 })).rejects.toThrow('"stuck" stays due');
  });

  it("moves once at a time, in the order that was asked for", async () => {
    using peer = await attach([]);
    await Promise.all([sandbox.passTime({ hours: 1 }), sandbox.passTime({ hours: 1 })]);
    expect(sandbox.clock.now()).toBe(START + 2 * HOUR);
    expect(peer.clock).toEqual([START, START + HOUR, START + 2 * HOUR]);
  });
});

describe("the channel", () => {
  it.each([undefined, "Bearer wrong"])(
    "is closed to whoever has not the secret: %s",
    async (authorization) => {
      const socket = new WebSocket(
        sandbox.controlUrl,
        authorization === undefined ? {} : { headers: { authorization } },
      );
      const status = await new Promise((resolve) => {
        socket.on("unexpected-response", (_request, response) => resolve(response.statusCode));
        socket.on("error", () => undefined);
      });
      expect(status).toBe(401);
    },
  );

  it("tells an error of the bot as it is", async () => {
    using _peer = await attach([], (request) =>
      request.type === "next-due" ? { type: "error", id: request.id, message: "database locked" } : undefined,
    );
    await expect(sandbox.passTime({ hours: 1 })).rejects.toThrow(
      'The bot could not do "next-due": database locked',
    );
  });

  it("gives up on a bot that leaves in the middle", async () => {
    using peer = await attach([], (request) => {
      if (request.type === "run-due") peer.socket.terminate();
      return undefined;
    });
    const moved = sandbox.passTime({ hours: 1 });
    await expect(moved).rejects.toThrow("left the control channel");
  });

  it("brings timeline, rows and logs, and keeps log lines", async () => {
    const row = { at: START, who: "ash", what: "evening nudge", state: "due" as const };
    const entry = { at: START, level: "warn" as const, message: "slow" };
    using peer = await attach([], (request) => {
      if (request.type === "due-timeline") return { type: "timeline", id: request.id, rows: [row] };
      if (request.type === "rows")
        return {
          type: "rows",
          id: request.id,
          tables: ["people"],
          table: request.table ?? "people",
          rows: [{ id: 1 }],
        };
      return request.type === "logs" ? { type: "logs", id: request.id, entries: [entry] } : undefined;
    });
    expect(await sandbox.control.timeline()).toEqual([row]);
    expect(await sandbox.control.rows(undefined, 10)).toEqual({
      tables: ["people"],
      table: "people",
      rows: [{ id: 1 }],
    });
    expect(await sandbox.control.logs()).toEqual([entry]);
    peer.send({ type: "log", entry });
    await expect
      .poll(() => sandbox.log.entries().filter((one) => one.kind === "bot"))
      .toMatchObject([{ level: "warn", message: "slow" }]);
  });
});
