/** The workbench: time, faults, scenes, a look inside. */
import { DriverError } from "../driver/driver-error.ts";
import type { ActResult, Action } from "../page-protocol.ts";
import type { User } from "../world/entities.ts";
import type { ActDeps } from "./act.ts";

export async function actOnSandbox(deps: ActDeps, _user: User, action: Action): Promise<ActResult> {
  const { core } = deps;
  switch (action.do) {
    case "move-clock":
      return moveClock(deps, action);
    case "jump-clock": {
      const { minutes = 0, hours = 0, days = 0 } = action.by;
      core.clock.jumpTo(core.clock.now() + ((days * 24 + hours) * 60 + minutes) * 60_000);
      return { kind: "clock", clock: deps.timeKeeper.state(), ran: [] };
    }
    case "set-fault":
      core.faults.set(action.fault);
      return null;
    case "clear-faults":
      core.faults.clear(action.id);
      return null;
    case "gateway-fault":
      core.gateway.fault(action.what);
      return null;
    case "load-scene":
      await deps.scene.load(action.name);
      return null;
    case "look":
      return look(deps, action);
    default:
      throw new DriverError("unknown-action", `The sandbox cannot "${(action as { do: string }).do}".`);
  }
}

async function moveClock(deps: ActDeps, action: Extract<Action, { do: "move-clock" }>): Promise<ActResult> {
  if (deps.control.peers() === 0) {
    throw new DriverError(
      "no-control",
      "Time can be moved only while a bot is attached to the control channel.",
    );
  }
  if ("toNextDue" in action) {
    const ran = await deps.timeKeeper.passToNextDue();
    if (ran === null) throw new DriverError("nothing-due", "Nothing is due.");
    return { kind: "clock", clock: deps.timeKeeper.state(), ran: [ran] };
  }
  const ran = await deps.timeKeeper.pass("to" in action ? { to: action.to } : action.by);
  return { kind: "clock", clock: deps.timeKeeper.state(), ran };
}

async function look(deps: ActDeps, action: Extract<Action, { do: "look" }>): Promise<ActResult> {
  if (action.at === "due") return { kind: "due", rows: await deps.control.timeline() };
  if (action.at === "rows")
    return { kind: "rows", rows: await deps.control.rows(action.table, action.limit ?? 50) };
  const entries = (await deps.control.logs()).map((entry, index) => ({
    kind: "bot" as const,
    seq: index + 1,
    at: entry.at,
    level: entry.level,
    message: entry.message,
    ...(entry.data === undefined ? {} : { data: entry.data }),
  }));
  return { kind: "logs", entries };
}
