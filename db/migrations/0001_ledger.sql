-- 0001: the ledger. One GeoPackage 1.3 file on SQLite; the same tables on a server engine.
-- Tokens in double braces are filled in by the engine's dialect (src/store/migrate.cpp).
-- @sqlite
CREATE TABLE gpkg_spatial_ref_sys(
  srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
INSERT INTO gpkg_spatial_ref_sys VALUES
  ('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined', 'undefined Cartesian coordinate reference system'),
  ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', 'undefined geographic coordinate reference system'),
  ('WGS 84 geodetic', 4326, 'EPSG', 4326, 'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]', 'longitude/latitude coordinates in decimal degrees on the WGS 84 spheroid'),
  ('China Geodetic Coordinate System 2000', 4490, 'EPSG', 4490, 'GEOGCS["China Geodetic Coordinate System 2000",DATUM["China_2000",SPHEROID["CGCS2000",6378137,298.257222101,AUTHORITY["EPSG","1024"]],AUTHORITY["EPSG","1043"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4490"]]', 'longitude/latitude coordinates in decimal degrees on the CGCS2000 spheroid');
CREATE TABLE gpkg_contents(
  table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '',
  last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns(
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL,
  z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_extensions(
  table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL, scope TEXT NOT NULL,
  CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
-- @end
CREATE TABLE schema_migration(id {{pk}}, name TEXT NOT NULL UNIQUE, applied_at TEXT NOT NULL);
CREATE TABLE ledger(
  id INTEGER PRIMARY KEY CHECK (id = 1), format TEXT NOT NULL CHECK (format = 'taizhang'), schema_version INTEGER NOT NULL,
  bureau TEXT NOT NULL, county TEXT NOT NULL, division_code TEXT NOT NULL, utc_offset_minutes INTEGER NOT NULL,
  language TEXT NOT NULL CHECK (language IN ('zh','en')), illustrative INTEGER NOT NULL CHECK (illustrative IN (0,1)),
  order_number_pattern TEXT NOT NULL, code_profile TEXT NOT NULL);
CREATE TABLE catalog_document(id {{pk}}, name TEXT NOT NULL UNIQUE, document TEXT NOT NULL CHECK ({{is_json document}}));
CREATE TABLE person(id {{pk}}, uid TEXT NOT NULL UNIQUE, name TEXT NOT NULL UNIQUE CHECK (length(name) > 0));

CREATE TABLE asset(
  id {{pk}}, geom {{geometry}}, uid TEXT NOT NULL UNIQUE CHECK (length(uid) = 36), row_version INTEGER NOT NULL DEFAULT 1,
  class TEXT NOT NULL CHECK (length(class) > 0), code TEXT CHECK (length(code) > 0), name TEXT NOT NULL DEFAULT '',
  road TEXT NOT NULL DEFAULT '', section TEXT NOT NULL DEFAULT '', place TEXT NOT NULL DEFAULT '',
  units_milli INTEGER CHECK (units_milli >= 0), unit TEXT NOT NULL DEFAULT '',
  phase TEXT NOT NULL DEFAULT 'in_service' CHECK (phase IN ('planned','in_service','out_of_service','removed')),
  state TEXT NOT NULL DEFAULT 'intact' CHECK (state IN ('intact','damaged','missing','abandoned')),
  score INTEGER CHECK (score BETWEEN 0 AND 100), score_on TEXT,
  supervising_unit TEXT NOT NULL DEFAULT '', owning_unit TEXT NOT NULL DEFAULT '', maintaining_unit TEXT NOT NULL DEFAULT '',
  built_on TEXT, in_service_on TEXT, removed_on TEXT,
  attrs TEXT NOT NULL DEFAULT '{}' CHECK ({{is_json attrs}}),
  source_x TEXT NOT NULL DEFAULT '', source_y TEXT NOT NULL DEFAULT '', source_system TEXT NOT NULL DEFAULT '',
  source_method TEXT NOT NULL DEFAULT '', source_accuracy TEXT NOT NULL DEFAULT '', note TEXT NOT NULL DEFAULT '');
CREATE UNIQUE INDEX asset_code ON asset(class, code) WHERE code IS NOT NULL;
CREATE INDEX asset_by_code ON asset(code) WHERE code IS NOT NULL;
{{features asset}}

CREATE TABLE community(
  id {{pk}}, geom {{geometry}}, uid TEXT NOT NULL UNIQUE CHECK (length(uid) = 36), row_version INTEGER NOT NULL DEFAULT 1,
  name TEXT NOT NULL CHECK (length(name) > 0), address TEXT NOT NULL DEFAULT '', street TEXT NOT NULL DEFAULT '',
  built_year INTEGER, buildings INTEGER CHECK (buildings >= 0), households INTEGER CHECK (households >= 0),
  area_m2 {{real}} CHECK (area_m2 >= 0), batch_year INTEGER, stage TEXT NOT NULL DEFAULT '', note TEXT NOT NULL DEFAULT '');
{{features community}}
CREATE TABLE building(
  id {{pk}}, uid TEXT NOT NULL UNIQUE, row_version INTEGER NOT NULL DEFAULT 1,
  community_uid TEXT NOT NULL REFERENCES community(uid), number TEXT NOT NULL, floors INTEGER, units INTEGER,
  households INTEGER, structure TEXT NOT NULL DEFAULT '', built_year INTEGER, area_m2 {{real}}, lifts INTEGER);
CREATE TABLE project(
  id {{pk}}, uid TEXT NOT NULL UNIQUE, row_version INTEGER NOT NULL DEFAULT 1, name TEXT NOT NULL, batch_year INTEGER,
  approval_number TEXT NOT NULL DEFAULT '', stage TEXT NOT NULL DEFAULT '', note TEXT NOT NULL DEFAULT '');
CREATE TABLE project_community(
  id {{pk}}, project_uid TEXT NOT NULL REFERENCES project(uid), community_uid TEXT NOT NULL REFERENCES community(uid),
  UNIQUE (project_uid, community_uid));
CREATE TABLE content_item(
  id {{pk}}, uid TEXT NOT NULL UNIQUE, row_version INTEGER NOT NULL DEFAULT 1, project_uid TEXT NOT NULL REFERENCES project(uid),
  content_group TEXT NOT NULL CHECK (content_group IN ('basic','improvement','upgrade')), item TEXT NOT NULL, unit TEXT NOT NULL,
  planned_milli INTEGER, designed_milli INTEGER, done_milli INTEGER, accepted_milli INTEGER);
CREATE TABLE fund(
  id {{pk}}, uid TEXT NOT NULL UNIQUE, row_version INTEGER NOT NULL DEFAULT 1, project_uid TEXT NOT NULL REFERENCES project(uid),
  source TEXT NOT NULL, planned_fen INTEGER, arrived_fen INTEGER, paid_fen INTEGER);

CREATE TABLE order_counter(year INTEGER PRIMARY KEY, last INTEGER NOT NULL);
CREATE TABLE work_order(
  id {{pk}}, uid TEXT NOT NULL UNIQUE CHECK (length(uid) = 36), row_version INTEGER NOT NULL DEFAULT 1,
  number TEXT NOT NULL UNIQUE, short_number TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft','pending','assigned','in_progress','on_hold','handled','closed','cancelled','merged')),
  kind TEXT NOT NULL, source TEXT NOT NULL, description TEXT NOT NULL, road TEXT NOT NULL, section TEXT NOT NULL, place TEXT NOT NULL,
  shape {{bytes}}, crew TEXT NOT NULL, contractor TEXT NOT NULL, result TEXT NOT NULL, caller TEXT NOT NULL, caller_phone TEXT NOT NULL,
  received_on TEXT NOT NULL, deadline TEXT, closed_at TEXT, closed_on TEXT,
  backfill INTEGER NOT NULL CHECK (backfill IN (0,1)), on_the_spot INTEGER NOT NULL CHECK (on_the_spot IN (0,1)),
  cycle INTEGER NOT NULL, merged_into_uid TEXT NOT NULL DEFAULT '');
CREATE INDEX work_order_short ON work_order(short_number);
CREATE INDEX work_order_state ON work_order(state, received_on);
CREATE TABLE order_line(
  id {{pk}}, uid TEXT NOT NULL UNIQUE, order_id INTEGER NOT NULL REFERENCES work_order(id) ON DELETE CASCADE, position INTEGER NOT NULL,
  class TEXT NOT NULL, activity TEXT NOT NULL, item TEXT NOT NULL, measure TEXT NOT NULL CHECK (measure IN ('count','capacity')),
  planned_milli INTEGER CHECK (planned_milli >= 0), done_milli INTEGER CHECK (done_milli >= 0), accepted_milli INTEGER CHECK (accepted_milli >= 0),
  unit TEXT NOT NULL, approximate INTEGER NOT NULL CHECK (approximate IN (0,1)), unknown INTEGER NOT NULL CHECK (unknown IN (0,1)),
  wording TEXT NOT NULL, road TEXT NOT NULL, places TEXT NOT NULL CHECK ({{is_json places}}),
  project_uid TEXT NOT NULL, community_uid TEXT NOT NULL, accepted_on TEXT);
CREATE INDEX order_line_order ON order_line(order_id);
CREATE INDEX order_line_accepted ON order_line(accepted_on) WHERE accepted_on IS NOT NULL;
CREATE TABLE line_asset(
  id {{pk}}, line_id INTEGER NOT NULL REFERENCES order_line(id) ON DELETE CASCADE, asset_uid TEXT NOT NULL REFERENCES asset(uid),
  status TEXT NOT NULL CHECK (status IN ('PLANNED','DONE','NOT_NEEDED','NOT_FOUND','NOT_POSSIBLE','DEFERRED','REDO','ACCEPTED')),
  UNIQUE (line_id, asset_uid));
CREATE INDEX line_asset_asset ON line_asset(asset_uid);
CREATE TABLE cost_line(
  id {{pk}}, uid TEXT NOT NULL UNIQUE, order_id INTEGER NOT NULL REFERENCES work_order(id) ON DELETE CASCADE, line_uid TEXT NOT NULL,
  kind TEXT NOT NULL, item TEXT NOT NULL, unit TEXT NOT NULL, quantity_milli INTEGER NOT NULL, unit_price_fen INTEGER NOT NULL,
  amount_fen INTEGER NOT NULL, estimate INTEGER NOT NULL CHECK (estimate IN (0,1)));
CREATE INDEX cost_line_order ON cost_line(order_id);
CREATE TABLE order_event(
  id {{pk}}, order_id INTEGER NOT NULL REFERENCES work_order(id) ON DELETE CASCADE, event TEXT NOT NULL, from_state TEXT NOT NULL,
  to_state TEXT NOT NULL, who TEXT NOT NULL, comment TEXT NOT NULL, at TEXT NOT NULL, cycle INTEGER NOT NULL);
CREATE INDEX order_event_order ON order_event(order_id);

CREATE TABLE attachment(
  id {{pk}}, sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64), data {{bytes}} NOT NULL, content_type TEXT NOT NULL, file_name TEXT NOT NULL);
CREATE TABLE attachment_link(
  id {{pk}}, sha256 TEXT NOT NULL REFERENCES attachment(sha256), entity TEXT NOT NULL, entity_uid TEXT NOT NULL, kind TEXT NOT NULL,
  UNIQUE (sha256, entity, entity_uid));
CREATE TABLE import_batch(
  id {{pk}}, uid TEXT NOT NULL UNIQUE, file TEXT NOT NULL, what TEXT NOT NULL, class TEXT NOT NULL, file_hash TEXT NOT NULL,
  at TEXT NOT NULL, who TEXT NOT NULL, counts TEXT NOT NULL CHECK ({{is_json counts}}), undone INTEGER NOT NULL DEFAULT 0);
CREATE TABLE import_item(
  id {{pk}}, batch_id INTEGER NOT NULL REFERENCES import_batch(id), what TEXT NOT NULL CHECK (what IN ('added','changed')),
  entity TEXT NOT NULL, entity_uid TEXT NOT NULL, row_version INTEGER NOT NULL, before TEXT);
CREATE INDEX import_item_batch ON import_item(batch_id);
CREATE TABLE audit_log(
  seq INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, action TEXT NOT NULL, entity TEXT NOT NULL, entity_uid TEXT NOT NULL,
  detail TEXT NOT NULL CHECK ({{is_json detail}}), prev_hash TEXT NOT NULL, hash TEXT NOT NULL);
CREATE TABLE external_change(id {{pk}}, entity TEXT NOT NULL, entity_uid TEXT NOT NULL, op TEXT NOT NULL, at TEXT NOT NULL);

-- Programs such as QGIS write asset and community but do not enforce foreign keys: the important ones stand here again.
-- @sqlite
CREATE TRIGGER asset_referenced BEFORE DELETE ON asset
  WHEN EXISTS (SELECT 1 FROM line_asset WHERE asset_uid = OLD.uid)
  BEGIN SELECT RAISE(ABORT, 'asset is referenced by a work order'); END;
CREATE TRIGGER community_referenced BEFORE DELETE ON community
  WHEN EXISTS (SELECT 1 FROM order_line WHERE community_uid = OLD.uid)
    OR EXISTS (SELECT 1 FROM building WHERE community_uid = OLD.uid)
    OR EXISTS (SELECT 1 FROM project_community WHERE community_uid = OLD.uid)
  BEGIN SELECT RAISE(ABORT, 'community is referenced'); END;
-- An edit from outside does not know row_version: bump it, so that nobody overwrites that edit unseen.
CREATE TRIGGER asset_rv AFTER UPDATE ON asset WHEN NEW.row_version = OLD.row_version
  BEGIN
    UPDATE asset SET row_version = OLD.row_version + 1 WHERE id = NEW.id;
    INSERT INTO external_change(entity, entity_uid, op, at) VALUES ('asset', NEW.uid, 'update', strftime('%Y-%m-%dT%H:%M:%fZ','now'));
  END;
CREATE TRIGGER community_rv AFTER UPDATE ON community WHEN NEW.row_version = OLD.row_version
  BEGIN
    UPDATE community SET row_version = OLD.row_version + 1 WHERE id = NEW.id;
    INSERT INTO external_change(entity, entity_uid, op, at) VALUES ('community', NEW.uid, 'update', strftime('%Y-%m-%dT%H:%M:%fZ','now'));
  END;
-- @end
{{attributes schema_migration ledger catalog_document person building project project_community content_item fund order_counter work_order order_line line_asset cost_line order_event attachment attachment_link import_batch import_item audit_log external_change}}
