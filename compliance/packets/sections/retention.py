"""Retention settings: the steps, the proofs with the values compared, the attestations."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from compliance.clearance.rules import Line, RequirementKind
from compliance.packets.exhibits import Exhibit, Exhibits
from compliance.packets.papers import DocumentKind
from compliance.packets.record import Record
from compliance.packets.sections.base import Section
from compliance.packets.words import day
from compliance.retention.pages import rungs_of
from compliance.retention.queries import Kept, KeptProof
from compliance.retention.rules import Compared
from portal.ui.parts import Tone

TONES = {Tone.MET: "good", Tone.DUE: "warn", Tone.BLOCKED: "bad", Tone.OVERDUE: "bad"}


@dataclass(frozen=True)
class StepShown:
    """One of the five steps."""

    title: str
    state: str
    tone: str
    sentence: str
    words: str
    source: str
    exhibit: Exhibit | None


@dataclass(frozen=True)
class ProofShown:
    """One proof that stands."""

    title: str
    form: str
    claim: str
    account: str
    named: str
    rule: str
    verdict: str
    because: str
    compared: tuple[Compared, ...]
    recorded: str
    attested: tuple[str, ...]
    exhibit: Exhibit | None


@dataclass(frozen=True)
class ServiceKept:
    """One service with its retention."""

    name: str
    stage: str
    standing: str
    steps: tuple[StepShown, ...]
    proofs: tuple[ProofShown, ...]


@dataclass(frozen=True, kw_only=True)
class Retention(Section):
    """Every service of which a proof is asked, or of which something is recorded."""

    key: ClassVar[str] = "retention"
    title: ClassVar[str] = "Retention settings and their proofs"

    as_of: str
    services: tuple[ServiceKept, ...]


def retention(record: Record, exhibits: Exhibits) -> Retention:
    return Retention(as_of=day(record.today), services=tuple(_services(record, exhibits)))


def _services(record: Record, exhibits: Exhibits) -> Iterator[ServiceKept]:
    for use in record.uses:
        service = use.entry.service
        kept = record.standpoint.retention.get(service.pk, Kept())
        line = _line(record, service.pk)
        if line or kept.statements or kept.proofs:
            yield ServiceKept(
                name=str(use.use),
                stage=kept.stage(today=record.today).label,
                standing=line.sentence if line else "Nothing in the scope asks for a proof of it.",
                steps=tuple(_steps(kept, record, exhibits)),
                proofs=tuple(_proof(one, exhibits) for one in kept.proofs if one.facts.stands),
            )


def _line(record: Record, service_id: UUID) -> Line | None:
    for line in record.standpoint.readiness.lines:
        asked = line.requirement
        if asked.kind is RequirementKind.RETENTION and asked.service_id == str(service_id):
            return line
    return None


def _steps(kept: Kept, record: Record, exhibits: Exhibits) -> Iterator[StepShown]:
    for rung in rungs_of(kept, today=record.today):
        row = rung.row
        yield StepShown(
            title=rung.title,
            state=rung.mark.label,
            tone=TONES.get(rung.mark.tone, ""),
            sentence=rung.sentence,
            words=row.words if row and row.outcome in {"done", "refused"} else "",
            source=f"Recorded by {row.told_by.name}, {day(row.told_at)}." if row else "",
            exhibit=exhibits.get(f"{DocumentKind.RETENTION_RECORD}:{row.pk}") if row else None,
        )


def _proof(proof: KeptProof, exhibits: Exhibits) -> ProofShown:
    held, capture = proof.held, proof.capture
    read_on = f", read on {day(capture.as_of)}" if capture and capture.as_of else ""
    by = f"Captured on {day(held.effective_from)}, recorded by {held.recorded_by.name}."
    return ProofShown(
        title=held.title,
        form=capture.of_form.label if capture else held.kind_label,
        claim=capture.claim if capture else "",
        account=capture.account if capture else "",
        named=_named(proof),
        rule=f"{capture.call} ({capture.source}{read_on})" if capture and capture.source else "",
        verdict=capture.says.label if capture else "",
        because=capture.because if capture else "",
        compared=capture.findings if capture else (),
        recorded=by,
        attested=tuple(_attested(proof)),
        exhibit=exhibits.get(f"{DocumentKind.HELD}:{held.pk}"),
    )


def _named(proof: KeptProof) -> str:
    capture = proof.capture
    if capture is None:
        return ""
    found = f"{capture.account_found}, " if capture.account_found else ""
    return f"{found}{capture.match.label}"


def _attested(proof: KeptProof) -> Iterator[str]:
    for one in proof.attestations:
        words = f" “{one.words}”" if one.words else ""
        yield (
            f"{one.attested_by.name} attested it on {day(one.attested_at)} until "
            f"{day(one.until)}.{words}"
        )
    if not proof.attestations and proof.attested_until and proof.held.decided_by:
        yield f"{proof.held.decided_by.name} accepted it until {day(proof.attested_until)}."
