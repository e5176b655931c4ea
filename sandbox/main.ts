/**
 * The sandbox by itself: `npm run sandbox -- --port 4560 --scene the-thaw --intents members,content`. With `--state FILE`
 * the world is kept there from one start to the next.
 * Forked by a launcher, it tells over IPC where it is: `{ url, api, token, controlUrl, controlSecret }`.
 */
import { parseArgs } from "node:util";
import { PRIVILEGED } from "./gateway/intents.ts";
import type { Privileged } from "./gateway/intents.ts";
import { startSandbox } from "./sandbox.ts";
import type { Sandbox, SandboxOptions } from "./sandbox.ts";

const { values } = parseArgs({
  options: {
    port: { type: "string" },
    host: { type: "string", default: "127.0.0.1" },
    scene: { type: "string", default: "the-thaw" },
    now: { type: "string" },
    state: { type: "string" },
    intents: { type: "string", default: "" },
    "no-rate-limits": { type: "boolean", default: false },
    "limit-identify": { type: "boolean", default: false },
  },
});

function privileged(text: string): Privileged[] {
  const names = text.split(",").filter((name) => name !== "");
  const known = Object.keys(PRIVILEGED) as Privileged[];
  const unknown = names.filter((name) => !known.some((one) => one === name));
  if (unknown.length > 0) throw new Error(`--intents knows ${known.join(", ")}; not ${unknown.join(", ")}.`);
  return known.filter((name) => names.includes(name));
}

const USUAL_PORT = 4560;

/** On the port that was asked for, or else on the usual one, or any that is free. */
async function start(options: SandboxOptions): Promise<Sandbox> {
  if (values.port !== undefined) return startSandbox({ ...options, port: Number(values.port) });
  try {
    return await startSandbox({ ...options, port: USUAL_PORT });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    return startSandbox(options);
  }
}

try {
  const sandbox = await start({
    host: values.host,
    scene: values.scene,
    privileged: privileged(values.intents),
    rateLimits: !values["no-rate-limits"],
    limitIdentify: values["limit-identify"],
    ...(values.now === undefined ? {} : { now: values.now }),
    ...(values.state === undefined ? {} : { state: values.state }),
  });
  const { url, api, token, controlUrl, controlSecret } = sandbox;
  if (process.send === undefined) {
    console.log(`Sandbox     ${url}`);
    console.log(`REST base   ${api}`);
    console.log(`Application ${sandbox.applicationId}`);
    console.log(`Token       ${token}`);
  } else {
    process.send({ url, api, token, controlUrl, controlSecret });
    process.on("disconnect", () => void sandbox.close().then(() => process.exit(0)));
  }
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => void sandbox.close().then(() => process.exit(0)));
  }
} catch (error) {
  const taken = (error as NodeJS.ErrnoException).code === "EADDRINUSE";
  if (taken)
    console.error(`Port ${values.port} is taken by another program. Choose another one, then start again.`);
  else console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
