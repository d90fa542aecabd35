"""A packet of a day that is past shows what was true that day, whatever was changed since."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from compliance.agreements import actions as agreements
from compliance.agreements.models import Agreement
from compliance.agreements.rules import AgreementState
from compliance.dpa import actions as dpa
from compliance.evidence import actions as evidence
from compliance.evidence.models import HeldEvidence
from compliance.evidence.rules import EvidenceState, show_date
from compliance.packets.content import Trust, read_content
from compliance.packets.exhibits import item_of
from compliance.packets.models import Packet
from compliance.packets.record import read_record
from compliance.vendors import actions as vendors
from compliance.vendors.models import ServiceUse, VendorReport
from compliance.vendors.rules import Answer, Position, Topic
from engagements.lifecycle import actions as lifecycle
from engagements.milestones import actions as milestones
from engagements.milestones.models import Milestone, MilestoneEvidence
from portal.accounts import actions as accounts
from portal.accounts.models import Membership
from portal.accounts.roles import Role
from tests.cast import NOON
from tests.compliance.packets import story
from tests.compliance.packets.given import letter

TRUST = Trust("Northgate", "AB:CD", own_time=True)
# Sections that tell of the trail or of other packets, which go on after the day.
GOING_ON = {"audit", "since", "check"}

# Comes in late, and leaves days between itself and the one that counts.
OLD_REPORT = story.REPORT_FACTS | {
    "period_start": date(2024, 1, 1),
    "period_end": date(2024, 12, 31),
    "report_date": date(2025, 2, 1),
}


@pytest.fixture
def first_day():
    """The day on which everything of the story was done."""
    return NOON + timedelta(minutes=1)


@pytest.fixture
def read(cast, ask, told):
    """Ask for a packet at an instant, as of the first day, and read what it says."""

    def what(at, day):
        asked = ask(told.engagement, at=at, as_of=day)
        with cast.at(cast.lakeview):
            content, record = read_content(asked.pk, trust=TRUST), read_record(asked.pk)
            Packet.objects.get(pk=asked.pk).cancel(at=at)
        return content, record

    return what


def plain(verdict):
    """The verdict without the day, which stands before it where that is past."""
    return verdict.rpartition(": ")[2].lower()


def essence(content):
    """What a packet says of that day: documents, what is left out, requirements, people."""
    items = [replace(item_of(one, None), mark="") for one in content.exhibits]
    sections = {
        one.key: [render_to_string(each.template, {"section": each}) for each in one.sheets]
        for one in content.sections
        if one.key not in GOING_ON
    }
    return {
        "items": items,
        "left_out": content.left_out,
        "requirements": content.requirements,
        "people": content.people,
        "sections": sections,
        "verdict": replace(content.cover, facts=(), verdict=plain(content.cover.verdict)),
    }


def change_everything(cast, engagement, at):
    """Every kind of record becomes something else than it was."""
    day = at.date()
    with cast.at(cast.lakeview, cast.nadia):
        for held in HeldEvidence.objects.filter(state=EvidenceState.ACCEPTED):
            evidence.withdraw_evidence(held=held, reason="Replaced.", by=cast.nadia, at=at)
        baa = Agreement.objects.get(state=AgreementState.EXECUTED)
        agreements.terminate(agreement=baa, reason="A new one.", ended_on=day, by=cast.nadia, at=at)
        lifecycle.state_scope(
            engagement=engagement,
            scope=replace(story.SCOPE, model="Another model", cardholder_data=True),
            use_case="Another use.",
            by=cast.carla,
            at=at,
        )
    change_the_plan(cast, engagement, at)
    with cast.at(cast.lakeview, cast.carla):
        [use] = ServiceUse.objects.current().select_related("service")
        dpa.open_review(
            engagement=engagement,
            service=use.service,
            document="A later addendum",
            dated=None,
            received=story.upload(letter("Later"), "later.pdf"),
            by=cast.carla,
            at=at,
        )
        vendors.end_use(use=use, by=cast.carla, at=at)
        left = Membership.objects.get(user=cast.mona, org=cast.lakeview)
        accounts.end_membership(membership=left, by=cast.lena, at=at)
    with cast.at(cast.northgate, cast.carla):
        vendors.state_position(
            service=use.service,
            topic=Topic.BAA,
            position=Position(
                answer=Answer.NO, says="Not any more.", source="https://vendor.example", as_of=day
            ),
            by=cast.carla,
            at=at,
        )
        for stated in (story.REPORT_FACTS, OLD_REPORT):
            vendors.receive_report(
                service=use.service,
                received=story.upload(letter(f"Dated {stated['report_date']}"), "new.pdf"),
                stated=stated,
                by=cast.carla,
                at=at,
            )


def change_the_plan(cast, engagement, at):
    engineer = {"role": Role.PARTNER_ENGINEER, "by": cast.emil, "at": at, "today": at.date()}
    client = {"role": Role.CLIENT_OWNER, "by": cast.lena, "at": at, "today": at.date()}
    with cast.at(cast.lakeview, cast.emil):
        _, second, third = Milestone.objects.of_engagement(engagement).in_order()[:3]
        milestones.give_back(
            engagement=engagement, milestone_id=second.pk, reason="Two are missing.", **client
        )
        attached = MilestoneEvidence.objects.get(milestone=second)
        milestones.take_evidence_away(engagement=engagement, evidence=attached, **engineer)
        milestones.submit(engagement=engagement, milestone_id=third.pk, **engineer)
        milestones.accept(engagement=engagement, milestone_id=third.pk, **client)


def test_the_day_is_shown_as_it_was_whatever_came_after(cast, told, read, first_day):
    day = first_day.date()
    before, _ = read(first_day, day)

    change_everything(cast, told.engagement, first_day + timedelta(days=2))
    now, _ = read(first_day + timedelta(days=3), day + timedelta(days=3))
    after, record = read(first_day + timedelta(days=4), day)

    assert essence(after) == essence(before)
    assert essence(now) != essence(before)
    held = next(one for one in record.held if one.state == EvidenceState.ACCEPTED)
    assert held.decided_by.name == cast.nadia.name
    assert record.events[-1].told["at"] < (first_day + timedelta(days=1)).isoformat()


def test_a_report_that_was_refused_since_still_leaves_its_gap(cast, told, read, first_day):
    day, later = first_day.date(), first_day + timedelta(days=2)
    with cast.at(cast.northgate, cast.carla):
        service = VendorReport.objects.select_related("service").first().service
        old = vendors.receive_report(
            service=service,
            received=story.upload(letter("Old"), "old.pdf"),
            stated=OLD_REPORT,
            by=cast.carla,
            at=first_day - timedelta(seconds=30),
        )
    before, _ = read(first_day, day)

    with cast.at(cast.northgate, cast.nadia):
        vendors.refuse_report(report=old, reason="It is another system.", by=cast.nadia, at=later)
    after, _ = read(later + timedelta(days=1), day)

    assert "gap" in str(essence(before)["sections"]["coverage"])
    assert essence(after) == essence(before)


def test_asked_for_twice_it_says_the_same_but_for_itself(cast, told, read, first_day):
    day = first_day.date()
    change_everything(cast, told.engagement, first_day + timedelta(days=2))

    first, _ = read(first_day + timedelta(days=3), day)
    second, _ = read(first_day + timedelta(days=9), day)

    assert essence(first) == essence(second)
    assert first.head == second.head
    assert first.extract == second.extract


def test_the_days_before_something_existed_do_not_have_it(cast, engagement, ask, run_jobs):
    story.sign_baa(cast, engagement, run_jobs)
    now = timezone.now()

    asked = ask(engagement, at=now, as_of=cast.lakeview.day(now) - timedelta(days=1))
    with cast.at(cast.lakeview):
        content, record = read_content(asked.pk, trust=TRUST), read_record(asked.pk)

    assert [one.state for one in record.agreements] == []
    assert "sealed an agreement" not in str(record.events[-1].told)
    assert any("BAA" in row.term for row in content.cover.missing)


def test_a_packet_of_its_own_day_looks_at_what_is(cast, told, read, first_day):
    content, record = read(first_day, first_day.date())

    assert record.not_kept == ()
    assert content.facts["looked_up_on"] is None


def test_each_page_of_a_day_that_is_past_says_which_and_so_does_the_verdict(
    cast, told, read, first_day
):
    day = first_day.date()

    now, _ = read(first_day, day)
    then, _ = read(first_day + timedelta(days=400), day)

    said = f"as of {show_date(day)}"
    assert then.running.endswith(said)
    assert then.cover.verdict.startswith("As of ")
    assert show_date(day) in then.cover.verdict
    assert said not in now.running
    assert show_date(day) not in now.cover.verdict


def test_what_was_not_kept_is_said_and_not_pretended(
    cast, told, read, first_day, run_jobs, monkeypatch
):
    with monkeypatch.context() as on_the_day:
        on_the_day.setattr(timezone, "now", lambda: first_day)
        run_jobs()
    day, later = first_day.date(), first_day + timedelta(days=2)
    with cast.at(cast.northgate, cast.nadia):
        report = VendorReport.objects.select_related("service").get(state="accepted")
        vendors.reopen_report(report=report, by=cast.nadia, at=later)

    content, _ = read(later, day)

    [said] = [one for one in content.not_kept if "SOC 2" in one]
    assert "was taken up again since" in said
    reasons = {one.kind: one.reason for one in content.left_out if one.kind == "soc2_report"}
    assert reasons
    assert content.facts["not_kept"] == list(content.not_kept)
    assert content.facts["looked_up_on"] == later.date()
