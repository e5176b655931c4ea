/** Figures for Prometheus. None says who did what: commands are counted without their names. */
import { deliveryStates } from "#app/delivery.ts";
import type { EpochMs } from "#core/ids.ts";
import type { AnswerKind, AnswerOutcome } from "#discord/dispatch.ts";
import type { ShardHealth } from "#discord/gateway-health.ts";
import type { NudgeStats } from "#nudges/start.ts";

export interface Metrics {
  answered(kind: AnswerKind, outcome: AnswerOutcome, ms: number): void;
  /** All figures, in Prometheus' text format. */
  text(): Promise<string>;
}

/** Where figures come from that are looked up when they are asked for. */
export interface Watched {
  shards(): ShardHealth[];
  servers(): number;
  database(): Promise<boolean>;
  nudges(): Promise<NudgeStats>;
  /** When the newest copy of the data was taken; undefined: never. */
  backedUpAt(): EpochMs | undefined;
}

const seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3];

/** Loads its library on the first call. @param watched undefined until the bot is put together */
export async function openMetrics(watched: () => Watched | undefined): Promise<Metrics> {
  const { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } = await import("prom-client");
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const answers = new Counter({
    name: "thaw_answers_total",
    help: "Interactions dealt with; failed ones met an unknown error",
    labelNames: ["kind", "outcome"],
    registers,
  });
  const took = new Histogram({
    name: "thaw_answer_seconds",
    help: "From the event to the answer",
    labelNames: ["kind"],
    buckets: seconds,
    registers,
  });
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name: `thaw_${name}`, help, labelNames, registers });
  const up = gauge("shard_up", "1 when the shard is connected and heard of", ["shard"]);
  const ping = gauge("shard_ping_seconds", "Last heartbeat", ["shard"]);
  const servers = gauge("servers", "Servers of this process's shards");
  const database = gauge("database_up", "1 when the database answers");
  const ledger = gauge("nudges", "Deliveries of the last 30 days by state", ["state"]);
  const inFlight = gauge("nudges_in_flight", "Nudges under way");
  const gate = gauge("nudges_gate_open", "1 when nudges may be sent");
  const workers = gauge("processes", "Processes that share the work");
  const backup = gauge("backup_timestamp_seconds", "When the newest copy of the data was taken");

  const look = async (at: Watched): Promise<void> => {
    for (const shard of at.shards()) {
      up.set({ shard: shard.id }, Number(shard.up));
      // Below zero until the first heartbeat was answered.
      if (shard.ping >= 0) ping.set({ shard: shard.id }, shard.ping / 1000);
    }
    servers.set(at.servers());
    const answering = await at.database();
    database.set(Number(answering));
    backup.set((at.backedUpAt() ?? 0) / 1000);
    if (!answering) return;
    const stats = await at.nudges();
    // Those that there are none of, too: what comes from nowhere is no rise to an alert.
    for (const state of deliveryStates) ledger.set({ state }, stats.ledger[state] ?? 0);
    inFlight.set(stats.inFlight);
    gate.set(Number(stats.gate === "open"));
    workers.set(stats.workers);
  };
  return {
    answered(kind, outcome, ms) {
      answers.inc({ kind, outcome });
      took.observe({ kind }, ms / 1000);
    },
    async text() {
      const at = watched();
      if (at) await look(at);
      return registry.metrics();
    },
  };
}
