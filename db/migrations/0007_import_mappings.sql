-- 0007: how a kind of file was read, under a name, so that the next one goes in in one step.
CREATE TABLE import_mapping(
  id {{pk}}, name TEXT NOT NULL UNIQUE CHECK (length(name) > 0), what TEXT NOT NULL, class TEXT NOT NULL DEFAULT '',
  body TEXT NOT NULL, saved_by TEXT NOT NULL DEFAULT '', saved_at TEXT NOT NULL);
UPDATE ledger SET schema_version = 7;
{{attributes import_mapping}}
