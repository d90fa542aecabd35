"""The evidence of milestones as documents of a packet."""

from collections.abc import Iterator

from compliance.packets.papers.document import (
    Bytes,
    Document,
    DocumentKind,
    Shape,
    leave_out,
    shape_of,
)
from compliance.packets.record import Record
from compliance.packets.rules import LeftOut
from compliance.packets.words import calendar_day, day, name
from engagements.milestones.models import EvidenceForm, MilestoneEvidence
from engagements.milestones.queries import Step


def milestone_papers(record: Record) -> Iterator[Document | LeftOut]:
    """Every file and every output that is attached; links and what was taken away are left out."""
    for step in record.steps:
        for evidence in step.evidence:
            if evidence.form == EvidenceForm.LINK:
                reason = f"It is a link ({evidence.link}); what it leads to is not kept here."
                yield leave_out(DocumentKind.MILESTONE, evidence.pk, evidence.title, reason)
            else:
                yield _document(step, evidence)
    for evidence in record.taken_away:
        reason = f"{name(evidence.removed_by)} took it away again on {day(evidence.removed_at)}."
        yield leave_out(
            DocumentKind.MILESTONE, evidence.pk, evidence.title, reason, evidence.sha256
        )


def _document(step: Step, evidence: MilestoneEvidence) -> Document:
    milestone = step.milestone
    is_accepted = milestone.accepted_on is not None
    return Document(
        kind=DocumentKind.MILESTONE,
        record_id=str(evidence.pk),
        title=evidence.title,
        shape=shape_of(evidence.file) if evidence.file else Shape.TEXT,
        version=f"for milestone {milestone.position}, {milestone.title}",
        content=Bytes.of(evidence.file) if evidence.file else _output(evidence),
        facts=(
            ("Milestone", f"{milestone.position}. {milestone.title}"),
            ("Form", EvidenceForm(evidence.form).label),
            ("Added by", f"{evidence.added_by.name}, {day(evidence.added_at)}"),
        ),
        effective_from=calendar_day(evidence.added_at),
        accepted_by=(name(milestone.accepted_by),) if is_accepted else (),
        accepted_on=milestone.accepted_on,
        counts_because=(
            "The client accepted the milestone that it is evidence of."
            if is_accepted
            else "It does not count yet: the client has not accepted the milestone."
        ),
        parent=str(milestone.pk),
    )


def _output(evidence: MilestoneEvidence) -> Bytes:
    size = len(evidence.output.encode())
    return Bytes(evidence.sha256, size, "text/plain", ".txt", text=evidence.output)
