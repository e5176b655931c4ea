/** A lapse or a near-miss, told in one form. It adds an honest entry and takes nothing away. */
import type { RiskKind } from "./risk.ts";

export const lapseVersion = 1;

export interface Lapse {
  version: number;
  /** Whether it was gone through with; open until the member says. */
  happened?: "yes" | "no" | "rather-not-say";
  /** What was there before. */
  kinds?: RiskKind[];
  company?: "alone" | "with-others";
  /** How sure the member is of the next day, 0 to 100 by tens. */
  confidence?: number;
  stillWorks?: string;
  nextDay?: string;
}
