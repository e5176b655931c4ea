/** Faults on demand: what the next requests meet instead of an answer. Deterministic: no dice. */
import type { Bus } from "./bus.ts";
import type { Fault, FaultState } from "./page-protocol.ts";

export interface Faults {
  set(fault: Fault): FaultState;
  clear(id?: string): void;
  list(): FaultState[];
  /** The first fault that this request meets; counts it. @param route `POST /channels/1/messages`. */
  meet(route: string): Fault | undefined;
  /** Discord is wholly down. */
  down(): boolean;
}

export function makeFaults(bus: Bus): Faults {
  let active: FaultState[] = [];
  let made = 0;
  const changed = () => bus.emit({ type: "faults" });
  return {
    set(fault) {
      made += 1;
      const state = { id: `fault-${made}`, fault, left: "times" in fault ? (fault.times ?? null) : null };
      active.push(state);
      changed();
      return state;
    },
    clear(id) {
      active = id === undefined ? [] : active.filter((state) => state.id !== id);
      changed();
    },
    list: () => active,
    meet(route) {
      const state = active.find(
        ({ fault }) => !("route" in fault) || fault.route === undefined || matches(fault.route, route),
      );
      if (state === undefined) return undefined;
      if (state.left !== null) {
        state.left -= 1;
        if (state.left <= 0) active = active.filter((other) => other !== state);
        changed();
      }
      return state.fault;
    },
    down: () => active.some(({ fault }) => fault.kind === "down"),
  };
}

/** `*` stands for anything but a slash, `**` for anything. */
function matches(pattern: string, route: string): boolean {
  const escaped = pattern.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`);
  const source = escaped.replaceAll("**", "\0").replaceAll("*", "[^/]*").replaceAll("\0", ".*");
  return new RegExp(`^${source}$`).test(route);
}
