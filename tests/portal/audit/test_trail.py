"""The trail in the database: chained by it, written last, closed to every role."""

import threading
from datetime import timedelta

import psycopg
import pytest
from django.db import DatabaseError, IntegrityError, connection, connections, transaction
from django.utils import timezone

from portal.accounts.actions import LET_IN
from portal.accounts.models import Organization
from portal.audit import anchors, log
from portal.audit.chain import genesis, verify
from portal.audit.models import AuditEvent, AuditHead
from portal.tenancy.context import NoTenant, personal, tenant
from tests.cast import NOON
from tests.database import as_owner


def record(**data):
    log.record(LET_IN, target=None, by=None, at=NOON, **data)


def words_at(cast, org):
    with cast.at(org):
        rows = AuditEvent.objects.filter(org=org, action=LET_IN.name).chained()
        return [event.told["data"].get("word") for event in rows]


def fail_at(cast, org):
    with cast.at(org):
        record(word="lost")
        raise ZeroDivisionError


@transaction.atomic
def take_on_twice(cast):
    record(word="took on a client")
    Organization.take_on_client(
        partner_id=cast.northgate.pk,
        name="Twice",
        legal_name="Twice",
        slug=cast.lakeview.slug,
        time_zone="UTC",
    )


# Recording


def test_an_event_tells_who_did_what_to_what_and_when(cast):
    with cast.at(cast.lakeview, cast.lena):
        log.record(
            LET_IN, target=cast.lakeview, by=cast.lena, at=NOON, engagement_id=None, word="hello"
        )

    with cast.at(cast.lakeview):
        told = AuditEvent.objects.newest().first().told
    assert told["action"] == "portal.accounts.auditor_let_in"
    assert told["at"] == "2026-11-16T12:00:00+00:00"
    assert told["by"] == {"id": str(cast.lena.pk), "name": "Lena Lake"}
    assert told["target"] == {
        "type": "accounts.organization",
        "id": str(cast.lakeview.pk),
        "label": "Lakeview Clinic",
    }
    assert told["data"] == {"word": "hello"}


def test_two_events_alike_have_payloads_that_differ(cast):
    """A salt: nobody guesses a withheld payload by hashing likely ones."""
    with cast.at(cast.lakeview):
        record(word="same")
        record(word="same")

    with cast.at(cast.lakeview):
        first, second = AuditEvent.objects.newest()[:2]
    assert first.told["data"] == second.told["data"]
    assert first.payload != second.payload


def test_outside_an_organisation_nothing_is_recorded(cast):
    with pytest.raises(NoTenant):
        record()
    with pytest.raises(NoTenant), personal(user=cast.lena.pk):
        record()


def test_an_action_is_declared_once():
    with pytest.raises(ValueError, match="declared twice"):
        log.action(LET_IN.name, "did it again")


def test_events_are_written_when_the_outermost_block_ends(cast):
    with cast.at(cast.lakeview):
        with cast.at(cast.lakeview):
            record(word="inner")
        inside = AuditEvent.objects.filter(action=LET_IN.name).count()
        record(word="outer")

    assert inside == 0
    assert words_at(cast, cast.lakeview) == ["inner", "outer"]


def test_a_savepoint_rolled_back_takes_its_events_along_and_no_others(cast):
    with cast.at(cast.lakeview):
        record(word="before")
        with transaction.atomic():
            record(word="outer savepoint")
            with transaction.atomic():
                record(word="inner savepoint")
            transaction.set_rollback(True)
        record(word="after")

    assert words_at(cast, cast.lakeview) == ["before", "after"]


def test_a_block_that_fails_inside_takes_its_events_along(cast):
    with cast.at(cast.lakeview):
        record(word="kept")
        with pytest.raises(ZeroDivisionError):
            fail_at(cast, cast.lakeview)

    assert words_at(cast, cast.lakeview) == ["kept"]


def test_a_transaction_that_fails_leaves_no_events_for_the_next(cast):
    with pytest.raises(ZeroDivisionError):
        fail_at(cast, cast.lakeview)
    with cast.at(cast.lakeview):
        record(word="next")

    assert words_at(cast, cast.lakeview) == ["next"]


def test_a_broken_statement_leaves_no_event_that_says_it_was_done(cast):
    with cast.at(cast.northgate):
        with pytest.raises(IntegrityError):
            take_on_twice(cast)
        record(word="refused")

    assert words_at(cast, cast.northgate) == ["refused"]


# The database's part


def test_the_chain_begins_with_the_organisation_itself(cast):
    with cast.at(cast.lakeview):
        first = AuditEvent.objects.chained().first()

    assert first.seq == 1
    assert bytes(first.prev) == genesis(cast.lakeview.pk)


def test_each_organisation_has_a_chain_of_its_own_that_holds(cast):
    for org in cast.organizations():
        with cast.at(org):
            links = [event.link() for event in AuditEvent.objects.filter(org=org).chained()]
            head = AuditHead.objects.get(org=org)
        verdict = verify(org.pk, links, anchors=[(head.seq, bytes(head.hash))])

        assert verdict.holds, verdict.problem
        assert verdict.checked == head.seq > 0


def test_forged_places_and_hashes_are_overwritten(cast):
    with cast.at(cast.lakeview):
        AuditEvent.objects.bulk_create(
            [
                AuditEvent(
                    org=cast.lakeview,
                    seq=1,
                    at=NOON - timedelta(days=365),
                    prev=b"x",
                    hash=b"y",
                    action="forged",
                    payload="{}",
                )
            ]
        )
        event = AuditEvent.objects.get(action="forged")
        links = [each.link() for each in AuditEvent.objects.chained()]

    assert event.seq > 1
    assert event.at > timezone.now() - timedelta(minutes=5)
    assert verify(cast.lakeview.pk, links).holds


def test_nobody_writes_into_the_trail_of_another(cast):
    with pytest.raises(DatabaseError, match="row-level security"), cast.at(cast.lakeview):
        AuditEvent.objects.bulk_create([AuditEvent(org=cast.harbor, action="forged", payload="{}")])


CHANGES = [
    "UPDATE audit_auditevent SET payload = '{}'",
    "DELETE FROM audit_auditevent",
    "TRUNCATE audit_auditevent",
    "UPDATE audit_auditanchor SET seq = 1",
    "DELETE FROM audit_auditanchor",
    "TRUNCATE audit_auditanchor",
    "ALTER TABLE audit_auditevent DISABLE TRIGGER ALL",
    "ALTER TABLE audit_auditevent DISABLE ROW LEVEL SECURITY",
]


@pytest.mark.parametrize("change", [*CHANGES, "UPDATE audit_audithead SET seq = 0"])
def test_the_application_changes_nothing_of_the_trail(cast, change):
    with (
        pytest.raises(DatabaseError, match=r"permission denied|must be owner"),
        cast.at(cast.lakeview),
        connection.cursor() as cursor,
    ):
        cursor.execute(change)


@pytest.mark.django_db(transaction=True, databases=["default", "system"])
@pytest.mark.parametrize("change", [*CHANGES, "UPDATE audit_audithead SET seq = 0"])
def test_the_role_that_sees_all_changes_nothing_either(change):
    with (
        pytest.raises(DatabaseError, match=r"permission denied|must be owner"),
        connections["system"].cursor() as cursor,
    ):
        cursor.execute(change)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("change", CHANGES[:6])
def test_the_owner_of_the_tables_is_stopped_by_a_trigger(cast, change):
    with cast.at(cast.lakeview):
        anchors.keep(anchors.head(), kept_in="packet 1", at=NOON)
    with as_owner() as db:
        db.execute("SELECT set_config('app.org', %s, false)", [str(cast.lakeview.pk)])
        with pytest.raises(psycopg.errors.RaiseException, match="append-only"):
            db.execute(change)


@pytest.mark.django_db(transaction=True)
def test_eight_writers_at_once_make_one_chain_without_gaps(cast):
    org = cast.lakeview
    together = threading.Barrier(8)

    def write(number):
        together.wait()
        try:
            for turn in range(10):
                with tenant(org=org.pk, partner=org.partner_id):
                    record(word=f"{number}.{turn}")
                    record(word=f"{number}.{turn} again")
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    words = words_at(cast, org)
    with cast.at(org):
        links = [event.link() for event in AuditEvent.objects.filter(org=org).chained()]
    assert verify(org.pk, links).holds
    assert len(words) == len(set(words)) == 160
    assert words[1::2] == [f"{word} again" for word in words[::2]]
