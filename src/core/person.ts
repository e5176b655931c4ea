/** Facts about members that are no answers of theirs. */
import type { Zone } from "./ids.ts";

/** Stands for "not asked yet"; whoever lives on UTC picks it under its other name, `UTC`. */
export const zoneNotChosen: Zone = "Etc/UTC";
