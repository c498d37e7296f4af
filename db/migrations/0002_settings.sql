-- 0002: what a bureau sets for itself: people with their role and crew, days off and make-up days, single settings.
CREATE TABLE setting(id {{pk}}, key TEXT NOT NULL UNIQUE CHECK (length(key) > 0), value TEXT NOT NULL);
ALTER TABLE person ADD COLUMN role TEXT NOT NULL DEFAULT 'registrar';
ALTER TABLE person ADD COLUMN crew TEXT NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0,1));
CREATE TABLE special_day(
  id {{pk}}, day TEXT NOT NULL UNIQUE CHECK (length(day) = 10), works INTEGER NOT NULL CHECK (works IN (0,1)),
  name TEXT NOT NULL DEFAULT '');
UPDATE ledger SET schema_version = 2;
{{attributes setting special_day}}
