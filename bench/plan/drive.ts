/**
 * The load driver for `npm run bench -- plan`: Discord to the bot, with members who open their plan and help while
 * nudges arrive. Begun with two numbers, of members and of those who open their plan, it says who they are; told to
 * drive, it answers with what it measured.
 */
import { startSandbox } from "#sandbox/sandbox.ts";
import type { Member } from "#sandbox/driver/member.ts";

const commands = ["/plan", "/help-now"];
/** Milliseconds of measuring, and between two commands. */
const lasting = 40_000;
const pause = 20;

const [members = 0, readers = 0] = process.argv.slice(2).map(Number);

const sandbox = await startSandbox({ rateLimits: false });
const people: Member[] = Array.from({ length: members }, (_, index) => sandbox.member(`member-${index}`));
const { api, token, controlUrl, controlSecret } = sandbox;
process.on("message", () => void drive().then((driven) => process.send?.(driven)));
process.send?.({ api, token, controlUrl, controlSecret, ids: people.map(({ id }) => id) });

const arrived = (): number => people.reduce((sum, person) => sum + person.inbox().length, 0);
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

type Latencies = Record<string, number[]>;

/** One command after the other, by one reader after the other, while `going` says so. */
async function press(going: () => boolean): Promise<Latencies> {
  const latencies: Latencies = Object.fromEntries(commands.map((name) => [name, []]));
  for (let turn = 0; going(); turn += 1) {
    for (const command of commands) {
      const sent = performance.now();
      await people[turn % readers]?.slash(command);
      latencies[command]?.push(performance.now() - sent);
      await wait(pause);
    }
  }
  return latencies;
}

/** First while nothing else happens, for as long as the first nudge takes; then while they arrive. */
async function drive() {
  await sandbox.botOnline();
  const quiet = await press(() => people[0]?.inbox().length === 0);
  const [before, started] = [arrived(), performance.now()];
  const busy = await press(() => performance.now() - started < lasting);
  const seconds = (performance.now() - started) / 1000;
  return { quiet, busy, nudges: arrived() - before, seconds };
}
