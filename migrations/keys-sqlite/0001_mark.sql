-- Whose database this is: another application's is refused, and so is a data database in its place.
INSERT INTO "meta" ("key", "value") VALUES ('application', 'thaw-keys');
