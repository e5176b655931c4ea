/** Keeps one member's flood of presses from slowing everybody else. */
import type { Snowflake } from "#core/ids.ts";
import { rateLimit } from "#core/rate-limit.ts";

/** Twice what a hurried thumb does. */
const hurry = { burst: 20, perSecond: 4 };

/** @returns a function that takes one press at a time in milliseconds and gives the seconds to wait, 0 when there is room */
export const pressLimiter = (): ((member: Snowflake, at: number) => number) => rateLimit(hurry);
