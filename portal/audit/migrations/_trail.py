"""SQL that chains the trail: format in portal/audit/chain.py."""

CHAIN = """
CREATE FUNCTION audit_chain() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    head audit_audithead%ROWTYPE;
BEGIN
    INSERT INTO audit_audithead (org_id, seq, hash)
        VALUES (NEW.org_id, 0, sha256('genesis'::bytea || uuid_send(NEW.org_id)))
        ON CONFLICT (org_id) DO NOTHING;
    SELECT * INTO STRICT head FROM audit_audithead WHERE org_id = NEW.org_id FOR UPDATE;
    NEW.seq := head.seq + 1;
    NEW.at := clock_timestamp();
    NEW.prev := head.hash;
    NEW.hash := sha256(
        'audit-v1'::bytea || uuid_send(NEW.org_id) || int8send(NEW.seq)
        || int8send((extract(epoch FROM NEW.at) * 1000000)::bigint)
        || NEW.prev || sha256(convert_to(NEW.payload, 'UTF8'))
    );
    UPDATE audit_audithead SET seq = NEW.seq, hash = NEW.hash WHERE org_id = NEW.org_id;
    RETURN NEW;
END $$;
CREATE TRIGGER chain BEFORE INSERT ON audit_auditevent
    FOR EACH ROW EXECUTE FUNCTION audit_chain();

CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit trail is append-only';
END $$;
CREATE TRIGGER never_changed BEFORE UPDATE OR DELETE ON audit_auditevent
    FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON audit_auditevent
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

REVOKE UPDATE, DELETE, TRUNCATE ON audit_auditevent FROM portal_app, portal_system;
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON audit_audithead FROM portal_app, portal_system;
"""

UNCHAIN = """
DROP TRIGGER chain ON audit_auditevent;
DROP TRIGGER never_changed ON audit_auditevent;
DROP TRIGGER never_emptied ON audit_auditevent;
DROP FUNCTION audit_chain();
DROP FUNCTION audit_refuse();
"""

FIX_ANCHORS = """
CREATE TRIGGER never_changed BEFORE UPDATE OR DELETE ON audit_auditanchor
    FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON audit_auditanchor
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
REVOKE UPDATE, DELETE, TRUNCATE ON audit_auditanchor FROM portal_app, portal_system;
"""

LOOSEN_ANCHORS = """
DROP TRIGGER never_changed ON audit_auditanchor;
DROP TRIGGER never_emptied ON audit_auditanchor;
"""
