-- 0005: several desktops at once. On a server the rules that 0001 gives SQLite as triggers, and word of every change to
-- the other windows; the tables are the same on both engines.
-- @postgres
CREATE FUNCTION taizhang_referenced() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM order_line WHERE community_uid = OLD.uid) THEN
    RAISE EXCEPTION 'community is referenced';
  END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER community_referenced BEFORE DELETE ON community FOR EACH ROW EXECUTE FUNCTION taizhang_referenced();

-- An edit from outside does not know row_version: bump it, so that nobody overwrites that edit unseen.
CREATE FUNCTION taizhang_row_version() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  NEW.row_version := OLD.row_version + 1;
  INSERT INTO external_change(entity, entity_uid, op, at)
    VALUES (TG_TABLE_NAME, NEW.uid, 'update', to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'));
  RETURN NEW;
END $$;
CREATE TRIGGER asset_rv BEFORE UPDATE ON asset FOR EACH ROW WHEN (NEW.row_version = OLD.row_version)
  EXECUTE FUNCTION taizhang_row_version();
CREATE TRIGGER community_rv BEFORE UPDATE ON community FOR EACH ROW WHEN (NEW.row_version = OLD.row_version)
  EXECUTE FUNCTION taizhang_row_version();

-- One word to every window for a statement, however many rows it changed: table, how many, and which when they are few.
CREATE FUNCTION taizhang_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  rows bigint;
  uids text;
BEGIN
  SELECT count(*) INTO rows FROM changed;
  IF rows BETWEEN 1 AND 50 THEN
    SELECT string_agg(uid, ',') INTO uids FROM changed;
  END IF;
  IF rows > 0 THEN
    PERFORM pg_notify('taizhang', TG_TABLE_NAME || ' ' || lower(TG_OP) || ' ' || rows || ' ' || coalesce(uids, ''));
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER asset_added AFTER INSERT ON asset REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION taizhang_changed();
CREATE TRIGGER asset_changed AFTER UPDATE ON asset REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION taizhang_changed();
CREATE TRIGGER asset_erased AFTER DELETE ON asset REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION taizhang_changed();
CREATE TRIGGER community_added AFTER INSERT ON community REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION taizhang_changed();
CREATE TRIGGER community_changed AFTER UPDATE ON community REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION taizhang_changed();
CREATE TRIGGER community_erased AFTER DELETE ON community REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION taizhang_changed();
CREATE TRIGGER order_added AFTER INSERT ON work_order REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION taizhang_changed();
CREATE TRIGGER order_changed AFTER UPDATE ON work_order REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION taizhang_changed();
CREATE TRIGGER order_erased AFTER DELETE ON work_order REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION taizhang_changed();
-- Whatever else a use case changed, it left one row here.
CREATE FUNCTION taizhang_recorded() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('taizhang', NEW.action || ' ' || NEW.entity || ' ' || NEW.entity_uid);
  RETURN NULL;
END $$;
CREATE TRIGGER audit_recorded AFTER INSERT ON audit_log FOR EACH ROW EXECUTE FUNCTION taizhang_recorded();
-- @end
-- Whose account on the server a person works under.
ALTER TABLE person ADD COLUMN account TEXT NOT NULL DEFAULT '';
UPDATE ledger SET schema_version = 5;
