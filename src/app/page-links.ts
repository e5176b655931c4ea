/**
 * The way to the private page: a link that works once and for ten minutes, exchanged for a session that ends by itself.
 * What the browser holds is never kept, only its hash.
 */
import type { EpochMs, Snowflake } from "#core/ids.ts";
import type { Deps } from "./deps.ts";
import { Fault } from "./fault.ts";
import type { Landing } from "./private-tables.ts";
import type { Person } from "./store.ts";

/** Secrets nobody can guess, and their hashes: from outside, since chance is. */
export interface Secrets {
  /** 256 bits, as 43 characters that can stand in an address. */
  make(): string;
  /** One way. */
  hash(secret: string): string;
}

export interface PageLinkCases {
  /** Whether there is a private page at all. */
  isOn(): boolean;
  /** Where the operator's privacy notice can be read; undefined when it can be nowhere. */
  privacyNotice(): string | undefined;
  /** Where anybody can read a short card. @throws {Fault} page-off */
  card(lessonId: string): string;
  /** An address that opens this member's page, once. @throws {Fault} page-off */
  open(person: Pick<Person, "id">, landing: Landing): Promise<string>;
  /** Turns a link into a session; undefined when it was used, has run out, or never was. */
  exchange(token: string): Promise<{ secret: string; landing: Landing } | undefined>;
  /** The member whose session this is; undefined when it has ended. */
  session(secret: string): Promise<Person | undefined>;
  logOut(secret: string): Promise<void>;
  /** @returns how many sessions were open */
  logOutEverywhere(personId: Snowflake): Promise<number>;
  /** Clears away what can no longer be used. */
  purge(): Promise<void>;
}

const minute = 60_000;
export const linkMs = 10 * minute;
/** A session ends after this long without a request, and after this long in any case. */
export const idleMs = 20 * minute;
export const longestMs = 2 * 60 * minute;
/** How exactly it is noted when a session was last seen: every request would otherwise be a write. */
const touchMs = minute;
const looksRight = /^[\w-]{43}$/;

export interface PageLinkParts {
  secrets: Secrets;
  /** Where the page is, such as `https://thaw.example.org`; undefined while there is none. */
  address(): string | undefined;
  /** A privacy notice of the operator's own, elsewhere. */
  privacyUrl: string | undefined;
}

export function pageLinkCases(
  { store, now }: Deps,
  { secrets, address, privacyUrl }: PageLinkParts,
): PageLinkCases {
  const place = (): string => {
    const base = address();
    if (base === undefined) throw new Fault("page-off");
    return base;
  };
  return {
    isOn: () => address() !== undefined,
    privacyNotice: () => {
      const base = address();
      return privacyUrl ?? (base === undefined ? undefined : `${base}/privacy`);
    },
    card: (lessonId) => `${place()}/learn/${lessonId}`,
    open: async ({ id: personId }, landing) => {
      const base = place();
      const token = secrets.make();
      const link = { hash: secrets.hash(token), personId, landing, expiresAt: now() + linkMs };
      await store.tx((q) => q.pages.addLink(link));
      return `${base}/open/${token}`;
    },
    exchange: async (token) => {
      if (!looksRight.test(token)) return undefined;
      const secret = secrets.make();
      const at = now();
      return store.tx(function* (q) {
        const link = yield* q.pages.takeLink(secrets.hash(token));
        if (!link || !isBetween(link.expiresAt - linkMs, at, link.expiresAt)) return undefined;
        const { personId, landing } = link;
        yield* q.pages.addSession({ hash: secrets.hash(secret), personId, startedAt: at, seenAt: at });
        return { secret, landing };
      });
    },
    session: async (secret) => {
      if (!looksRight.test(secret)) return undefined;
      const hash = secrets.hash(secret);
      const at = now();
      return store.tx(function* (q) {
        const session = yield* q.pages.findSession(hash);
        if (!session) return undefined;
        const { startedAt, seenAt, personId } = session;
        if (!isBetween(seenAt - touchMs, at, seenAt + idleMs) || at >= startedAt + longestMs) {
          yield* q.pages.endSession(hash);
          return undefined;
        }
        if (at >= seenAt + touchMs) yield* q.pages.touchSession(hash, at);
        return yield* q.people.find(personId);
      });
    },
    logOut: (secret) => store.tx((q) => q.pages.endSession(secrets.hash(secret))),
    logOutEverywhere: (personId) => store.tx((q) => q.pages.endAll(personId)),
    purge: () => {
      const at = now();
      return store.tx((q) =>
        q.pages.purge({ linksUntil: at, seenBefore: at - idleMs, startedBefore: at - longestMs }),
      );
    },
  };
}

/** On a clock that went back, nothing lives longer than it was given. */
const isBetween = (from: EpochMs, at: EpochMs, to: EpochMs): boolean => at >= from && at < to;
