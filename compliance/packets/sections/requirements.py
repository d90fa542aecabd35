"""The requirements: what has to be true, why, how it stands, and what settles it."""

from dataclasses import dataclass
from typing import ClassVar

from compliance.clearance.rules import Block, Line, RequirementKind, Standing
from compliance.packets.record import Record
from compliance.packets.rules import PacketSection
from compliance.packets.sections.base import Section
from compliance.packets.words import day

TONES = {
    Standing.MET: "good",
    Standing.EXPIRING: "warn",
    Standing.DUE: "warn",
    Standing.LAPSED: "bad",
    Standing.BLOCKED: "bad",
}
# Where in the packet the evidence of each kind of requirement stands.
SHOWN_IN = {
    RequirementKind.SCOPE: PacketSection.ENGAGEMENT,
    RequirementKind.SERVICES: PacketSection.ENGAGEMENT,
    RequirementKind.PARTNER_BAA: PacketSection.AGREEMENTS,
    RequirementKind.SOC2_REPORT: PacketSection.COVERAGE,
    RequirementKind.USER_CONTROLS: PacketSection.DUTIES,
    RequirementKind.DPA_REVIEW: PacketSection.DPA,
    RequirementKind.RETENTION: PacketSection.RETENTION,
    RequirementKind.MILESTONES: PacketSection.MILESTONES,
    RequirementKind.QUESTIONNAIRE: PacketSection.QUESTIONNAIRES,
}


@dataclass(frozen=True)
class Stood:
    """One requirement and how it stands."""

    rule: str
    title: str
    why: str
    basis: str
    citations: str
    standing: str
    tone: str
    sentence: str
    until: str
    shown_in: str


@dataclass(frozen=True)
class RuledOut:
    """A combination of facts that no paper mends, and the ways out."""

    title: str
    reason: str
    citations: str
    remedies: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Requirements(Section):
    """Every rule that applied to this engagement, met or not."""

    key: ClassVar[str] = "requirements"
    title: ClassVar[str] = "Requirements and how they stand"

    met: int
    as_of: str
    blocks: tuple[RuledOut, ...]
    rows: tuple[Stood, ...]


def requirements(record: Record) -> Requirements:
    readiness = record.standpoint.readiness
    return Requirements(
        met=sum(line.standing.is_met for line in readiness.lines),
        as_of=day(record.today),
        blocks=tuple(_block(block) for block in readiness.blocks),
        rows=tuple(_row(line, record.sections) for line in readiness.lines),
    )


def _row(line: Line, sections: frozenset[PacketSection]) -> Stood:
    asked = line.requirement
    shown_in = SHOWN_IN.get(asked.kind, PacketSection.PAPERS)
    return Stood(
        rule=asked.id,
        title=asked.title,
        why=asked.why,
        basis=asked.basis.label,
        citations="; ".join(asked.citations),
        standing=line.standing.label,
        tone=TONES[line.standing],
        sentence=line.sentence,
        until=_until(line),
        shown_in=shown_in if shown_in in sections else "",
    )


def _until(line: Line) -> str:
    if not line.standing.is_met:
        return "Not met"
    return day(line.until) if line.until else "No end in sight"


def _block(block: Block) -> RuledOut:
    return RuledOut(
        title=block.title,
        reason=block.reason,
        citations="; ".join(block.citations),
        remedies=tuple(remedy.sentence for remedy in block.remedies),
    )
