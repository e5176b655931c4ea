/** Cities and countries → time zones, for people who know where they live and not what their zone is called. */
import { rawTimeZones } from "@vvo/tzdb";
import type { EpochMs, Zone } from "#core/ids.ts";
import { dateFormat } from "./date-format.ts";

export interface City {
  zone: Zone;
  /** "Lisbon, Portugal". */
  name: string;
}

interface Entry extends City {
  /** Folded texts to search: the city first, then country and other names. */
  city: string;
  others: string[];
}

/** Lower case, without accents and without what separates words. */
const fold = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[\s_/-]+/g, " ")
    .trim();

const entries: Entry[] = rawTimeZones.flatMap((zone) => {
  const own = zone.name.split("/").at(-1)?.replaceAll("_", " ") ?? zone.name;
  const cities = [...new Set([...zone.mainCities, own])];
  const others = [zone.countryName, zone.alternativeName, ...zone.group].map(fold);
  return cities.map((city) => ({
    zone: zone.name,
    name: `${city}, ${zone.countryName}`,
    city: fold(city),
    others,
  }));
});
entries.push({ zone: "UTC", name: "UTC", city: "utc", others: ["gmt", "coordinated universal time"] });

/** Places that fit what was typed, the best first: a city that begins so, then a country or zone that does, then any part. */
export function findCities(typed: string, limit: number): City[] {
  const query = fold(typed);
  const rank = ({ city, others }: Entry): number => {
    if (city === query) return 0;
    if (city.startsWith(query)) return 1;
    if (others.some((other) => other.startsWith(query))) return 2;
    return city.includes(query) || others.some((other) => other.includes(query)) ? 3 : 4;
  };
  return entries
    .map((entry) => ({ entry, rank: rank(entry) }))
    .filter((found) => found.rank < 4)
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, limit)
    .map(({ entry: { zone, name } }) => ({ zone, name }));
}

/** Name of the city a zone is known by, under an older name of the zone too; the zone's own name where there is none. */
export const cityOf = (zone: Zone): string =>
  firstCity(zone) ??
  firstCity(rawTimeZones.find(({ group }) => group.includes(zone))?.name) ??
  zone.replaceAll("_", " ");

const firstCity = (zone: Zone | undefined): string | undefined =>
  entries.find((entry) => entry.zone === zone)?.name;

/** "Lisbon, Portugal · 14:05": what the clock shows there now. */
export const withLocalTime = ({ zone, name }: City, now: EpochMs, locale: string): string =>
  `${name} · ${clockTime(now, zone, locale)}`;

/** Hours and minutes in a zone, by 24 hours. */
export const clockTime = (at: EpochMs, zone: Zone, locale: string): string =>
  dateFormat(locale, {
    timeZone: zone,
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(at);

/** Places to offer before anything is typed, by the language of the member's Discord; only an offer, never a guess. */
export function likelyCities(locale: string): City[] {
  const byLanguage: Record<string, string[]> = {
    de: ["Europe/Berlin", "Europe/Vienna", "Europe/Zurich"],
    fr: ["Europe/Paris", "America/Toronto", "Europe/Brussels"],
    es: ["Europe/Madrid", "America/Mexico_City", "America/Argentina/Buenos_Aires", "America/Bogota"],
    pt: ["America/Sao_Paulo", "Europe/Lisbon"],
    it: ["Europe/Rome"],
    nl: ["Europe/Amsterdam"],
    pl: ["Europe/Warsaw"],
    ja: ["Asia/Tokyo"],
    ko: ["Asia/Seoul"],
    tr: ["Europe/Istanbul"],
  };
  const common = [
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "America/Toronto",
    "America/Sao_Paulo",
    "Europe/London",
    "Europe/Dublin",
    "Europe/Paris",
    "Europe/Berlin",
    "Europe/Madrid",
    "Europe/Warsaw",
    "Europe/Athens",
    "Africa/Lagos",
    "Africa/Johannesburg",
    "Asia/Kolkata",
    "Asia/Singapore",
    "Asia/Manila",
    "Asia/Tokyo",
    "Australia/Perth",
    "Australia/Sydney",
    "Pacific/Auckland",
  ];
  const zones = new Set([...(byLanguage[locale.split("-")[0] ?? ""] ?? []), ...common]);
  return [...zones].slice(0, 24).map((zone) => ({ zone, name: cityOf(zone) }));
}
