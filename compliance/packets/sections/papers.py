"""Evidence made elsewhere that has no section of its own: executed papers, attestations."""

from dataclasses import dataclass
from typing import ClassVar

from compliance.evidence.rules import EvidenceKind, EvidenceState
from compliance.packets.exhibits import Exhibit, Exhibits
from compliance.packets.papers import DocumentKind
from compliance.packets.papers.choosing import OWN_SECTION
from compliance.packets.papers.held import service_name
from compliance.packets.record import Record
from compliance.packets.sections.base import Section
from compliance.packets.words import day, name, span


@dataclass(frozen=True)
class Paper:
    """One piece of evidence."""

    title: str
    kind: str
    service: str
    note: str
    counts: str
    lapsed: bool
    people: str
    exhibit: Exhibit | None


@dataclass(frozen=True, kw_only=True)
class OtherPapers(Section):
    """What was recorded by one person and accepted by another."""

    key: ClassVar[str] = "papers"
    title: ClassVar[str] = "Other evidence"

    papers: tuple[Paper, ...]
    as_of: str


def other_papers(record: Record, exhibits: Exhibits) -> OtherPapers:
    return OtherPapers(
        papers=tuple(
            Paper(
                title=held.title,
                kind=held.kind_label,
                service=service_name(record, held.service_id),
                note=held.note,
                counts=span(held.effective_from, held.effective_until),
                lapsed=held.effective_until is not None and held.effective_until < record.today,
                people=(
                    f"{held.recorded_by.name}, accepted by {name(held.decided_by)} on "
                    f"{day(held.decided_at)}"
                ),
                exhibit=exhibits.get(f"{DocumentKind.HELD}:{held.pk}"),
            )
            for held in record.held
            if held.state == EvidenceState.ACCEPTED and EvidenceKind(held.kind) not in OWN_SECTION
        ),
        as_of=day(record.today),
    )
