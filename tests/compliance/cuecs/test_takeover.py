"""User entity controls of a report that counts become duties, and follow the next report."""

from datetime import date, timedelta

from compliance.clearance.queries import standpoint
from compliance.cuecs.models import CuecDuty
from compliance.cuecs.rules import DutyState
from compliance.vendors import actions as vendors
from compliance.vendors.models import VendorService
from engagements.lifecycle.rules import Party
from tests.cast import NOON
from tests.compliance.cuecs.reading import controls, line, mailed, trail
from tests.compliance.cuecs.relying import (
    CONTROLS,
    TODAY,
    accepted,
    given,
    rely,
    shown,
)

LATER = NOON + timedelta(days=20)


def test_controls_of_an_accepted_report_become_duties_that_nobody_has_yet(cast, engagement, report):
    found = controls(cast, engagement)

    assert [(one.number, one.text, one.criteria) for one in found] == [
        ("1", "Remove the accounts of leavers.", ("CC6.2",)),
        ("2", "Keep the encryption keys secret.", ("CC6.1",)),
    ]
    assert {one.state for one in found} == {DutyState.OPEN}
    assert {(one.owner, one.due, one.side) for one in found} == {("", None, Party.NOBODY)}
    assert found[0].report == "SOC 2 Type II report to 30 September 2026"
    assert mailed(cast, "User entity controls of") == [cast.carla.email]


def test_a_report_that_is_only_reviewed_makes_no_duties(cast, engagement, host, run_jobs):
    run_jobs()

    assert controls(cast, engagement) == ()
    assert line(cast, engagement) is None


def test_judging_again_takes_nothing_over_twice(cast, engagement, report, run_jobs):
    with cast.at(cast.lakeview, cast.carla):
        vendors.name_service(
            engagement=engagement,
            service=VendorService.objects.get(key="openai-api-public-terms"),
            region="",
            touches_data=False,
            by=cast.carla,
            at=LATER,
        )
    run_jobs()

    assert len(controls(cast, engagement)) == 2
    assert trail(cast, "compliance.duty.taken_over") == 1
    assert len(mailed(cast, "User entity controls of")) == 1


def test_a_newer_report_carries_the_same_words_opens_new_and_ends_dropped_ones(
    cast, engagement, host, duties, run_jobs
):
    accepted(cast, shown(cast, given(cast, duties[0])))
    newer = [
        {"text": "Review the log of the account.", "criteria": ["CC7.2"], "number": "A"},
        {"text": "remove  the accounts of LEAVERS", "criteria": ["CC6.2", "CC6.3"], "number": "B"},
    ]

    found = rely(cast, host, newer, at=LATER, ends=date(2026, 11, 30))
    run_jobs()

    now = controls(cast, engagement, today=LATER.date())
    assert [(one.number, one.state) for one in now] == [
        ("A", DutyState.OPEN),
        ("B", DutyState.ACCEPTED),
    ]
    assert (now[1].report_id, now[1].criteria, now[1].owner) == (
        found.pk,
        ("CC6.2", "CC6.3"),
        "Lena Lake",
    )
    with cast.at(cast.lakeview):
        ended = CuecDuty.objects.get(pk=duties[1].pk)
    assert ended.ended_because == "The report that counts now does not ask for it."
    assert cast.lena.email in mailed(cast, "User entity controls of")
    assert trail(cast, "compliance.duty.ended") == 1


def test_the_mail_says_of_the_controls_only_what_is_not_nought(report, mailoutbox):
    [mail] = [one for one in mailoutbox if one.subject.startswith("User entity controls of")]

    assert "2 new. What is new needs an owner and a date:" in mail.body
    assert "carried over" not in mail.body
    assert "ended" not in mail.body


def test_the_same_words_over_two_services_stay_two_duties(cast, engagement, report, run_jobs):
    with cast.at(cast.northgate):
        other = VendorService.objects.exclude(pk=report.service_id).first()
    with cast.at(cast.lakeview, cast.carla):
        vendors.name_service(
            engagement=engagement,
            service=other,
            region="",
            touches_data=True,
            by=cast.carla,
            at=NOON,
        )
    rely(cast, other, CONTROLS[:1])
    run_jobs()

    found = [one for one in controls(cast, engagement) if one.text == CONTROLS[0]["text"]]
    assert len({one.service_id for one in found}) == len(found) == 2


def test_duties_end_with_the_use_of_their_service(cast, engagement, report, run_jobs):
    with cast.at(cast.lakeview, cast.carla):
        use = standpoint(engagement, today=TODAY).uses[0].use
        vendors.end_use(use=use, by=cast.carla, at=LATER)
    run_jobs()

    assert controls(cast, engagement) == ()
    assert line(cast, engagement) is None


def test_duties_stay_while_their_report_is_taken_up_again(cast, engagement, report, run_jobs):
    with cast.at(cast.northgate, cast.carla):
        vendors.reopen_report(report=report, by=cast.carla, at=LATER)
    run_jobs()

    assert len(controls(cast, engagement)) == 2


def test_another_clients_engagement_gets_no_duties(cast, duties):
    with cast.at(cast.harbor):
        assert not CuecDuty.objects.exists()


def test_a_report_on_another_region_that_counts_longer_takes_no_controls_away(
    cast, engagement, host, duties, run_jobs
):
    rely(cast, host, [], at=LATER, ends=date(2026, 11, 30), regions=("eu-west-1",))
    run_jobs()

    assert len(controls(cast, engagement, today=LATER.date())) == 2
    assert line(cast, engagement, today=LATER.date()) is not None
