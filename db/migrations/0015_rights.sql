-- 0015: what not everybody on a server may see. A file has no such border, so there is nothing to make in it.
-- @postgres
-- How deep a gas main lies is kept apart from the facility: row and column rights end at a table, not inside a JSON text.
-- In asset.attrs its key stays with null, so that the order of the keys is kept and whoever may not see it cannot lose it.
CREATE TABLE asset_withheld(
  asset_uid TEXT NOT NULL REFERENCES asset(uid) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED, key TEXT NOT NULL, value TEXT NOT NULL,
  PRIMARY KEY (asset_uid, key));
CREATE FUNCTION taizhang_withhold() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
  hidden CONSTANT text[] := ARRAY['start_depth_m', 'end_depth_m'];
  may CONSTANT boolean := has_table_privilege(session_user, 'asset_withheld', 'SELECT');
  given json := NEW.attrs::json;
  k text;
  missing text := '';
BEGIN
  FOREACH k IN ARRAY hidden LOOP
    IF given -> k IS NULL THEN
      IF TG_OP = 'UPDATE' AND may THEN
        DELETE FROM asset_withheld WHERE asset_uid = OLD.uid AND key = k;
      ELSIF TG_OP = 'UPDATE' AND EXISTS (SELECT 1 FROM asset_withheld WHERE asset_uid = OLD.uid AND key = k) THEN
        missing := missing || ',"' || k || '":null';
      END IF;
    ELSIF json_typeof(given -> k) <> 'null' THEN
      IF NOT may THEN
        RAISE EXCEPTION 'no right to %', k USING ERRCODE = '42501';
      END IF;
      INSERT INTO asset_withheld VALUES (NEW.uid, k, (given -> k)::text) ON CONFLICT (asset_uid, key) DO UPDATE SET value = excluded.value;
    END IF;
  END LOOP;
  NEW.attrs := coalesce((SELECT json_object_agg(e.key, CASE WHEN e.key = ANY (hidden) THEN 'null'::json ELSE e.value END ORDER BY e.n)::text
                         FROM json_each(given) WITH ORDINALITY e(key, value, n)), '{}');
  IF missing <> '' THEN
    NEW.attrs := CASE WHEN given::text ~ '^\s*\{\s*\}\s*$' THEN '{' || substr(missing, 2) || '}'
                      ELSE regexp_replace(NEW.attrs, '\}\s*$', missing || '}') END;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER asset_withhold_new BEFORE INSERT ON asset FOR EACH ROW WHEN (NEW.class = 'gas_main' AND strpos(NEW.attrs, '_depth_m') > 0)
  EXECUTE FUNCTION taizhang_withhold();
CREATE TRIGGER asset_withhold BEFORE UPDATE ON asset FOR EACH ROW WHEN (NEW.class = 'gas_main' AND NEW.attrs IS DISTINCT FROM OLD.attrs
  AND strpos(NEW.attrs || OLD.attrs, '_depth_m') > 0)
  EXECUTE FUNCTION taizhang_withhold();
-- The attributes with what is kept apart, for those who may read asset_withheld; everybody else is refused here.
CREATE FUNCTION taizhang_attrs(uid text, attrs text) RETURNS text LANGUAGE sql STABLE SET search_path FROM CURRENT AS $$
  SELECT coalesce(json_object_agg(e.key, coalesce(w.value::json, e.value) ORDER BY e.n)::text, '{}')
  FROM json_each($2::json) WITH ORDINALITY e(key, value, n) LEFT JOIN asset_withheld w ON w.asset_uid = $1 AND w.key = e.key
$$;
-- Nobody signs the record of changes with another's name.
CREATE FUNCTION taizhang_signed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  IF NEW.who = session_user OR EXISTS (SELECT 1 FROM person WHERE name = NEW.who AND account = session_user)
     OR pg_has_role(session_user, (SELECT relowner FROM pg_class WHERE oid = 'audit_log'::regclass), 'MEMBER')
     OR (to_regrole('taizhang_administrator') IS NOT NULL AND pg_has_role(session_user, to_regrole('taizhang_administrator')::oid, 'MEMBER')) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION '% is not the person of the account %', NEW.who, session_user USING ERRCODE = '42501';
END $$;
CREATE TRIGGER audit_signed BEFORE INSERT ON audit_log FOR EACH ROW EXECUTE FUNCTION taizhang_signed();
-- @end
UPDATE ledger SET schema_version = 15;
