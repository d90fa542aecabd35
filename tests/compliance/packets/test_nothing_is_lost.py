"""Whatever an engagement holds is in its packet, or named there as left out with the reason."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.utils import timezone

from compliance.agreements import actions as agreements
from compliance.agreements.models import Agreement
from compliance.agreements.rules import AgreementState, Hand, PhiOutcome
from compliance.cuecs import actions as cuecs
from compliance.cuecs.models import CuecDuty, DutyAnswer
from compliance.cuecs.rules import AnswerKind
from compliance.packets.content import Trust, read_content
from compliance.packets.exhibits import item_of
from compliance.packets.models import Packet
from compliance.packets.rules import Audience
from compliance.retention.models import RetentionStatement
from compliance.retention.rules import Step
from compliance.vendors.models import VendorService
from portal.files.models import StoredFile
from tests.cast import NOON
from tests.compliance.agreements import papers
from tests.compliance.cuecs.relying import given as assigned
from tests.compliance.cuecs.relying import shown
from tests.compliance.packets.given import letter
from tests.compliance.packets.story import upload as received
from tests.compliance.retention import given as retention
from tests.papers import upload

TRUST = Trust("Northgate", "AB:CD", own_time=True)
TODAY = NOON.date()
LATER = NOON + timedelta(hours=2)
# Where files are kept, and what tells of each in a packet. Of an executed agreement the sealed file
# has the document inside; the copy of a client's paper is the same text set in type.
TOLD = {
    "compliance.Agreement.document": "agreement, or inside its sealed file",
    "compliance.Agreement.sealed": "agreement",
    "compliance.DpaReview.file": "dpa",
    "compliance.DutyAnswer.file": "duty_answer",
    "compliance.HeldEvidence.file": "held_evidence",
    "compliance.PaperCopy.scan": "paper_copy",
    "compliance.PhiDisposal.file": "phi_disposal",
    "compliance.RetentionStatement.file": "retention_record",
    "compliance.TheirPaper.copy": "inside the agreement that is made of it",
    "compliance.TheirPaper.file": "client_paper",
    "compliance.VendorReport.bridge_file": "bridge_letter",
    "compliance.VendorReport.file": "soc2_report",
    "engagements.MilestoneEvidence.file": "milestone_evidence",
}
# The partner's own, about no engagement: drafts of reports, the NDA under which one is asked for.
OF_NO_ENGAGEMENT = {
    "compliance.Packet.file",
    "compliance.ReportRequest.nda_file",
    "compliance.ReportUpload.file",
}


def test_every_place_where_files_are_kept_is_told_of_or_of_no_engagement():
    found = {
        f"{model._meta.app_label}.{model.__name__}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.fields
        if field.related_model is StoredFile
    }

    assert found == TOLD.keys() | OF_NO_ENGAGEMENT


@pytest.fixture
def full(cast, told, run_jobs, monkeypatch):
    """The story, and around it what else an engagement can hold, in every state."""
    with monkeypatch.context() as at_noon:
        at_noon.setattr(timezone, "now", lambda: NOON)
        run_jobs()
        answer_duties(cast, told.engagement)
        keep_settings(cast, told.engagement)
        bring_papers(cast, told.engagement)
        end_the_baa(cast, told.engagement)
    return told.engagement


def answer_duties(cast, engagement):
    """One shown with a file after a statement that was returned, one by a link."""
    with cast.at(cast.lakeview):
        first, second = CuecDuty.objects.of_engagement(engagement).standing().as_listed()
        first.engagement = second.engagement = engagement
    for duty in (assigned(cast, first), assigned(cast, second)):
        poor = shown(cast, duty, words="It is done.")
        with cast.at(cast.lakeview, cast.carla):
            cuecs.return_answer(duty=duty, answer_id=poor.pk, reason="How?", by=cast.carla, at=NOON)
    minute = NOON + timedelta(minutes=1)
    with cast.at(cast.lakeview):
        file = received(letter("Accounts of leavers"), "leavers.pdf")
    better = shown(cast, first, kind=AnswerKind.FILE, received=file, at=minute)
    link = {"kind": AnswerKind.LINK, "link": "https://clinic.example/keys", "at": minute}
    linked = shown(cast, second, **link)
    for duty, answer in ((first, better), (second, linked)):
        with cast.at(cast.lakeview, cast.carla):
            cuecs.accept_answer(
                duty=duty, answer_id=answer.pk, by=cast.carla, at=minute, today=TODAY
            )
    shown(cast, first, words="And anew.", at=NOON + timedelta(minutes=2))


def keep_settings(cast, engagement):
    """What was asked of the vendor, with its letter, twice."""
    with cast.at(cast.lakeview, cast.carla):
        host = VendorService.objects.get(key="amazon-ec2")
        for number in (1, 2):
            retention.tell(
                cast,
                engagement,
                host,
                retention.STEPS[Step.ASKED],
                at=NOON + timedelta(minutes=number),
                file=upload("asked.pdf", title=f"Letter {number}"),
            )


def bring_papers(cast, engagement):
    """An NDA on paper that was turned down, one in preparation, a client's own paper."""
    nda = papers.templates(cast)["nda"]
    values = papers.values(cast) | {
        "purpose": "to assess the services",
        "confidence_years": "three years",
        "notice_days": 30,
    }
    sent = papers.sent(cast, engagement, nda, values=values)
    hands = {
        "client": Hand("Samuel Sign", "Chief Executive Officer", TODAY),
        "partner": Hand("Pavel Prime", "Managing Partner", TODAY),
    }
    with cast.at(cast.lakeview, cast.carla):
        agreements.record_paper(
            agreement=sent,
            received=received(letter("Scan"), "scan.pdf"),
            by=cast.carla,
            at=NOON,
            today=TODAY,
            **hands,
        )
        on_paper = Agreement.objects.with_people().get(pk=sent.pk)
        agreements.return_paper(
            agreement=on_paper, reason="One page is missing.", by=cast.nadia, at=NOON
        )
        again = Agreement.objects.with_people().get(pk=sent.pk)
        agreements.make_void(agreement=again, reason="A new one.", by=cast.carla, at=NOON)
        papers.prepare(cast, engagement, nda, values=values)
        papers.brought(cast, engagement)


def end_the_baa(cast, engagement):
    with cast.at(cast.lakeview, cast.nadia):
        baa = Agreement.objects.with_people().get(state=AgreementState.EXECUTED)
        agreements.terminate(
            agreement=baa, reason="A new one.", ended_on=TODAY, by=cast.nadia, at=NOON
        )
        ended = Agreement.objects.with_people().get(pk=baa.pk)
        agreements.record_phi(
            agreement=ended,
            outcome=PhiOutcome.DESTROYED,
            extent="Two volumes.",
            method="Their keys were destroyed.",
            done_on=TODAY,
            received=received(letter("Certificate"), "certificate.pdf"),
            by=cast.nadia,
            at=NOON,
            today=TODAY,
        )


@pytest.fixture
def read(cast, ask):
    def what(engagement, **choice):
        asked = ask(engagement, at=LATER, **choice)
        with cast.at(cast.lakeview):
            content = read_content(asked.pk, trust=TRUST)
            Packet.objects.get(pk=asked.pk).cancel(at=LATER)
        return content

    return what


def named(content):
    """By id in the manifest, the SHA-256 and the reason of each: in the packet, or left out."""
    items = [item_of(one, None) for one in content.exhibits]
    told = {one.id: (one.sha256, one.counts_because) for one in items}
    return told | {one.id: (one.sha256, one.reason) for one in content.left_out}


def test_every_file_of_the_client_is_named_with_its_hash(cast, full, read):
    content = read(full)

    hashes = {sha256 for sha256, _ in named(content).values()}
    with cast.at(cast.lakeview):
        inside = set(
            Agreement.objects.filter(sealed__isnull=False).values_list("document_id", flat=True)
        )
        kept = StoredFile.objects.filter(org_id=cast.lakeview.pk).exclude(pk__in=inside)
        lost = [one.name for one in kept if one.sha256 not in hashes]
    assert lost == []


def test_every_document_has_a_version_a_hash_and_why_it_counts(full, read):
    items = [item_of(one, None) for one in read(full).exhibits]

    bare = [one.title for one in items if not (one.version and one.sha256 and one.counts_because)]
    assert len({one.kind for one in items}) >= 7
    assert bare == []


def test_every_answer_to_a_control_is_named_with_what_became_of_it(cast, full, read):
    told = named(read(full))

    with cast.at(cast.lakeview):
        ids = {f"duty_answer:{one.pk}" for one in DutyAnswer.objects.of_engagement(full)}
    reasons = sorted(because for key, (_, because) in told.items() if key in ids)
    assert len(reasons) == len(ids) == 5
    assert reasons[0].startswith("Carla Consult returned it on 16 November 2026: How?")
    assert any(one.startswith("Given by one person and accepted by another") for one in reasons)
    assert any("It is a link (https://clinic.example/keys)" in one for one in reasons)
    assert "Nobody has accepted it yet." in reasons


def test_the_section_on_controls_shows_who_has_each_and_what_shows_it(full, read):
    content = read(full)

    [section] = [one for one in content.sections if one.key == "duties"]
    [service] = section.services
    assert (section.settled, section.standing) == (2, 2)
    assert {one.owner for one in service.duties} == {"Lena Lake"}
    assert [one.answer.exhibit is not None for one in service.duties] == [True, False]
    assert "accepted by Carla Consult" in service.duties[0].answer.people


def test_what_is_around_agreements_is_named_with_what_became_of_it(full, read):
    told = named(read(full))

    reasons = {key.partition(":")[0]: because for key, (_, because) in told.items()}
    agreed = [because for key, (_, because) in told.items() if key.startswith("agreement:")]
    assert "once and for all" in reasons["phi_disposal"]
    assert reasons["paper_copy"].endswith(
        "turned it down on 16 November 2026: One page is missing."
    )
    assert reasons["client_paper"] == "No agreement was made of it."
    assert "This agreement is being prepared." in agreed


def test_the_record_of_a_step_that_counts_is_in_and_the_one_before_is_left_out(cast, full, read):
    content = read(full)

    kind = "retention_record"
    [shown_in] = [one for one in content.exhibits if one.document.kind == kind]
    [left_out] = [one for one in content.left_out if one.kind == kind]
    [section] = [one for one in content.sections if one.key == "retention"]
    with cast.at(cast.lakeview):
        first, second = RetentionStatement.objects.of_engagement(full).as_told()
    assert shown_in.document.record_id == str(second.pk)
    assert left_out.id == f"{kind}:{first.pk}"
    assert "A later record of this step took its place" in left_out.reason
    steps = [step.exhibit for one in section.services for step in one.steps]
    assert shown_in in steps


def test_customers_learn_of_answers_that_they_exist_and_no_more(full, read):
    content = read(full, audience=Audience.CUSTOMER)

    answers = [one for one in content.left_out if one.kind == "duty_answer"]
    assert len(answers) == 5
    assert {one.title for one in answers} == {"Answer to a user entity control"}
    assert {one.reason for one in answers} == {
        "The answers name people and inner steps; the map tells how each control stands."
    }


def test_all_of_it_is_printed_and_sealed(cast, full, ask, run_jobs):
    asked = ask(full, at=LATER)
    run_jobs()

    with cast.at(cast.lakeview):
        packet = Packet.objects.get(pk=asked.pk)
    assert packet.state == "sealed", packet.failure
