/** Many servers and their people, known by their numbers alone to the driver, to the database and to whoever measures. */
import { makeGrown } from "#sandbox/world/grow.ts";

export interface Town {
  guilds: number;
  /** In each server. */
  channels: number;
  roles: number;
  members: number;
}

export interface Resident {
  id: string;
  guildId: string;
  /** A channel of their server that they write in. */
  channelId: string;
}

/** @returns who somebody is by their number, from 0; neighbours live in different servers */
export function residents(town: Town): (index: number) => Resident {
  const land = makeGrown(town, "0", 0, 0);
  return (index) => {
    const guild = index % town.guilds;
    const member = Math.floor(index / town.guilds);
    if (member >= town.members) throw new RangeError(`nobody has number ${index}`);
    return {
      id: land.userId(guild, member),
      guildId: land.guildId(guild),
      channelId: land.channelId(guild, member % town.channels),
    };
  };
}
