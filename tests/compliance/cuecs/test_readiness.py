"""What open controls mean for clearance, and who is reminded of them."""

from datetime import timedelta

from compliance.clearance.duties import duties_of as waiting_for
from compliance.clearance.queries import standpoint
from compliance.clearance.rules import RequirementKind, Standing
from compliance.cuecs import actions
from compliance.cuecs.queries import duties_of
from portal.accounts.actions import end_membership
from portal.accounts.models import Membership
from tests.cast import NOON
from tests.compliance.cuecs.reading import line, mailed, trail
from tests.compliance.cuecs.relying import (
    NEXT_MONTH,
    TODAY,
    YEAR_ON,
    accepted,
    given,
    shown,
)

LATER = NOON + timedelta(days=20)


def test_open_controls_leave_the_reliance_and_hold_up_clearance(cast, engagement, duties):
    given(cast, duties[0])

    found = line(cast, engagement)
    overdue = line(cast, engagement, today=NEXT_MONTH + timedelta(days=1))
    with cast.at(cast.lakeview):
        lines = standpoint(engagement, today=TODAY).readiness.lines

    assert found.standing is Standing.DUE
    assert found.sentence == "2 of 2 controls are open: 1 without an owner and a date."
    assert overdue.standing is Standing.LAPSED
    assert "1 overdue, the first since 16 December 2026" in overdue.sentence
    report = next(one for one in lines if one.requirement.kind is RequirementKind.SOC2_REPORT)
    assert report.standing.is_met


def test_all_controls_shown_and_accepted_meet_it_until_the_first_runs_out(cast, engagement, duties):
    for duty in duties:
        accepted(cast, shown(cast, given(cast, duty)))

    found = line(cast, engagement)

    assert found.standing is Standing.MET
    assert found.until == YEAR_ON


def test_owners_are_reminded_a_week_before_and_then_weekly_in_one_mail(cast, engagement, duties):
    for duty in duties:
        given(cast, duty)

    def remind(day):
        with cast.at(cast.lakeview):
            return actions.remind_owners(engagement=engagement, at=NOON, today=day)

    early = NEXT_MONTH - timedelta(days=8)
    told = [remind(early + timedelta(days=days)) for days in (0, 1, 2, 8, 10, 15, 16, 17)]

    assert told == [0, 2, 0, 0, 2, 0, 0, 2]
    assert mailed(cast, "Reminder: 2 user entity controls") == [cast.lena.email] * 3


def test_what_is_shown_reminds_nobody(cast, engagement, duties):
    shown(cast, given(cast, duties[0]))

    with cast.at(cast.lakeview):
        told = actions.remind_owners(engagement=engagement, at=NOON, today=NEXT_MONTH)

    assert told == 0


def test_a_closed_engagement_takes_nothing_over_and_reminds_nobody(cast, engagement, duties):
    given(cast, duties[0])
    with cast.at(cast.lakeview, cast.carla):
        engagement.close(on=TODAY)
        told = actions.remind_owners(engagement=engagement, at=NOON, today=NEXT_MONTH)
        actions.take_over(engagement=engagement, uses=[], at=LATER)
        standing = len(duties_of(engagement, today=TODAY))

    assert (told, standing) == (0, 2)
    assert trail(cast, "compliance.duty.ended") == 0


def test_once_live_an_answer_that_ran_out_ends_clearance_whatever_date_was_set(
    cast, engagement, duties
):
    ends = TODAY + timedelta(days=10)
    for duty in duties:
        accepted(cast, shown(cast, given(cast, duty), counts_until=ends))
        given(cast, duty, due_on=ends + timedelta(days=200))
    engagement.went_live_on = TODAY

    found = line(cast, engagement, today=ends + timedelta(days=1))

    assert not found.standing.is_met


def test_once_live_a_new_control_has_the_time_until_its_date(cast, engagement, duties):
    for duty in duties:
        given(cast, duty)
    engagement.went_live_on = TODAY

    assert line(cast, engagement).standing.is_met


def test_who_has_left_is_written_to_no_more_and_the_duty_needs_an_owner(cast, engagement, duties):
    for duty in duties:
        given(cast, duty, cast.mona)
    with cast.at(cast.lakeview, cast.lena):
        row = Membership.objects.current().get(user=cast.mona)
        end_membership(membership=row, by=cast.lena, at=NOON)
        told = actions.remind_owners(engagement=engagement, at=NOON, today=NEXT_MONTH)
        waiting = [one.title for one in waiting_for(engagement, today=TODAY)]

    assert told == 0
    assert mailed(cast, "Reminder") == []
    assert "Give 2 user entity controls an owner and a date" in waiting
