-- 0008: issued reports, frozen with their paper; locked periods; a bureau's own words and templates; indexes for a quarter.
CREATE TABLE issued_report(
  id {{pk}}, uid TEXT NOT NULL UNIQUE CHECK (length(uid) = 36), period TEXT NOT NULL, template TEXT NOT NULL,
  issue INTEGER NOT NULL CHECK (issue >= 1), title TEXT NOT NULL, document_number TEXT NOT NULL DEFAULT '',
  language TEXT NOT NULL CHECK (language IN ('zh','en')), issued_at TEXT NOT NULL, issued_by TEXT NOT NULL,
  content TEXT NOT NULL CHECK ({{is_json content}}), audit_head TEXT NOT NULL, hash TEXT NOT NULL CHECK (length(hash) = 64),
  pdf {{bytes}} NOT NULL, UNIQUE (period, template, issue));
CREATE TABLE period_lock(id {{pk}}, period TEXT NOT NULL UNIQUE, locked_by TEXT NOT NULL, locked_at TEXT NOT NULL);
CREATE TABLE report_text(
  id {{pk}}, period TEXT NOT NULL, template TEXT NOT NULL, section TEXT NOT NULL, words TEXT NOT NULL,
  UNIQUE (period, template, section));
CREATE TABLE report_template(id {{pk}}, key TEXT NOT NULL UNIQUE CHECK (length(key) > 0), document TEXT NOT NULL CHECK ({{is_json document}}));

CREATE INDEX order_line_kind ON order_line(class, activity, item, unit, measure, accepted_on, accepted_milli, approximate, order_id)
  WHERE accepted_on IS NOT NULL;
CREATE INDEX work_order_received ON work_order(received_on, state, backfill);
CREATE INDEX work_order_deadline ON work_order(deadline) WHERE deadline IS NOT NULL;
CREATE INDEX work_order_closed_on ON work_order(closed_on, state, backfill, on_the_spot) WHERE closed_on IS NOT NULL;
CREATE INDEX work_order_closed_at ON work_order(closed_at, closed_on, state, backfill, on_the_spot) WHERE closed_at IS NOT NULL;
CREATE INDEX order_event_kind ON order_event(event, at, order_id);
UPDATE ledger SET schema_version = 8;
{{attributes issued_report period_lock report_text report_template}}
