"""The cover: whose packet, for whom, the verdict, and everything that is missing."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from compliance.clearance.rules import Readiness
from compliance.packets.models import Packet
from compliance.packets.record import Record
from compliance.packets.sections.base import Row, Section
from compliance.packets.words import are, day, moment
from portal.ui.drawings.seal import draw_seal

# The green of document.css: a drawing does not take the colour of the text around it in print.
GREEN = "#1f4f3d"
LINES_AT_EASE = 10
LETTERS_IN_A_LINE = 85


@dataclass(frozen=True, kw_only=True)
class Cover(Section):
    """What the first page says. `missing` is never shortened."""

    key: ClassVar[str] = "cover"
    title: ClassVar[str] = "Compliance packet"

    house: str
    subject: str
    tone: str
    verdict: str
    sentence: str
    ruled_out: tuple[str, ...]
    missing: tuple[Row, ...]
    facts: tuple[Row, ...]
    seal: str

    @property
    def is_long(self) -> bool:
        """Whether its lines are set closer, to keep them on one page."""
        said = (*self.ruled_out, *(row.value for row in self.missing))
        return sum(1 + len(one) // LETTERS_IN_A_LINE for one in said) > LINES_AT_EASE


def cover(record: Record) -> Cover:
    packet, readiness = record.packet, record.standpoint.readiness
    tone, verdict = _verdict(readiness)
    if packet.looks_back:
        verdict = f"As of {day(record.today)}: {verdict[0].lower()}{verdict[1:]}"
    return Cover(
        house=record.partner.name,
        subject=f"{record.client.name}: {record.engagement.title}",
        tone=tone,
        verdict=verdict,
        sentence=_sentence(readiness, day(record.today)),
        ruled_out=tuple(block.reason for block in readiness.blocks),
        missing=tuple(Row(line.requirement.title, line.sentence) for line in readiness.open_lines),
        facts=(
            *_recipient(packet),
            Row("State shown", _state_shown(record)),
            Row("Packet", f"number {packet.number} of this engagement"),
            Row("Asked for by", f"{packet.requested_by.name}, {moment(packet.requested_at)}"),
        ),
        seal=draw_seal(size=60).replace("currentColor", GREEN),
    )


def _state_shown(record: Record) -> str:
    if record.looked_up_on is None:
        return f"as of {day(record.today)}, as recorded when it was asked for"
    return f"as of the end of {day(record.today)}, looked up on {day(record.looked_up_on)}"


def _recipient(packet: Packet) -> Iterator[Row]:
    yield Row("Prepared for", packet.recipient or packet.audience)
    if packet.purpose:
        yield Row("Purpose", packet.purpose)


def _verdict(readiness: Readiness) -> tuple[str, str]:
    if readiness.cleared_until is not None:
        return "good", f"Clear until {day(readiness.cleared_until)}."
    if readiness.blocks:
        return "bad", "Ruled out as it stands."
    return "warn", "Not clear yet."


def _sentence(readiness: Readiness, today: str) -> str:
    lines = readiness.lines
    met = [line for line in lines if line.standing.is_met]
    if readiness.cleared_until is None:
        return f"{len(met)} of {len(lines)} requirements {are(len(met))} met on {today}."
    all_met = f"All {len(lines)} requirements are met on {today}."
    if readiness.earliest_expiry is None:
        return all_met
    first = next(line for line in met if line.until == readiness.earliest_expiry)
    return f"{all_met} The first to run out is “{first.requirement.title}”, on {day(first.until)}."
