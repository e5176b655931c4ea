/** Where the web server listens, and what it is given: the bot's end of the private page. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Config } from "#config";
import type { SiteDeps } from "#web/deps.ts";
import type { Web, WebOptions } from "#web/server.ts";

type Place = Pick<WebOptions, "host" | "port" | "publicUrl">;

/** Taken when an address was given and no port. */
const usualPort = 8080;

/**
 * In the sandbox always, on this machine alone; else when an address or a port was given. With a port and no address
 * there is health and no page: members could not reach it.
 */
export function webPlace({ purpose, port, publicUrl }: Config): Place | undefined {
  if (purpose === "sandbox") return { host: "127.0.0.1", port: port ?? 0, publicUrl };
  if (port === undefined && publicUrl === undefined) return undefined;
  return { host: "0.0.0.0", port: port ?? usualPort, publicUrl };
}

export type PageParts = Omit<SiteDeps, "address" | "papers"> & Pick<WebOptions, "health" | "metrics">;

/** Starts the server where the configuration wants it; undefined when it wants none. */
export async function startPrivatePage(config: Config, parts: PageParts): Promise<Web | undefined> {
  const place = webPlace(config);
  if (!place) return undefined;
  const papers = { privacy: paper(config, "privacy-notice.md"), terms: paper(config, "terms.md") };
  // Loaded only where it is wanted: with its libraries it is a tenth of what the bot weighs.
  const { startWeb } = await import("#web/server.ts");
  if (config.purpose === "live" && config.publicUrl !== undefined)
    for (const [name, text] of Object.entries(papers))
      if (hasBlanks(text)) parts.log.warn({ name }, unfilled);
  return startWeb({ ...parts, ...place, papers });
}

/** Whether a paper still waits for the operator's words. What is a comment in it nobody reads. */
export const hasBlanks = (text: string): boolean => text.replaceAll(/<!--[\s\S]*?-->/g, "").includes("**[");

const unfilled =
  "a paper that members can read has blanks: copy it from docs/ into the data folder and fill in every **[…]**";

/** The operator's own text in the data folder, else the template that comes with the project. */
function paper({ dataDir }: Config, name: string): string {
  const own = join(dataDir, name);
  return readFileSync(existsSync(own) ? own : join(import.meta.dirname, "../docs", name), "utf8");
}
