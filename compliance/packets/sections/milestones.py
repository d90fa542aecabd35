"""The milestones: what was done when, who accepted it, and the evidence for each."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

from compliance.packets.exhibits import Exhibit, Exhibits
from compliance.packets.papers import DocumentKind
from compliance.packets.record import Record
from compliance.packets.sections.base import Section
from compliance.packets.words import day, name
from engagements.milestones.drawing import timeline_of
from engagements.milestones.models import EvidenceForm, MilestoneDate, MilestoneEvidence
from engagements.milestones.queries import Step
from engagements.milestones.rules import MilestoneState
from portal.ui.drawings.svg import short_day_words
from portal.ui.drawings.timeline import draw_timeline

LINES_IN_A_SHEET = 50
TONES = {MilestoneState.ACCEPTED: "good", MilestoneState.RETURNED: "warn"}


@dataclass(frozen=True)
class Piece:
    """One piece of evidence in the index."""

    title: str
    form: str
    link: str
    sha256: str
    added: str
    exhibit: Exhibit | None


@dataclass(frozen=True)
class Reached:
    """One milestone."""

    number: int
    title: str
    citation: str
    state: str
    tone: str
    planned: str
    agreed: str
    moves: tuple[str, ...]
    accepted: str
    wanted: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, kw_only=True)
class Milestones(Section):
    """The plan as it stands, with an index of its evidence."""

    key: ClassVar[str] = "milestones"
    title: ClassVar[str] = "Milestones and their evidence"

    accepted: int
    as_of: str
    timeline: str
    rows: tuple[Reached, ...]

    @property
    def moved(self) -> tuple[Reached, ...]:
        """Those for which another date was agreed or declined."""
        return tuple(row for row in self.rows if row.moves)

    @property
    def sheets(self) -> tuple[Section, ...]:
        return (self, *(EvidenceSheet(rows=rows) for rows in _stretches(self.rows)))


@dataclass(frozen=True, kw_only=True)
class EvidenceSheet(Section):
    """The index of the evidence for some milestones; the first of them has the heading."""

    key: ClassVar[str] = "milestones_evidence"
    title: ClassVar[str] = Milestones.title

    rows: tuple[Reached, ...]

    @property
    def first(self) -> bool:
        return self.rows[0].number == 1


def _stretches(rows: tuple[Reached, ...]) -> Iterator[tuple[Reached, ...]]:
    """Cut where about two pages are full."""
    begun: list[Reached] = []
    for row in rows:
        begun.append(row)
        if sum(1 + len(one.pieces) for one in begun) >= LINES_IN_A_SHEET:
            yield tuple(begun)
            begun = []
    if begun:
        yield tuple(begun)


def milestones(record: Record, exhibits: Exhibits) -> Milestones:
    steps = list(record.steps)
    cleared_until, today = record.standpoint.readiness.cleared_until, record.today
    drawn = ""
    if steps:
        timeline = timeline_of(steps, cleared_until=cleared_until, today=today)
        drawn = str(draw_timeline(replace(timeline, today_is=short_day_words(today))))
    return Milestones(
        accepted=sum(step.milestone.state == MilestoneState.ACCEPTED for step in steps),
        as_of=day(record.today),
        timeline=drawn,
        rows=tuple(_reached(step, exhibits) for step in steps),
    )


def _reached(step: Step, exhibits: Exhibits) -> Reached:
    milestone = step.milestone
    state = MilestoneState(milestone.state)
    return Reached(
        number=milestone.position,
        title=milestone.title,
        citation=milestone.citation,
        state=state.label,
        tone=TONES.get(state, ""),
        planned=day(milestone.due_on),
        agreed=day(milestone.agreed_on) if milestone.agreed_on else "",
        moves=tuple(_move(one) for one in step.answered),
        accepted=_accepted(step),
        wanted=milestone.evidence_wanted,
        pieces=tuple(_piece(one, exhibits) for one in step.evidence),
    )


def _move(one: MilestoneDate) -> str:
    """Another date that was proposed: why, by whom, and what the client said."""
    answer = f"{one.standing.label.lower()} by {name(one.answered_by)}, {day(one.answered_at)}"
    return (
        f"{day(one.moved_from)} to {day(one.day)}: {one.reason} "
        f"(proposed by {name(one.proposed_by)}, {day(one.proposed_at)}; {answer})"
    )


def _accepted(step: Step) -> str:
    milestone = step.milestone
    if milestone.accepted_on:
        return f"{name(milestone.accepted_by)}, {day(milestone.accepted_on)}"
    if milestone.state == MilestoneState.SUBMITTED:
        return "waits for the client"
    return f"expected {day(step.expected_on)}" if step.expected_on else ""


def _piece(evidence: MilestoneEvidence, exhibits: Exhibits) -> Piece:
    return Piece(
        title=evidence.title,
        form=EvidenceForm(evidence.form).label,
        link=evidence.link,
        sha256=evidence.sha256,
        added=f"{evidence.added_by.name}, {day(evidence.added_at)}",
        exhibit=exhibits.get(f"{DocumentKind.MILESTONE}:{evidence.pk}"),
    )
