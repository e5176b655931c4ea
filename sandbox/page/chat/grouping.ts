import type { APIMessage } from "discord-api-types/v10";
import { isEphemeral } from "../state/ephemeral.ts";

/** Messages of one author closer than this stand together under one name, ms. */
const TOGETHER_MS = 7 * 60_000;

export function follows(message: APIMessage, before: APIMessage | undefined): boolean {
  if (before === undefined || before.author.id !== message.author.id) return false;
  if (message.interaction_metadata !== undefined || message.referenced_message != null) return false;
  if (isEphemeral(message) !== isEphemeral(before)) return false;
  return Date.parse(message.timestamp) - Date.parse(before.timestamp) < TOGETHER_MS;
}

/** The calendar date in a zone, `2026-03-02`, to tell where a day ends. */
export function dayOf(timestamp: string, zone: string): string {
  let format = days.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeZone: zone });
    days.set(zone, format);
  }
  return format.format(Date.parse(timestamp));
}

const days = new Map<string, Intl.DateTimeFormat>();
