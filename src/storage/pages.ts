/** Links to the private page, and its open sessions. */
import type { Pages } from "#app/private-tables.ts";
import { placeholders } from "./columns.ts";
import { eq, lt, lte, or, sql } from "./drizzle.ts";
import { run, statement, type Sql } from "./sql.ts";

const { placeholder } = sql;

const addSession = statement("page.add-session", ({ db, t }: Sql) =>
  db.insert(t.pageSession).values(placeholders(["hash", "personId", "startedAt", "seenAt"])),
);

const findSession = statement("page.session", ({ db, t }: Sql) =>
  db
    .select()
    .from(t.pageSession)
    .where(eq(t.pageSession.hash, placeholder("hash"))),
);

const touch = statement("page.touch", ({ db, t }: Sql) =>
  db
    .update(t.pageSession)
    .set({ seenAt: sql`${placeholder("seenAt")}` })
    .where(eq(t.pageSession.hash, placeholder("hash"))),
);

const purgeLinks = statement("page.purge-links", ({ db, t }: Sql) =>
  db.delete(t.pageLink).where(lte(t.pageLink.expiresAt, placeholder("linksUntil"))),
);

const purgeSessions = statement("page.purge-sessions", ({ db, t: { pageSession } }: Sql) =>
  db
    .delete(pageSession)
    .where(
      or(
        lt(pageSession.seenAt, placeholder("seenBefore")),
        lt(pageSession.startedAt, placeholder("startedBefore")),
      ),
    ),
);

/** The verbs of `Pages` on one connection. */
export function pages(q: Sql): Pages {
  const { db, t } = q;
  return {
    *addLink(link) {
      yield* run(db.insert(t.pageLink).values(link));
    },
    *takeLink(hash) {
      const [link] = yield* run(db.delete(t.pageLink).where(eq(t.pageLink.hash, hash)).returning());
      return link;
    },
    *addSession(session) {
      yield* addSession(q, { ...session });
    },
    *findSession(hash) {
      return (yield* findSession(q, { hash }))[0];
    },
    *touchSession(hash, seenAt) {
      yield* touch(q, { hash, seenAt });
    },
    *endSession(hash) {
      yield* run(db.delete(t.pageSession).where(eq(t.pageSession.hash, hash)));
    },
    *endAll(personId) {
      yield* run(db.delete(t.pageLink).where(eq(t.pageLink.personId, personId)));
      const ended = yield* run(
        db
          .delete(t.pageSession)
          .where(eq(t.pageSession.personId, personId))
          .returning({ hash: t.pageSession.hash }),
      );
      return ended.length;
    },
    *purge(bounds) {
      yield* purgeLinks(q, { ...bounds });
      yield* purgeSessions(q, { ...bounds });
    },
  };
}
