/** Works off pg-boss's jobs: each is one message to the parent, and done when that has answered. Argument: the database. */
import { PgBoss } from "pg-boss";

const boss = new PgBoss({ connectionString: process.argv[2] ?? "", superviseIntervalSeconds: 1 });
boss.on("error", () => undefined);
const waiting = new Map<number, () => void>();
let asked = 0;
process.on("message", ({ id }: { id: number }) => {
  waiting.get(id)?.();
  waiting.delete(id);
});
process.on("disconnect", () => process.exit(0));

await boss.start();
await boss.work<{ nudge: string }>("nudges", { batchSize: 25, pollingIntervalSeconds: 0.5 }, async (jobs) => {
  await Promise.all(
    jobs.map(
      ({ data }) =>
        new Promise<void>((resolve) => {
          const id = (asked += 1);
          waiting.set(id, resolve);
          process.send?.({ id, nudge: data.nudge });
        }),
    ),
  );
});
