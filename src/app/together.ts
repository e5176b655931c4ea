/**
 * Posts that a community answers together: how many were there is a sum, and told a day later, rounded; a drill that is
 * posted in a channel is one for the group.
 */
import { roundedCount } from "#core/chart-data-insights.ts";
import type { Scenario } from "#core/drill-scenario.ts";
import type { EpochMs, Snowflake } from "#core/ids.ts";
import { isOn } from "#core/server-settings.ts";
import { serverWeekOf } from "#core/server-week.ts";
import { countOnce } from "./counted.ts";
import type { Deps } from "./deps.ts";
import type { DrillGroupCases } from "./drill-groups.ts";
import type { Delivery } from "./nudge-tables.ts";
import type { DeliveryKey } from "./nudges.ts";
import type { Person, Steps, Tables } from "./store.ts";

export interface DrillPost {
  guildId: Snowflake | null;
  channelId: Snowflake;
  dueAt: EpochMs;
  /** The one that the schedule names; else each of the gentlest takes its turn, a day each. */
  piece: string | undefined;
}

export interface TogetherCases {
  /** The member has opened a post in a channel: one more who was there, once for each post. */
  here(person: Person, key: DeliveryKey): Promise<void>;
  /** The drill that a post invites to, and the group it opens for; undefined where there is none to offer. */
  invite(post: DrillPost): Promise<{ groupId: string; scenario: Scenario } | undefined>;
  /**
   * How many were there at the post before this one, from ten on; undefined below, and where moderators have switched
   * it off. Asked when the next post is made, so that it is told once and never live.
   */
  lastTime(post: { dueId: string; occ: number; guildId: Snowflake | null }): Promise<number | undefined>;
}

export function togetherCases(
  { store, now, newId }: Deps,
  drills: Pick<DrillGroupCases, "groupChoices" | "inviteGroup">,
): TogetherCases {
  return {
    invite: async ({ guildId, channelId, dueAt, piece }) => {
      if (guildId === null || !(await store.tx((q) => counts(q, guildId)))) return undefined;
      const choices = await drills.groupChoices(guildId, postLocale);
      const day = Math.floor(dueAt / 86_400_000);
      const scenario = choices.find(({ id }) => id === piece) ?? choices[day % Math.max(1, choices.length)];
      if (!scenario) return undefined;
      const to = { guildId, channelId, scenarioId: scenario.id, locale: postLocale };
      return { groupId: (await drills.inviteGroup(to)).id, scenario };
    },
    here: (person, { dueId, epoch, occ }) =>
      store.asMember(person.id, function* (q) {
        const post = yield* q.deliveries.find(dueId, epoch, occ);
        if (!post || post.personId !== null || post.kind !== "checkin") return;
        if (!(yield* counts(q, post.guildId))) return;
        if (!(yield* countOnce(q, person, `post/${dueId}/${occ}`, { now, newId }))) return;
        yield* q.counters.raise(post.guildId ?? "", serverWeekOf(post.dueAt), nameOf(post));
      }),
    lastTime: ({ dueId, occ, guildId }) =>
      store.tx(function* (q) {
        if (guildId === null || !(yield* counts(q, guildId))) return undefined;
        const posts = yield* q.deliveries.ofDue(dueId);
        const last = posts.findLast((post) => post.state === "sent" && post.occ !== occ);
        if (!last) return undefined;
        const week = serverWeekOf(last.dueAt);
        const found = (yield* q.counters.ofGuild(guildId, week, nameOf(last))).find(
          (count) => count.week === week && count.name === nameOf(last),
        );
        const rounded = roundedCount(found?.value ?? 0);
        return rounded === "few" ? undefined : rounded;
      }),
  };
}

/** Posts are for everybody: they come in the language that everything has. */
const postLocale = "en";

const nameOf = ({ dueId, occ }: Pick<Delivery, "dueId" | "occ">): string => `here/${dueId}/${occ}`;

function* counts(q: Tables, guildId: Snowflake | null): Steps<boolean> {
  const guild = guildId === null ? undefined : yield* q.guilds.find(guildId);
  return guild?.leftAt === null && isOn(guild.settings, "together");
}
