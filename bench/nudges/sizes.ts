/** How much each part does; `--quick` is for a look whether everything runs. */
export interface Sizes {
  /** Schedules held beside node-cron's, and beside nobody's. */
  members: number;
  many: number;
  /** croner takes 80 kB for each. */
  croner: number;
  herd: number;
  /** Runs of what is over in a second: the machine may be busy with something else meanwhile. */
  times: number;
  stalled: number;
  /** Seconds for which the event loop is held. */
  stallS: number;
  occurrences: number;
  ticks: number;
  cycle: number;
  deliveries: number;
  killed: { nudges: number; kills: number };
}

export const whole: Sizes = {
  members: 100_000,
  many: 1_000_000,
  croner: 100_000,
  herd: 50_000,
  times: 5,
  stalled: 1000,
  stallS: 10,
  occurrences: 200_000,
  ticks: 2000,
  cycle: 10_000,
  deliveries: 5000,
  killed: { nudges: 3000, kills: 70 },
};

export const quick: Sizes = {
  members: 10_000,
  many: 50_000,
  croner: 2000,
  herd: 5000,
  times: 1,
  stalled: 300,
  stallS: 3,
  occurrences: 20_000,
  ticks: 500,
  cycle: 2000,
  deliveries: 300,
  killed: { nudges: 300, kills: 5 },
};
