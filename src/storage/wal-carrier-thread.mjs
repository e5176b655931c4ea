// @ts-check
/**
 * The thread of `wal-carrier.ts`: has the file open, and carries when told to. As JavaScript and without imports of our own:
 * to read TypeScript would cost a thread 80 MB.
 */
import { createRequire } from "node:module";
import { parentPort, workerData } from "node:worker_threads";

/** @type {import("./sqlite-driver.ts").Opening} */
const { driver, name, pragmas } = workerData;
/** @type {typeof import("better-sqlite3")} */
const Database = createRequire(import.meta.url)(driver);
const client = new Database(name, { fileMustExist: true, timeout: 0 });
for (const pragma of [...pragmas, "cache_size = -1024"]) client.pragma(pragma);

parentPort?.on("message", (/** @type {import("./wal-carrier.ts").Order} */ order) => {
  if (order === "carry") {
    // Without waiting for anybody: whoever writes or reads meanwhile goes on, and the rest is for the next turn.
    const [{ log, checkpointed }] = /** @type {[{ log: number, checkpointed: number }]} */ (
      client.pragma("wal_checkpoint(PASSIVE)")
    );
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    parentPort?.postMessage({ pages: log, carried: checkpointed });
    return;
  }
  client.close();
  parentPort?.close();
});
