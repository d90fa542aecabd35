"""Answered questionnaires in the tests of packets: workbooks, and their way to acceptance."""

from dataclasses import replace
from datetime import date

from compliance.evidence import actions as evidence
from compliance.evidence.models import HeldEvidence
from compliance.evidence.rules import EvidenceKind
from engagements.lifecycle import actions as lifecycle
from tests.cast import NOON
from tests.compliance.packets.story import SCOPE, upload
from tests.excel import Made, workbook

TODAY = NOON.date()
HEAD = ["No.", "Question", "Answer", "Remarks"]
ROWS = [
    HEAD,
    ["Hosting"],
    ["1.1", "Does the information leave your network?", "No", "It stays in our own account."],
    ["1.2", "In which region is it processed?", "us-east-1", ""],
    ["Access"],
    ["2.1", "Is a second factor asked of everybody?", "", "To be set up in January."],
    ["2.2", "Who answers for access?", "TBD", ""],
]
BOOK = workbook({"Security": ROWS, "Lists": Made([["Yes"], ["No"]], state="hidden")})


def recorded(cast, engagement, run_jobs, *, data=BOOK, name="answers.xlsx", at=NOON, **more):
    """A questionnaire that the consultant recorded, and the worker has read."""
    first = more.pop("effective_from", TODAY)
    told = {"title": "Questionnaire of Bayside", "effective_until": date(2027, 3, 1), **more}
    with cast.at(cast.lakeview, cast.carla):
        held = evidence.record_evidence(
            engagement=engagement,
            kind=EvidenceKind.ANSWERED_QUESTIONNAIRE,
            received=upload(data, name),
            effective_from=first,
            by=cast.carla,
            at=at,
            today=at.date(),
            **told,
        )
    run_jobs()
    return held


def accepted(cast, engagement, run_jobs, *, at=NOON, **more):
    """The same, accepted by a second person."""
    held = recorded(cast, engagement, run_jobs, at=at, **more)
    with cast.at(cast.lakeview, cast.nadia):
        return evidence.accept_evidence(
            held=HeldEvidence.objects.get(pk=held.pk), by=cast.nadia, at=at, today=at.date()
        )


def owe(cast, engagement):
    """The scope says that a questionnaire is owed."""
    with cast.at(cast.lakeview, cast.carla):
        lifecycle.state_scope(
            engagement=engagement,
            scope=replace(SCOPE, questionnaire_owed=True),
            use_case="Drafts of visit notes from dictation.",
            by=cast.carla,
            at=NOON,
        )
