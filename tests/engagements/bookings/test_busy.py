"""Other calendars of a host: fetched by a job, expanded, kept, and heeded."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from engagements.bookings import actions, queries
from engagements.bookings.models import BusyCalendar
from engagements.bookings.rules import (
    CalendarsRefused,
    HostBusy,
    SlotTaken,
    TimeRange,
)
from engagements.tasks import read_busy_calendars
from portal.audit.models import AuditEvent
from portal.jobs.models import Job
from tests.cast import NOON
from tests.engagements.bookings.calendars import calendar
from tests.engagements.bookings.calls import HALF_PAST_NINE, NINE, TEN, hold, take_calls
from tests.portal.servers import giving, serving

WINDOW = TimeRange(NOON, NOON + timedelta(days=30))
WORDS = {"zone": "America/New_York", "window": WINDOW}


# Fetching


@pytest.fixture
def host(cast):
    return take_calls(cast, cast.carla)


def add(cast, host, address):
    with cast.at(cast.northgate, cast.carla):
        return actions.add_calendar(host=host, name="", address=address, by=cast.carla, at=NOON)


def kept(cast):
    with cast.at(cast.northgate):
        return BusyCalendar.objects.get()


def test_a_job_reads_what_was_added_and_stores_busy_times_alone(cast, host, run_jobs, settings):
    soon = datetime.now(UTC).replace(microsecond=0) + timedelta(days=2)
    event = [f"DTSTART:{soon:%Y%m%dT%H%M00Z}", "DURATION:PT1H", "SUMMARY:Oncology appointment"]
    with serving(giving(calendar(event))) as (port, asked):
        settings.FETCH_ALLOWED = [f"127.0.0.1:{port}"]
        add(cast, host, f"http://127.0.0.1:{port}/private-7.ics")
        run_jobs()

    copy = kept(cast)
    assert asked == ["/private-7.ics"]
    assert [one.ends_at - one.starts_at for one in copy.ranges] == [timedelta(hours=1)]
    assert (copy.fault, copy.read_at) == ("", copy.tried_at)
    assert "Oncology" not in str(copy.__dict__)
    assert "private-7" not in copy.address_locked
    assert copy.name == "127.0.0.1"


def test_when_it_cannot_be_read_the_last_good_copy_stays_with_its_age(
    cast, host, run_jobs, settings
):
    soon = datetime.now(UTC) + timedelta(days=2)
    good = giving(calendar([f"DTSTART:{soon:%Y%m%dT%H%M00Z}", "DURATION:PT1H"]))
    answers = [good, giving(b"", status=503)]
    with serving(lambda handler: answers.pop(0)(handler)) as (port, _):
        settings.FETCH_ALLOWED = [f"127.0.0.1:{port}"]
        added = add(cast, host, f"http://127.0.0.1:{port}/")
        run_jobs()
        first = kept(cast)
        with cast.at(cast.northgate):
            actions.ask_for_reading(calendar=added)
        run_jobs()

    second = kept(cast)
    assert second.ranges == first.ranges != ()
    assert second.read_at == first.read_at < second.tried_at
    assert second.fault == "That address answered with an error (503)."
    assert not second.is_stale(second.read_at + timedelta(minutes=40))
    assert second.is_stale(second.read_at + timedelta(hours=1))


def test_an_address_in_our_own_network_is_never_asked(cast, host, run_jobs):
    with serving(giving(calendar())) as (port, asked):
        add(cast, host, f"http://127.0.0.1:{port}/")
        add(cast, host, "https://localhost/latest/meta-data/")
        run_jobs()

    assert asked == []
    with cast.at(cast.northgate):
        faults = sorted(BusyCalendar.objects.values_list("fault", flat=True))
    assert [fault.split(",")[0] for fault in faults] == [
        "Only addresses that begin with https:// are asked",
        "That address leads into a private network",
    ]


def test_a_calendar_that_was_removed_meanwhile_is_not_read(cast, host, run_jobs, settings):
    with serving(giving(calendar())) as (port, asked):
        settings.FETCH_ALLOWED = [f"127.0.0.1:{port}"]
        added = add(cast, host, f"http://127.0.0.1:{port}/")
        with cast.at(cast.northgate, cast.carla):
            actions.remove_calendar(calendar=added, by=cast.carla, at=NOON)
        run_jobs()

    assert asked == []
    with cast.at(cast.northgate):
        assert not BusyCalendar.objects.exists()


def test_what_was_read_of_a_calendar_that_is_gone_is_kept_nowhere(cast, host):
    with cast.at(cast.northgate):
        actions.keep_copy(calendar_id=UUID(int=1), busy=[], at=NOON)
        actions.keep_fault(calendar_id=UUID(int=1), fault="Gone.", at=NOON)

        assert not BusyCalendar.objects.exists()


@pytest.mark.django_db(transaction=True, databases=["default", "system"])
def test_the_timetable_has_every_calendar_of_a_host_in_use_read(cast, host):
    add(cast, host, "https://one.test/")
    resting = take_calls(cast, cast.nadia, active=False)
    add(cast, resting, "https://two.test/")
    with cast.at(cast.northgate):
        Job.objects.all().delete()

    read_busy_calendars()

    with cast.at(cast.northgate):
        assert Job.objects.filter(name=actions.READ_CALENDAR).count() == 1


def test_five_calendars_are_enough(cast, host):
    for number in range(5):
        add(cast, host, f"https://calendar.test/{number}")

    with pytest.raises(CalendarsRefused, match="5 calendars are enough"):
        add(cast, host, "https://calendar.test/6")


def test_adding_and_removing_is_told_without_the_address(cast, host):
    added = add(cast, host, "https://calendar.test/secret-1")
    with cast.at(cast.northgate, cast.carla):
        actions.remove_calendar(calendar=added, by=cast.carla, at=NOON)

    with cast.at(cast.northgate):
        events = AuditEvent.objects.filter(action__contains="calendar_").order_by("seq")
        assert [event.action.rpartition("_")[2] for event in events] == ["added", "removed"]
        assert not any("secret-1" in str(event.__dict__) for event in events)


# Heeding


def mark_busy(cast, host, *ranges):
    calendar = add(cast, host, "https://calendar.test/")
    with cast.at(cast.northgate):
        actions.keep_copy(calendar_id=calendar.pk, busy=ranges, at=NOON)


def test_a_time_at_which_the_host_is_busy_elsewhere_is_not_offered(cast, host):
    mark_busy(cast, host, TimeRange(NINE, HALF_PAST_NINE))

    with cast.at(cast.northgate):
        starts = [slot.starts_at for slot in queries.open_slots(cast.northgate.pk, at=NOON)]
    assert NINE not in starts
    assert HALF_PAST_NINE in starts
    with pytest.raises(SlotTaken):
        hold(cast)


def test_a_hold_is_not_confirmed_over_what_came_into_the_calendar_meanwhile(cast, host):
    held = hold(cast)
    mark_busy(cast, host, TimeRange(NINE, TEN))

    with cast.at(cast.northgate), pytest.raises(HostBusy, match="Choose another time"):
        actions.confirm_call(
            partner=cast.northgate, booking=held.booking, token=held.token, at=NOON
        )

    with cast.at(cast.northgate):
        held.booking.refresh_from_db()
        assert held.booking.confirmed_at is None
        moved = actions.move_call(
            partner=cast.northgate, booking=held.booking, token=held.token, starts_at=TEN, at=NOON
        )
        confirmed = actions.confirm_call(
            partner=cast.northgate, booking=moved, token=held.token, at=NOON
        )
    assert confirmed.starts_at == TEN
