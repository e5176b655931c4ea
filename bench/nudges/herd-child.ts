/** node-cron with many tasks due in one second. Arguments: how many, and milliseconds to hold the event loop over it. */
import { setTimeout as sleep } from "node:timers/promises";
import { schedule } from "node-cron";

const [tasks = 0, stallMs = 0] = process.argv.slice(2).map(Number);
/** Time to arm them all, and for the collector to calm down. */
const leadS = 10 + Math.ceil(tasks / 3000);
const due = new Date(Date.now() + leadS * 1000);
due.setMilliseconds(0);
const line = `${due.getUTCSeconds()} ${due.getUTCMinutes()} ${due.getUTCHours()} * * *`;

let fired = 0;
let last = due.getTime();
for (let task = 0; task < tasks; task += 1)
  schedule(
    line,
    () => {
      fired += 1;
      last = Date.now();
    },
    { timezone: "Etc/UTC", suppressMissedWarning: true },
  );
await sleep(due.getTime() - Date.now() - 100);
const until = performance.now() + stallMs + (stallMs > 0 ? 100 : 0);
while (performance.now() < until);
await sleep(stallMs > 0 ? 3000 : 8000);
process.send?.({ fired, lastMs: last - due.getTime() }, () => process.exit(0));
