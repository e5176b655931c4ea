/** How much each part of the load does; `--quick` is for a look whether everything runs. */
export interface Sizes {
  /** Commands offered a second, one rate after the other, for so long each. */
  rates: number[];
  seconds: number;
  warmUpS: number;
  /** Servers of 50 channels and 50 roles. */
  servers: number;
  /** Members with a nudge each. */
  members: number[];
  /** Days that the year of a server has. */
  days: number;
  /** Commands of each kind that each of its members gives. */
  rounds: number;
  sustained: Together;
  /** `killS`: for how long one of the three is killed every ten seconds. */
  processes: Together & { killS: number };
}

interface Together {
  guilds: number;
  members: number;
  perSecond: number;
  seconds: number;
  /** From the fill until the first are due: filling and starting take so long. */
  leadS: number;
}

export const whole: Sizes = {
  rates: [50, 100, 200, 300, 400, 500, 600, 700, 800, 1000, 1200, 1500, 2000],
  seconds: 10,
  warmUpS: 15,
  servers: 2500,
  members: [1000, 10_000, 100_000, 1_000_000],
  days: 365,
  rounds: 1,
  sustained: { guilds: 20_000, members: 1_000_000, perSecond: 200, seconds: 600, leadS: 120 },
  processes: { guilds: 20_000, members: 50_000, perSecond: 100, seconds: 90, leadS: 180, killS: 90 },
};

export const quick: Sizes = {
  rates: [50, 200, 500],
  seconds: 3,
  warmUpS: 5,
  servers: 250,
  members: [1000, 10_000],
  days: 30,
  rounds: 1,
  sustained: { guilds: 2000, members: 100_000, perSecond: 100, seconds: 20, leadS: 30 },
  processes: { guilds: 2000, members: 10_000, perSecond: 50, seconds: 20, leadS: 75, killS: 20 },
};
