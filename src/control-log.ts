/** In the sandbox each line of the log goes to its page, too, whatever the terminal is to show. */
import { multistream, type DestinationStream, type Level } from "pino";
import type { EpochMs } from "#core/ids.ts";
import type { Config } from "./config.ts";
import type { Control, LogEntry } from "./control.ts";

/** @param level from which on lines go to the terminal */
export function terminalAndPage(
  level: Config["logLevel"],
  control: Control,
  now: () => EpochMs,
): DestinationStream {
  const page = { write: (line: string) => control.log({ at: now(), ...asEntry(line) }) };
  const terminal = level === "silent" ? [] : [{ level, stream: process.stdout }];
  return multistream([...terminal, { level: "debug" as Level, stream: page }]);
}

const levels: [number, LogEntry["level"]][] = [
  [50, "error"],
  [40, "warn"],
  [30, "info"],
];

/** A line of the log in the words of the control channel. */
function asEntry(line: string): Omit<LogEntry, "at"> {
  const parsed = JSON.parse(line) as { level: number; msg?: string; [key: string]: unknown };
  const { level, msg, time: _time, pid: _pid, hostname: _host, ...data } = parsed;
  const name = levels.find(([least]) => level >= least)?.[1] ?? "debug";
  return { level: name, message: msg ?? "", ...(Object.keys(data).length === 0 ? {} : { data }) };
}
