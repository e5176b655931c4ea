/** What a member sends to people on a press of their own: a wish to be reached, a report that something is wrong. */
import type { EpochMs, Snowflake } from "#core/ids.ts";
import { rateLimit } from "#core/rate-limit.ts";
import { onCallOf } from "#core/server-settings.ts";
import type { Desk, DeskPost } from "./desk.ts";
import { Fault } from "./fault.ts";
import type { ServerCases } from "./servers.ts";

/** Who reads a report. */
export type ReportReader = "operator" | "server";

export interface CallCases {
  /**
   * Posts for whoever is on call in this server. `write` is given the role that it may ping: none while others have asked
   * so often that another ping would only be noise, and none when the role is gone.
   * @throws {Fault} no-on-call, asked-already, post-refused
   */
  reach(
    from: { personId: Snowflake; guildId: Snowflake },
    write: (onCall: { ping?: Snowflake | undefined; gone: boolean }) => string,
  ): Promise<void>;
  /** Undefined where a report from here would reach nobody. */
  reportReader(guildId: Snowflake | null): Promise<ReportReader | undefined>;
  /** @throws {Fault} no-report-channel, too-fast, post-refused */
  report(from: { personId: Snowflake; guildId: Snowflake | null }, content: string): Promise<void>;
}

export interface CallParts {
  now(): EpochMs;
  servers: Pick<ServerCases, "settingsOf">;
  desk: Pick<Desk, "post" | "hasRole">;
  /** The channel of whoever runs the bot. */
  operatorChannel: Snowflake | undefined;
}

const hour = 3600;

/** Who asked lately is remembered in memory alone: that somebody asked is written down nowhere. */
export function callCases({ now, servers, desk, operatorChannel }: CallParts): CallCases {
  const asking = rateLimit({ burst: 1, perSecond: 1 / hour });
  const pinging = rateLimit({ burst: 10, perSecond: 10 / hour });
  const reporting = rateLimit({ burst: 3, perSecond: 3 / hour });
  const post = async (channel: Snowflake, message: DeskPost): Promise<void> => {
    if (!(await desk.post(channel, message))) throw new Fault("post-refused");
  };
  const readerOf = async (guildId: Snowflake | null) => {
    if (operatorChannel) return { reader: "operator", channel: operatorChannel } as const;
    const channel = guildId === null ? undefined : (await servers.settingsOf(guildId))?.problemChannel;
    return channel ? ({ reader: "server", channel } as const) : undefined;
  };
  return {
    async reach({ personId, guildId }, write) {
      const settings = await servers.settingsOf(guildId);
      const onCall = settings && onCallOf(settings);
      if (!onCall) throw new Fault("no-on-call");
      const wait = asking(`${guildId}/${personId}`, now());
      if (wait > 0) throw new Fault("asked-already", { minutes: Math.ceil(wait / 60) });
      const gone = (await desk.hasRole(guildId, onCall.role)) === false;
      const ping = !gone && pinging(guildId, now()) === 0 ? onCall.role : undefined;
      await post(onCall.channel, { content: write({ ping, gone }), ...(ping ? { ping } : {}) });
    },
    reportReader: async (guildId) => (await readerOf(guildId))?.reader,
    async report({ personId, guildId }, content) {
      const found = await readerOf(guildId);
      if (!found) throw new Fault("no-report-channel");
      const seconds = reporting(personId, now());
      if (seconds > 0) throw new Fault("too-fast", { seconds });
      await post(found.channel, { content });
    },
  };
}
