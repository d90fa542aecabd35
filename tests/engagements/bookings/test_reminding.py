"""Reminders: planned when a call stands, sent when they still mean something."""

from datetime import timedelta

from engagements.bookings import actions, queries
from engagements.bookings.rules import Reminder
from portal.jobs.models import Job, JobState
from tests.cast import NOON
from tests.engagements.bookings.calls import (
    NINE,
    TEN,
    TWO,
    book,
    by_carla,
    hold,
    mails_to,
    move,
    stored,
    take_calls,
)

ZOE, CARLA = "zoe@clinic.test", "carla@example.test"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def reminders(cast):
    with cast.at(cast.northgate):
        return list(Job.objects.filter(name=actions.REMIND).order_by("created_at"))


def come_due(cast, meant_for=None):
    """Let the hour of every reminder have come, or of those for one start."""
    with cast.at(cast.northgate):
        rows = Job.objects.filter(name=actions.REMIND)
        if meant_for:
            rows = rows.filter(ids__meant_for=meant_for.isoformat())
        return rows.update(not_before=NOON)


def remind(cast, booking, reminder, at, meant_for=NINE):
    with cast.at(cast.northgate):
        return actions.remind(
            partner=cast.northgate,
            booking_id=booking.pk,
            reminder=reminder,
            meant_for=meant_for,
            at=at,
        )


def test_a_confirmed_call_plans_its_reminders_and_a_held_one_none(cast):
    take_calls(cast, cast.carla)
    hold(cast)
    assert reminders(cast) == []

    book(cast, starts_at=TEN, email="other@clinic.test")

    assert [job.ids["reminder"] for job in reminders(cast)] == ["day", "hour"]


def test_a_call_that_moves_away_and_back_is_reminded_of_once(cast, booking):
    move(cast, booking)
    move(cast, booking, starts_at=NINE)

    waiting = [job.ids for job in reminders(cast) if job.state == JobState.QUEUED]
    for_nine = [ids["reminder"] for ids in waiting if ids["meant_for"] == NINE.isoformat()]
    assert for_nine == ["day", "hour"]


def test_both_are_reminded_each_on_their_own_clock_with_their_own_link(cast, booking):
    assert remind(cast, booking, Reminder.DAY, NINE - DAY)

    to_zoe, to_carla = mails_to(cast, ZOE)[-1], mails_to(cast, CARLA)[-1]
    assert to_zoe.subject == "Your call with Northgate is in a day"
    assert "15:00 to 15:30 (Europe/Berlin, UTC+01:00)" in to_zoe.text
    assert f"/p/northgate/calls/{stored(cast, booking).token}/" in to_zoe.text
    assert "move or cancel it" in to_zoe.text
    assert "09:00 to 09:30 (America/New_York, UTC\N{MINUS SIGN}05:00)" in to_carla.text
    assert f"/o/northgate/calls/{booking.pk}/" in to_carla.text
    assert not to_zoe.calendar
    assert to_zoe.reply_to == CARLA


def test_an_hour_before_the_mail_no_longer_offers_what_is_too_late(cast, booking):
    assert remind(cast, booking, Reminder.HOUR, NINE - HOUR)

    text = mails_to(cast, ZOE)[-1].text
    assert "move or cancel" not in text
    assert "It is too close to be moved or cancelled there; reply to this mail" in text


def test_a_moved_call_is_reminded_of_at_its_new_time_alone(cast, booking):
    move(cast, booking)
    before = len(mails_to(cast, ZOE))

    assert not remind(cast, booking, Reminder.DAY, NINE - DAY, meant_for=NINE)
    assert remind(cast, booking, Reminder.DAY, TWO - DAY, meant_for=TWO)

    assert len(mails_to(cast, ZOE)) == before + 1
    planned = [job.ids["meant_for"] for job in reminders(cast)]
    assert planned == [NINE.isoformat()] * 2 + [TWO.isoformat()] * 2


def test_nobody_is_reminded_of_a_cancelled_call(cast, booking):
    by_carla(
        cast,
        actions.cancel_by_host,
        partner=cast.northgate,
        booking=booking,
        reason="",
        at=NOON,
    )
    before = len(mails_to(cast, ZOE))

    assert not remind(cast, booking, Reminder.HOUR, NINE - HOUR)
    assert len(mails_to(cast, ZOE)) == before


def test_the_job_reminds_once(cast, run_jobs):
    # By the clock of the machine, as the worker asks it.
    from_now = NOON.now(NOON.tzinfo)
    take_calls(cast, cast.carla, at=from_now)
    with cast.at(cast.northgate):
        slots = queries.open_slots(cast.northgate.pk, at=from_now)
    start = next(slot.starts_at for slot in slots if slot.starts_at > from_now + 2 * DAY)
    book(cast, starts_at=start, at=from_now)
    run_jobs()
    before = len(mails_to(cast, ZOE))

    assert come_due(cast) == 2
    run_jobs()
    run_jobs()

    subjects = [mail.subject for mail in mails_to(cast, ZOE)[before:]]
    assert subjects == [
        "Your call with Northgate is in a day",
        "Your call with Northgate is in an hour",
    ]
