/** What lies ready in `deploy/` speaks of figures, states and commands that there are. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { deliveryStates } from "#app/delivery.ts";
import { openMetrics } from "../src/metrics.ts";

const root = join(import.meta.dirname, "..");
const deploy = (name: string) => readFileSync(join(root, "deploy", name), "utf8");

/** Every figure of a bot at work, as name and the values of its labels. */
async function figures(): Promise<{ names: Set<string>; labels: Map<string, Set<string>> }> {
  const metrics = await openMetrics(() => ({
    shards: () => [{ id: 0, up: true, ping: 41 }],
    servers: () => 1,
    database: () => Promise.resolve(true),
    nudges: () => Promise.resolve({ ledger: { sent: 3 }, inFlight: 0, gate: "open", workers: 1 }),
    backedUpAt: () => 0,
  }));
  metrics.answered("command", "answered", 12);
  metrics.answered("press", "failed", 12);
  const lines = (await metrics.text()).split("\n").filter((line) => line && !line.startsWith("#"));
  const labels = new Map<string, Set<string>>();
  for (const line of lines)
    for (const [, label = "", value = ""] of line.matchAll(/(\w+)="([^"]*)"/g))
      labels.set(label, (labels.get(label) ?? new Set()).add(value));
  return { names: new Set(lines.map((line) => /^\w+/.exec(line)?.[0] ?? "")), labels };
}

it("alerts and dashboard ask for figures that the bot gives", async () => {
  const alerts: { groups: { rules: { alert: string; expr: string }[] }[] } = parse(deploy("alerts.yml"));
  const dashboard = [...deploy("grafana/dashboard.json").matchAll(/"expr": ("(?:[^"\\]|\\.)*")/g)];
  const asked = [
    ...alerts.groups.flatMap(({ rules }) => rules.map(({ expr }) => expr)),
    ...dashboard.map(([, text = '""']) => JSON.parse(text) as string),
  ];
  expect(asked.length).toBeGreaterThan(20);
  const { names, labels } = await figures();
  for (const expr of asked) {
    for (const [name] of expr.matchAll(/\b(?:thaw|process|nodejs)_\w+/g)) expect(names).toContain(name);
    for (const [, label = "", value = ""] of expr.matchAll(/(\w+)="([^"]*)"/g))
      if (label !== "job") expect(labels.get(label)).toContain(value);
  }
  expect([...labels.get("state")!].toSorted()).toEqual([...deliveryStates].toSorted());
});

it("Prometheus finds all processes of the Compose file, by the job that the alerts name", () => {
  const compose: { services: Record<string, { image?: string; environment?: object }> } = parse(
    deploy("compose.yaml"),
    { merge: true },
  );
  const bots = Object.keys(compose.services).filter((name) => name.startsWith("bot-"));
  const { scrape_configs: scraped } = parse(deploy("prometheus.yml"));
  expect(scraped).toEqual([
    { job_name: "thaw", static_configs: [{ targets: bots.map((name) => `${name}:8080`) }] },
  ]);
  expect(bots.map((name) => compose.services[name]?.environment)).toMatchObject(
    bots.map((_, index) => ({ SHARDS: String(index), SHARD_COUNT: `\${SHARD_COUNT:-${bots.length}}` })),
  );
});

it("every script and setting that the units name is there", () => {
  const { scripts }: { scripts: Record<string, string> } = JSON.parse(
    readFileSync(join(root, "package.json"), "utf8"),
  );
  const settings = readFileSync(join(root, ".env.example"), "utf8");
  for (const file of readdirSync(join(root, "deploy")).filter((name) => name.endsWith(".service"))) {
    const text = deploy(file);
    for (const [, script = ""] of text.matchAll(/npm run ([\w:]+)/g)) expect(scripts).toHaveProperty(script);
    for (const [path] of text.matchAll(/\bscripts\/[\w.-]+/g))
      expect(existsSync(join(root, path))).toBe(true);
    for (const [, name = ""] of text.matchAll(/^Environment=([A-Z_]+)=/gm))
      expect(settings).toContain(`\n${name}=`);
  }
});
