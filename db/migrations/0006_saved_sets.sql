-- 0006: sets of assets kept under a name, to be found again on the map and in the table.
CREATE TABLE saved_set(
  id {{pk}}, uid TEXT NOT NULL UNIQUE CHECK (length(uid) = 36), row_version INTEGER NOT NULL DEFAULT 1,
  name TEXT NOT NULL UNIQUE CHECK (length(name) > 0));
CREATE TABLE saved_set_asset(
  id {{pk}}, set_id INTEGER NOT NULL REFERENCES saved_set(id) ON DELETE CASCADE,
  asset_uid TEXT NOT NULL REFERENCES asset(uid) ON DELETE CASCADE, UNIQUE (set_id, asset_uid));
UPDATE ledger SET schema_version = 6;
{{attributes saved_set saved_set_asset}}
