/** Times of the look inside, on the persona's own clock. */
import type { Persona } from "../../page-protocol.ts";
import { formatter } from "../text/time.ts";

const FORMS: Record<"second" | "minute" | "day", Intl.DateTimeFormatOptions> = {
  second: { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" },
  minute: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  day: { weekday: "long", day: "numeric", month: "long" },
};

export function stamp(at: number, { zone }: Persona, form: keyof typeof FORMS): string {
  return formatter(FORMS[form], { zone, locale: "en-GB" }).format(at);
}
