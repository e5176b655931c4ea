-- Whose database this is: another application's is refused, and so is a key store in its place.
INSERT INTO "meta" ("key", "value") VALUES ('application', 'thaw');
