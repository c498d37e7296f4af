-- 0003: what citizens and superiors ask for, and the photos and papers of assets, orders and requests.
CREATE TABLE request_counter(year INTEGER PRIMARY KEY, last INTEGER NOT NULL);
CREATE TABLE request(
  id {{pk}}, uid TEXT NOT NULL UNIQUE CHECK (length(uid) = 36), row_version INTEGER NOT NULL DEFAULT 1,
  number TEXT NOT NULL UNIQUE, short_number TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('new','to_verify','accepted','refused','forwarded','merged','answered','closed')),
  source TEXT NOT NULL, external_number TEXT NOT NULL DEFAULT '', caller TEXT NOT NULL DEFAULT '', caller_phone TEXT NOT NULL DEFAULT '',
  received_at TEXT NOT NULL, deadline TEXT, urgent INTEGER NOT NULL DEFAULT 0 CHECK (urgent IN (0,1)),
  class TEXT NOT NULL DEFAULT '', asset_uid TEXT NOT NULL DEFAULT '', description TEXT NOT NULL,
  road TEXT NOT NULL DEFAULT '', section TEXT NOT NULL DEFAULT '', place TEXT NOT NULL DEFAULT '',
  lon {{real}}, lat {{real}}, accepted_at TEXT,
  -- why it was refused, or whom it was forwarded to; what the caller was told and when
  reason TEXT NOT NULL DEFAULT '', forwarded_to TEXT NOT NULL DEFAULT '', answer TEXT NOT NULL DEFAULT '', answered_at TEXT, closed_at TEXT,
  satisfaction TEXT NOT NULL DEFAULT '' CHECK (satisfaction IN ('','satisfied','not_reached','dissatisfied')),
  -- how often it came back as 不满意
  redone INTEGER NOT NULL DEFAULT 0 CHECK (redone >= 0), merged_into_uid TEXT NOT NULL DEFAULT '',
  registered_by TEXT NOT NULL DEFAULT '', note TEXT NOT NULL DEFAULT '');
CREATE INDEX request_short ON request(short_number);
CREATE INDEX request_state ON request(state, received_at);
CREATE INDEX request_received ON request(received_at);
CREATE INDEX request_asset ON request(asset_uid) WHERE asset_uid <> '';
-- a number of 12345 or of a superior is registered once, however often its sheet is imported
CREATE UNIQUE INDEX request_external ON request(source, external_number) WHERE external_number <> '';
CREATE TABLE request_event(
  id {{pk}}, request_id INTEGER NOT NULL REFERENCES request(id) ON DELETE CASCADE, event TEXT NOT NULL, from_state TEXT NOT NULL,
  to_state TEXT NOT NULL, who TEXT NOT NULL, comment TEXT NOT NULL, at TEXT NOT NULL);
CREATE INDEX request_event_request ON request_event(request_id);
-- One order may answer several requests and one request may need several orders.
CREATE TABLE request_order(
  id {{pk}}, request_uid TEXT NOT NULL REFERENCES request(uid) ON DELETE CASCADE,
  order_uid TEXT NOT NULL REFERENCES work_order(uid) ON DELETE CASCADE, UNIQUE (request_uid, order_uid));
CREATE INDEX request_order_order ON request_order(order_uid);

-- Contents once by their hash. Small columns stand before the big ones, so that a list does not read through pictures.
DROP TABLE attachment_link;
DROP TABLE attachment;
CREATE TABLE attachment(
  id {{pk}}, sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64), content_type TEXT NOT NULL, file_name TEXT NOT NULL,
  size INTEGER NOT NULL CHECK (size > 0), width INTEGER, height INTEGER,
  -- as the camera wrote it: its own clock without zone, degrees, the way it looked, how it was held (EXIF 1 to 8)
  taken_at TEXT, lon {{real}}, lat {{real}}, direction {{real}}, orientation INTEGER NOT NULL DEFAULT 1 CHECK (orientation BETWEEN 1 AND 8),
  added_at TEXT NOT NULL, added_by TEXT NOT NULL,
  thumbnail {{bytes}}, data {{bytes}} NOT NULL);
-- What a content is shown with: entity is asset, order or request. Taking a link away leaves the content.
CREATE TABLE attachment_link(
  id {{pk}}, sha256 TEXT NOT NULL REFERENCES attachment(sha256), entity TEXT NOT NULL CHECK (entity IN ('asset','order','request')),
  entity_uid TEXT NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('before','during','after','check','document')),
  caption TEXT NOT NULL DEFAULT '', added_at TEXT NOT NULL, added_by TEXT NOT NULL, UNIQUE (sha256, entity, entity_uid));
CREATE INDEX attachment_link_entity ON attachment_link(entity, entity_uid);
UPDATE ledger SET schema_version = 3;
{{attributes request_counter request request_event request_order}}
