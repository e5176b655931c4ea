/** Work that has a process to itself. */
import { fork } from "node:child_process";
import { once } from "node:events";

/** Runs a file and waits for it to end. @returns what it sent; undefined when it ended without a word */
export async function answerOf<T>(
  file: string,
  args: unknown[],
  execArgv: string[] = [],
): Promise<T | undefined> {
  const child = fork(file, args.map(String), { execArgv });
  const ended = once(child, "exit");
  const [answer] = await Promise.race([once(child, "message"), ended.then(() => [undefined])]);
  await ended;
  return answer as T | undefined;
}
