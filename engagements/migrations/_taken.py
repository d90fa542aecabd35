"""SQL that keeps the times of people in step with the calls that take them."""

COLUMNS = "state, host_id, block_start, block_end"
# As engagements.bookings.rules.OCCUPYING has it.
OCCUPYING = "('held', 'confirmed')"

# It runs as its owner, because nobody else may write the table; row security binds the owner too.
KEEP_TAKEN = f"""
CREATE FUNCTION keep_taken_time() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    person uuid;
BEGIN
    DELETE FROM engagements_takentime WHERE id = NEW.id;
    IF NEW.state IN {OCCUPYING} THEN
        SELECT user_id INTO STRICT person FROM engagements_host WHERE id = NEW.host_id;
        -- Two who insert at one moment would each wait for the other to end.
        PERFORM FROM accounts_user WHERE id = person FOR NO KEY UPDATE;
        INSERT INTO engagements_takentime (id, partner_id, user_id, starts_at, ends_at)
            VALUES (NEW.id, NEW.partner_id, person, NEW.block_start, NEW.block_end);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER takes_time AFTER INSERT ON engagements_booking
    FOR EACH ROW EXECUTE FUNCTION keep_taken_time();
CREATE TRIGGER takes_other_time AFTER UPDATE OF {COLUMNS} ON engagements_booking FOR EACH ROW
    WHEN ((OLD.state IN {OCCUPYING}, OLD.host_id, OLD.block_start, OLD.block_end)
        IS DISTINCT FROM (NEW.state IN {OCCUPYING}, NEW.host_id, NEW.block_start, NEW.block_end))
    EXECUTE FUNCTION keep_taken_time();
REVOKE INSERT, UPDATE, DELETE ON engagements_takentime FROM portal_app, portal_system;
"""
LET_GO = """
GRANT INSERT, UPDATE, DELETE ON engagements_takentime TO portal_app, portal_system;
DROP TRIGGER takes_time ON engagements_booking;
DROP TRIGGER takes_other_time ON engagements_booking;
DROP FUNCTION keep_taken_time();
"""

# Two calls of one person for two partners may overlap already; the later one keeps no time then.
FILL = f"""
ALTER TABLE engagements_booking NO FORCE ROW LEVEL SECURITY;
ALTER TABLE engagements_host NO FORCE ROW LEVEL SECURITY;
INSERT INTO engagements_takentime (id, partner_id, user_id, starts_at, ends_at)
    SELECT call.id, call.partner_id, host.user_id, call.block_start, call.block_end
    FROM engagements_booking call JOIN engagements_host host ON host.id = call.host_id
    WHERE call.state IN {OCCUPYING} ORDER BY call.held_at
    ON CONFLICT DO NOTHING;
ALTER TABLE engagements_booking FORCE ROW LEVEL SECURITY;
ALTER TABLE engagements_host FORCE ROW LEVEL SECURITY;
"""
EMPTY = "DELETE FROM engagements_takentime"
