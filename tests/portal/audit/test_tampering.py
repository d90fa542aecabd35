"""What the owner of the database can do to a trail, with triggers switched off, is found out."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from portal.accounts.actions import LET_IN
from portal.audit import anchors, log
from portal.audit.chain import genesis
from portal.audit.models import AuditEvent
from tests.cast import NOON
from tests.database import as_owner

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "system"])

REHASH = """
WITH RECURSIVE anew AS (
    SELECT e.seq, e.at, e.payload, %(before)s::bytea AS prev,
        sha256('audit-v1'::bytea || uuid_send(e.org_id) || int8send(e.seq)
            || int8send((extract(epoch FROM e.at) * 1000000)::bigint)
            || %(before)s::bytea || sha256(convert_to(e.payload, 'UTF8'))) AS hash
    FROM audit_auditevent e WHERE e.org_id = %(org)s AND e.seq = %(seq)s
  UNION ALL
    SELECT e.seq, e.at, e.payload, anew.hash,
        sha256('audit-v1'::bytea || uuid_send(e.org_id) || int8send(e.seq)
            || int8send((extract(epoch FROM e.at) * 1000000)::bigint)
            || anew.hash || sha256(convert_to(e.payload, 'UTF8')))
    FROM audit_auditevent e JOIN anew ON e.seq = anew.seq + 1 WHERE e.org_id = %(org)s
)
UPDATE audit_auditevent e SET prev = anew.prev, hash = anew.hash
FROM anew WHERE e.org_id = %(org)s AND e.seq = anew.seq
"""
FIX_HEAD = """
UPDATE audit_audithead h SET seq = e.seq, hash = e.hash FROM audit_auditevent e
WHERE e.org_id = h.org_id AND h.org_id = %(org)s
AND e.seq = (SELECT max(seq) FROM audit_auditevent WHERE org_id = %(org)s)
"""


@pytest.fixture
def org(cast):
    """Lakeview, after ten more events, with an anchor in a packet two events before the end."""
    for number in range(10):
        with cast.at(cast.lakeview):
            log.record(LET_IN, target=None, by=None, at=NOON, number=number)
        if number == 7:
            with cast.at(cast.lakeview):
                anchors.keep(anchors.head(), kept_in="packet 1", at=NOON)
    return cast.lakeview


def check(org):
    """What `manage.py verify_trail` says of the organisation; raises CommandError on a break."""
    told = StringIO()
    call_command("verify_trail", "--org", org.slug, stdout=told)
    return told.getvalue().strip()


def broken(org):
    """The break that the command tells of."""
    told = StringIO()
    with pytest.raises(CommandError, match=f"Broken: {org.slug}"):
        call_command("verify_trail", stdout=told)
    (line,) = [line for line in told.getvalue().splitlines() if line.startswith(org.slug)]
    return line.split("BROKEN: ")[1]


def last_seq(org):
    with as_owner() as db:
        db.execute("SELECT set_config('app.org', %s, false)", [str(org.pk)])
        return db.execute("SELECT seq FROM audit_audithead").fetchone()[0]


@contextmanager
def tampering(org) -> Iterator:
    """As the owner, inside the organisation, with every guard of the trail switched off."""
    with as_owner() as db:
        db.execute("SELECT set_config('app.org', %s, false)", [str(org.pk)])
        db.execute("ALTER TABLE audit_auditevent DISABLE TRIGGER USER")
        yield lambda sql, **more: db.execute(sql, {"org": org.pk} | more)
        db.execute("SET CONSTRAINTS ALL IMMEDIATE")
        db.execute("ALTER TABLE audit_auditevent ENABLE TRIGGER USER")


def test_an_honest_trail_holds_and_its_anchor_is_counted(org):
    assert check(org) == f"{org.slug}: {last_seq(org)} events, 1 anchors, holds"


def test_an_edited_payload(org):
    with tampering(org) as do:
        do("UPDATE audit_auditevent SET payload = '{}' WHERE seq = 5")

    assert broken(org) == "event 5 was changed"


def test_a_deleted_event(org):
    with tampering(org) as do:
        do("DELETE FROM audit_auditevent WHERE seq = 5")

    assert broken(org) == "event 5 is missing"


def test_a_deleted_event_with_the_rest_renumbered(org):
    with tampering(org) as do:
        do("DELETE FROM audit_auditevent WHERE seq = 5")
        do("UPDATE audit_auditevent SET seq = -seq WHERE seq > 5")
        do("UPDATE audit_auditevent SET seq = -seq - 1 WHERE seq < 0")
        do(FIX_HEAD)

    assert broken(org) == "event 5 does not follow from the one before it"


def test_a_backdated_event(org):
    with tampering(org) as do:
        do("UPDATE audit_auditevent SET at = at - interval '1 day' WHERE seq = 5")

    assert broken(org) == "event 5 was changed"


def test_an_event_put_in_between(org):
    with tampering(org) as do:
        do(
            "INSERT INTO audit_auditevent (org_id, seq, at, prev, hash, action, payload)"
            " SELECT org_id, 0, at, prev, hash, action, payload"
            " FROM audit_auditevent WHERE seq = 5"
        )

    assert broken(org) == "event 1 is missing"


def test_an_end_cut_off(org):
    last = last_seq(org)
    with tampering(org) as do:
        do("DELETE FROM audit_auditevent WHERE seq > %(last)s - 4", last=last)

    assert broken(org) == f"event {last} existed, but the trail ends at {last - 4}"


def test_an_end_cut_off_with_the_head_put_right_is_found_by_the_anchor(org):
    last = last_seq(org)
    with tampering(org) as do:
        do("DELETE FROM audit_auditevent WHERE seq > %(last)s - 4", last=last)
        do(FIX_HEAD)

    assert broken(org) == f"event {last - 2} existed, but the trail ends at {last - 4}"


def test_a_trail_written_anew_with_all_hashes_right_is_found_by_the_anchor(org):
    last = last_seq(org)
    with tampering(org) as do:
        do("UPDATE audit_auditevent SET payload = '{}' WHERE seq = 1")
        do(REHASH, seq=1, before=genesis(org.pk))
        do(FIX_HEAD)

    assert broken(org) == f"event {last - 2} is not the one that was anchored"


def test_what_came_after_the_last_anchor_can_be_cut_off_unseen(org):
    """Why heads are anchored in every packet, and packets are in other people's hands."""
    last = last_seq(org)
    with tampering(org) as do:
        do("DELETE FROM audit_auditevent WHERE seq > %(last)s - 1", last=last)
        do(FIX_HEAD)

    assert check(org).endswith("holds")


def test_the_command_checks_every_organisation(cast, org):
    told = StringIO()
    call_command("verify_trail", stdout=told)

    checked = {line.split(":")[0] for line in told.getvalue().splitlines()}
    assert checked == {each.slug for each in cast.organizations()}


def test_the_command_refuses_an_organisation_that_is_not_there(db):
    with pytest.raises(CommandError, match="no trail of an organisation nowhere"):
        call_command("verify_trail", "--org", "nowhere")


def test_the_trail_goes_on_after_tampering_and_stays_broken(cast, org):
    with tampering(org) as do:
        do("UPDATE audit_auditevent SET payload = '{}' WHERE seq = 5")
    with cast.at(org):
        log.record(LET_IN, target=None, by=None, at=NOON)
        assert AuditEvent.objects.filter(org=org).exists()

    assert broken(org) == "event 5 was changed"
