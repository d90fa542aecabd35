"""Evidence made elsewhere (executed papers, settings, attestations) as documents of a packet."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from compliance.clearance.retention import NOT_ZERO
from compliance.evidence.models import HeldEvidence
from compliance.evidence.rules import EvidenceState
from compliance.packets.papers.document import Bytes, Document, DocumentKind, leave_out, shape_of
from compliance.packets.record import Record
from compliance.packets.rules import LeftOut
from compliance.packets.words import calendar_day, day, name, span
from compliance.retention.queries import Kept, KeptProof
from compliance.retention.rules import Verdict, contradiction, counting


def held_papers(record: Record) -> Iterator[Document | LeftOut]:
    """What was accepted; the rest is left out with what became of it."""
    for held in record.held:
        state = EvidenceState(held.state)
        if state is EvidenceState.ACCEPTED:
            yield _document(held, record)
        else:
            because = f": {held.reason}" if held.reason else "."
            reason = _against(record, held) or f"This record is {state.words}{because}"
            yield leave_out(DocumentKind.HELD, held.pk, held.title, reason, held.file.sha256)


def service_name(record: Record, service_id: UUID | None) -> str:
    """What the engagement calls a service; empty for none."""
    names = {use.entry.service.pk: str(use.use) for use in record.uses}
    return names.get(service_id, "a service no longer in use") if service_id else ""


def _proof(record: Record, held: HeldEvidence) -> tuple[Kept, KeptProof] | None:
    """What is recorded of the retention that it is a proof of, and it as a proof."""
    for kept in record.standpoint.retention.values():
        for proof in kept.proofs:
            if proof.held.pk == held.pk:
                return kept, proof
    return None


def _against(record: Record, held: HeldEvidence) -> str:
    """What a capture says against the claim, as long as nobody set it aside."""
    found = _proof(record, held)
    if found:
        facts = found[1].facts
        if facts.stands and facts.verdict is Verdict.CONTRADICTS:
            return f"It contradicts the claim: {facts.because}"
    return ""


def _until(record: Record, held: HeldEvidence) -> date | None:
    """The last day on which it counts: of a retention's proof, the day to which it is attested."""
    found = _proof(record, held)
    return found[1].attested_until if found else held.effective_until


def _document(held: HeldEvidence, record: Record) -> Document:
    service, until = service_name(record, held.service_id), _until(record, held)
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
        counts_because=(
            _why_not(record, held) or _why_it_counts(held.effective_from, until, record.today)
        ),
    )


def _why_not(record: Record, held: HeldEvidence) -> str:
    """Why what was accepted settles nothing now: its service is left, its setting is another."""
    if held.service_id and not record.is_used(held.service_id):
        return "Nothing asks for it any more: the engagement uses the service no longer."
    found = _proof(record, held)
    if found is None:
        return ""
    kept, proof = found
    against = contradiction(kept.proven)
    if against:
        when = day(against.captured_on)
        return f"It does not count: what was captured on {when} contradicts the claim."
    if proof.facts not in counting(kept.proven, kept.told):
        return "It does not count any more: the setting was made or looked at anew since."
    short = record.standpoint.scope.zero_retention_needed and proof.facts.keeps_nothing is False
    return f"It does not count here. {NOT_ZERO}" if short else ""


def _why_it_counts(first: date, until: date | None, today: date) -> str:
    if until is not None and until < today:
        return f"It does not count any more: it did until {day(until)}."
    accepted = "Recorded by one person and accepted by another"
    if today < first:
        return f"{accepted}; it does not count before {day(first)}."
    return f"{accepted}."
