"""Evidence made elsewhere (executed papers, settings, attestations) as documents of a packet."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from compliance.evidence.models import HeldEvidence
from compliance.evidence.rules import EvidenceState
from compliance.packets.papers.document import Bytes, Document, DocumentKind, leave_out, shape_of
from compliance.packets.record import Record
from compliance.packets.rules import LeftOut
from compliance.packets.words import calendar_day, day, name, span
from compliance.retention.rules import Verdict


def held_papers(record: Record) -> Iterator[Document | LeftOut]:
    """What was accepted; the rest is left out with what became of it."""
    for held in record.held:
        state = EvidenceState(held.state)
        if state is EvidenceState.ACCEPTED:
            service, until = service_name(record, held.service_id), _until(record, held)
            yield _document(held, service, until, record.today)
        else:
            because = f": {held.reason}" if held.reason else "."
            reason = _against(record, held) or f"This record is {state.words}{because}"
            yield leave_out(DocumentKind.HELD, held.pk, held.title, reason, held.file.sha256)


def service_name(record: Record, service_id: UUID | None) -> str:
    """What the engagement calls a service; empty for none."""
    names = {use.entry.service.pk: str(use.use) for use in record.uses}
    return names.get(service_id, "a service no longer in use") if service_id else ""


def _against(record: Record, held: HeldEvidence) -> str:
    """What a capture says against the claim, as long as nobody set it aside."""
    for kept in record.standpoint.retention.values():
        for proof in kept.proofs:
            facts = proof.facts
            is_it = proof.held.pk == held.pk and facts.stands
            if is_it and facts.verdict is Verdict.CONTRADICTS:
                return f"It contradicts the claim: {facts.because}"
    return ""


def _until(record: Record, held: HeldEvidence) -> date | None:
    """The last day on which it counts: of a retention's proof, the day to which it is attested."""
    for kept in record.standpoint.retention.values():
        for proof in kept.proofs:
            if proof.held.pk == held.pk:
                return proof.attested_until
    return held.effective_until


def _document(held: HeldEvidence, service: str, until: date | None, today: date) -> Document:
    about = (("Service", service),) if service else ()
    return Document(
        kind=DocumentKind.HELD,
        record_id=str(held.pk),
        title=held.title,
        shape=shape_of(held.file),
        content=Bytes.of(held.file),
        version=f"recorded {day(held.recorded_at)}",
        facts=(
            ("Shows", held.kind_label),
            *about,
            ("Counts", span(held.effective_from, until)),
            ("Recorded by", f"{held.recorded_by.name}, {day(held.recorded_at)}"),
            ("Accepted by", f"{name(held.decided_by)}, {day(held.decided_at)}"),
        ),
        effective_from=held.effective_from,
        effective_until=until,
        accepted_by=(held.recorded_by.name, name(held.decided_by)),
        accepted_on=calendar_day(held.decided_at) if held.decided_at else None,
        counts_because=_why_it_counts(held.effective_from, until, today),
    )


def _why_it_counts(first: date, until: date | None, today: date) -> str:
    if until is not None and until < today:
        return f"It does not count any more: it did until {day(until)}."
    accepted = "Recorded by one person and accepted by another"
    if today < first:
        return f"{accepted}; it does not count before {day(first)}."
    return f"{accepted}."
