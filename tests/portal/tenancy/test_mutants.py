"""Each guard is taken away once, in a database of its own: somebody must notice.

A test of isolation that passes without the guard it is about proves nothing.
"""

from uuid import UUID

import pytest
from django.db import connection

from portal.tenancy.backend import base
from portal.tenancy.context import personal, tenant
from tests.portal.tenancy.scratch import ATTACKS, scratch, work

OURS = UUID("0a0a0a0a-0000-4000-8000-000000000001")
TABLE = "engagements_statedscope"
MUTANTS = {
    "row security is off": [f"ALTER TABLE {TABLE} DISABLE ROW LEVEL SECURITY"],
    "row security is not forced": [f"ALTER TABLE {TABLE} NO FORCE ROW LEVEL SECURITY"],
    "everybody may read": [f"ALTER POLICY seen ON {TABLE} USING (true)"],
    "everybody may insert": [f"ALTER POLICY made ON {TABLE} WITH CHECK (true)"],
    "what is changed may be anybody's": [
        f"ALTER POLICY seen ON {TABLE} USING (true)",
        f"ALTER POLICY changed ON {TABLE} USING (true) WITH CHECK (true)",
    ],
    "what is removed may be anybody's": [
        f"ALTER POLICY seen ON {TABLE} USING (true)",
        f"ALTER POLICY removed ON {TABLE} USING (true)",
    ],
    "no policy for changes": [f"DROP POLICY changed ON {TABLE}"],
    "no policy for removals": [f"DROP POLICY removed ON {TABLE}"],
    "a second, laxer policy": [f"CREATE POLICY lax ON {TABLE} USING (true)"],
    "keys without the owner": [
        f"ALTER TABLE {TABLE} DROP CONSTRAINT {TABLE}_org_id_engagement_id_same_owner"
    ],
    "a trail that others may write": [
        "ALTER POLICY made ON audit_auditevent WITH CHECK (true)",
        "ALTER TABLE audit_audithead DISABLE ROW LEVEL SECURITY",
    ],
    "a trail that may be changed": [
        "GRANT UPDATE ON audit_auditevent TO portal_app",
        "DROP TRIGGER never_changed ON audit_auditevent",
    ],
}


@pytest.fixture
def unblocked(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        yield


def test_with_all_guards_no_attack_works_and_work_does(unblocked):
    with scratch() as two:
        got_through = [attack.__name__ for attack in ATTACKS if two.attempt(attack)]
        works = two.attempt(work)

    assert got_through == []
    assert works


@pytest.mark.parametrize("mutant", MUTANTS)
def test_a_guard_that_is_missing_is_noticed(unblocked, mutant):
    with scratch(*MUTANTS[mutant]) as two:
        noticed = any(two.attempt(attack) for attack in ATTACKS) or not two.attempt(work)

    assert noticed


# The backend that tells the database who asks


def what_is_left_behind():
    """The organisation that the connection still knows after a block has ended."""
    with tenant(org=OURS, partner=OURS), connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('app.org', true)")
        return cursor.fetchone()[0] or None


def what_a_person_sees_inside():
    """The organisation that the connection knows in a personal block inside another."""
    with tenant(org=OURS, partner=OURS), connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        with personal(user=None):
            cursor.execute("SELECT current_setting('app.org', true)")
            return cursor.fetchone()[0] or None


@pytest.mark.django_db(transaction=True)
def test_the_backend_leaves_nothing_behind_and_tells_every_change():
    assert what_is_left_behind() is None
    assert what_a_person_sees_inside() is None


@pytest.mark.django_db(transaction=True)
def test_a_setting_for_the_session_is_noticed(monkeypatch):
    monkeypatch.setattr(base, "STAMP", base.STAMP.replace("true", "false"))

    left = what_is_left_behind()
    connection.close()

    assert left == str(OURS)


@pytest.mark.django_db(transaction=True)
def test_a_backend_that_tells_once_is_noticed(monkeypatch):
    tell = base.DatabaseWrapper._tell

    def once(self, scope):
        if not getattr(self, "told", None):
            self.told = True
            tell(self, scope)

    monkeypatch.setattr(base.DatabaseWrapper, "_tell", once)
    connection.close()

    assert what_a_person_sees_inside() == str(OURS)
