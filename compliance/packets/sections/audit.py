"""An extract of the audit trail: what was done in this engagement, with the hash of each event."""

from dataclasses import dataclass, replace
from typing import ClassVar

from compliance.packets.record import Record
from compliance.packets.sections.base import Section
from compliance.packets.words import instant
from portal.audit import log
from portal.audit.export import masked
from portal.audit.models import AuditEvent

# Lines are set without wrapping; what is longer is cut here and stands in full in audit.json.
LONGEST_DEED = 112
# Events that fit under the introduction, and on three pages without one.
EVENTS_AT_FIRST = 12
EVENTS_IN_A_SHEET = 84


@dataclass(frozen=True)
class Told:
    """One event."""

    seq: int
    at: str
    deed: str
    hash: str


@dataclass(frozen=True, kw_only=True)
class AuditTrail(Section):
    """The events of this engagement; those of others count by hash alone."""

    key: ClassVar[str] = "audit"
    title: ClassVar[str] = "Audit trail"

    events: tuple[Told, ...]
    head_seq: int
    head_hash: str
    withheld: int

    @property
    def sheets(self) -> tuple[Section, ...]:
        later = self.events[EVENTS_AT_FIRST:]
        starts = range(0, len(later), EVENTS_IN_A_SHEET)
        return (
            replace(self, events=self.events[:EVENTS_AT_FIRST]),
            *(AuditSheet(events=later[one : one + EVENTS_IN_A_SHEET]) for one in starts),
        )


@dataclass(frozen=True, kw_only=True)
class AuditSheet(Section):
    """Three pages of events. Full ones never change again: the trail only grows."""

    key: ClassVar[str] = "audit_sheet"
    title: ClassVar[str] = AuditTrail.title

    events: tuple[Told, ...]


def audit(record: Record) -> AuditTrail:
    return AuditTrail(
        events=tuple(_told(event) for event in record.events),
        head_seq=record.head.seq,
        head_hash=record.head.hash.hex(),
        withheld=record.head.seq - len(record.events),
    )


def _told(event: AuditEvent) -> Told:
    told = event.told
    who = told["by"]["name"] if told["by"] else "The portal"
    about = f": {told['target']['label']}" if told["target"] else ""
    return Told(
        seq=event.seq,
        at=instant(event.at),
        deed=_cut(f"{who} {log.words_of(event.action)}{about}"),
        hash=bytes(event.hash).hex(),
    )


def _cut(words: str) -> str:
    plain = masked(" ".join(words.split()))
    return plain if len(plain) <= LONGEST_DEED else f"{plain[: LONGEST_DEED - 1].rstrip()}…"
