-- The roles of a ledger on a server and what each may do. Run after the migrations and as often as one likes.
-- Accounts are made by the bureau: CREATE ROLE zhaomin LOGIN PASSWORD '…' IN ROLE taizhang_registrar;
DO $$
DECLARE r text;
BEGIN
  FOREACH r IN ARRAY ARRAY['registrar','dispatcher','handler','verifier','manager','planner','administrator'] LOOP
    BEGIN
      EXECUTE format('CREATE ROLE %I NOLOGIN', 'taizhang_' || r);
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; -- of another ledger on this server
    END;
  END LOOP;
END $$;
DO $$
DECLARE
  everybody CONSTANT text := 'taizhang_registrar, taizhang_dispatcher, taizhang_handler, taizhang_verifier, taizhang_manager, taizhang_planner, taizhang_administrator';
  workers CONSTANT text := 'taizhang_registrar, taizhang_dispatcher, taizhang_handler, taizhang_verifier, taizhang_manager, taizhang_administrator';
  keepers CONSTANT text := 'taizhang_registrar, taizhang_manager, taizhang_administrator'; -- of the facilities themselves
  heads CONSTANT text := 'taizhang_manager, taizhang_administrator';
  sees_phone CONSTANT text := 'taizhang_registrar, taizhang_dispatcher, taizhang_handler, taizhang_manager, taizhang_administrator';
  sees_depth CONSTANT text := 'taizhang_registrar, taizhang_handler, taizhang_manager, taizhang_administrator';
  withheld CONSTANT text[] := ARRAY['work_order.caller_phone', 'request.caller_phone', 'audit_log.detail', 'import_item.before'];
  t text;
  open_columns text;
  all_columns text;
BEGIN
  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO %s', current_database(), everybody);
  REVOKE CREATE ON SCHEMA public FROM PUBLIC;
  FOR t IN SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
           WHERE n.nspname = 'public' AND c.relkind = 'r'
             AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e') LOOP
    EXECUTE format('REVOKE ALL ON %I FROM PUBLIC, %s', t, everybody);
    SELECT string_agg(quote_ident(attname), ', ') FILTER (WHERE NOT (t || '.' || attname) = ANY (withheld)), string_agg(quote_ident(attname), ', ')
      INTO open_columns, all_columns FROM pg_attribute WHERE attrelid = t::regclass AND attnum > 0 AND NOT attisdropped;
    -- reading
    IF t = 'asset_withheld' THEN
      EXECUTE format('GRANT SELECT ON %I TO %s', t, sees_depth);
    ELSIF open_columns = all_columns THEN
      EXECUTE format('GRANT SELECT ON %I TO %s', t, everybody);
    ELSE
      EXECUTE format('GRANT SELECT (%s) ON %I TO %s', open_columns, t, everybody);
      -- what somebody did may hold both, the phone and the depth
      EXECUTE format('GRANT SELECT ON %I TO %s', t, CASE WHEN t IN ('audit_log', 'import_item') THEN keepers || ', taizhang_handler' ELSE sees_phone END);
    END IF;
    -- writing
    IF t = 'audit_log' THEN
      EXECUTE format('GRANT INSERT ON %I TO %s', t, workers);
    ELSIF t IN ('asset_withheld', 'external_change', 'schema_migration') THEN
      NULL; -- by triggers and by the owner only
    ELSIF t IN ('ledger', 'setting', 'special_day', 'catalog_document', 'person') THEN
      EXECUTE format('GRANT INSERT, UPDATE, DELETE ON %I TO %s', t, heads);
    ELSIF t IN ('asset', 'community', 'building', 'project', 'project_community', 'content_item', 'fund', 'import_batch', 'import_item') THEN
      EXECUTE format('GRANT INSERT, UPDATE, DELETE ON %I TO %s', t, keepers);
      EXECUTE format('GRANT UPDATE ON %I TO taizhang_handler', t);
    ELSIF t IN ('work_order', 'request') THEN
      EXECUTE format('GRANT INSERT, DELETE ON %I TO %s', t, keepers);
      EXECUTE format('GRANT INSERT ON %I TO taizhang_dispatcher, taizhang_handler', t);
      EXECUTE format('GRANT UPDATE ON %I TO %s', t, sees_phone);
      EXECUTE format('GRANT UPDATE (%s) ON %I TO taizhang_verifier', open_columns, t);
    ELSE
      EXECUTE format('GRANT INSERT, UPDATE, DELETE ON %I TO %s', t, workers);
    END IF;
  END LOOP;
END $$;
