"""Reading what is recorded of retention settings, service by service."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.shortcuts import get_object_or_404

from compliance.evidence.models import HeldEvidence
from compliance.evidence.queries import held_at, held_of
from compliance.evidence.rules import EvidenceKind, EvidenceState
from compliance.retention import library, rules
from compliance.retention.models import (
    RetentionAttestation,
    RetentionCapture,
    RetentionStatement,
)
from compliance.retention.rules import (
    AccountMatch,
    Library,
    Move,
    Proof,
    Stage,
    Statement,
    Step,
    read_library,
)
from compliance.vendors.models import VendorService
from compliance.vendors.rules import ServiceRole
from engagements.lifecycle.models import Engagement

READING_RULES: Library = read_library(library.read("settings.toml"))


@dataclass(frozen=True)
class KeptProof:
    """A proof with what was read in it and who attested it. `capture` is None for older ones."""

    held: HeldEvidence
    capture: RetentionCapture | None
    attestations: tuple[RetentionAttestation, ...]
    recorded_on: date

    @property
    def attested_until(self) -> date | None:
        """The day that counts: the newest attestation's; for older proofs the acceptance's."""
        if self.attestations:
            return self.attestations[-1].until
        accepted = self.held.state == EvidenceState.ACCEPTED
        return self.held.effective_until if accepted else None

    @property
    def facts(self) -> Proof:
        """The proof as the rules take it."""
        capture = self.capture
        return Proof(
            id=str(self.held.pk),
            label=self.held.title,
            state=EvidenceState(self.held.state),
            captured_on=self.held.effective_from,
            recorded_on=self.recorded_on,
            recorded_by_id=str(self.held.recorded_by_id),
            counts_until=self.held.effective_until,
            verdict=capture.says if capture else None,
            because=capture.because if capture else "",
            account_differs=bool(capture and capture.match is AccountMatch.DIFFERS),
            keeps_nothing=capture.keeps_nothing if capture else None,
            attested_until=self.attested_until,
        )


@dataclass(frozen=True)
class Kept:
    """Everything recorded of one service's retention, oldest first."""

    statements: list[RetentionStatement] = field(default_factory=list)
    proofs: list[KeptProof] = field(default_factory=list)

    @property
    def told(self) -> tuple[Statement, ...]:
        return tuple(one.facts for one in self.statements)

    @property
    def proven(self) -> tuple[Proof, ...]:
        return tuple(one.facts for one in self.proofs)

    def stage(self, *, today: date) -> Stage:
        """How far it has come."""
        return rules.stage_of(self.told, self.proven, today=today)

    def move(self, service: VendorService, *, named: str, today: date) -> Move | None:
        """The next step and who has it."""
        return rules.next_move(
            self.told,
            self.proven,
            vendor=service.vendor,
            service=named,
            own=service.does is ServiceRole.CLOUD_HOST,
            today=today,
        )

    def newest(self, step: Step) -> RetentionStatement | None:
        """The record of a step that counts, with its file and who told it."""
        facts = rules.current(self.told, step)
        of_step = [one for one in self.statements if one.step == step]
        return of_step[-1] if facts and of_step else None


def kept_of(engagement: Engagement, *, at: datetime | None = None) -> dict[UUID, Kept]:
    """What is recorded of each service of an engagement, by the service's id, in four queries.

    With `at`, as it stood before that instant.
    """
    rows = held_of(engagement, at=at, kind=EvidenceKind.RETENTION_PROOF)
    held = sorted(rows, key=lambda one: (one.recorded_at, one.pk))
    found: dict[UUID, Kept] = defaultdict(Kept)
    told = RetentionStatement.objects.of_engagement(engagement).as_told()
    if at is not None:
        told = told.filter(told_at__lt=at)
    for statement in told.select_related("file", "told_by"):
        found[statement.service_id].statements.append(statement)
    for proof in _proofs(engagement, held, at=at):
        if proof.held.service_id:
            found[proof.held.service_id].proofs.append(proof)
    return dict(found)


def proof_at(engagement: Engagement, held_id: UUID) -> KeptProof:
    """One proof of an engagement, or 404."""
    held = held_at(engagement, held_id)
    rows = HeldEvidence.objects.of_engagement(engagement).filter(kind=EvidenceKind.RETENTION_PROOF)
    get_object_or_404(rows, pk=held.pk)
    return next(iter(_proofs(engagement, [held])))


def statement_at(engagement: Engagement, statement_id: UUID) -> RetentionStatement:
    """One statement of an engagement, or 404."""
    rows = RetentionStatement.objects.of_engagement(engagement).select_related("file")
    found: RetentionStatement = get_object_or_404(rows, pk=statement_id)
    return found


def _proofs(
    engagement: Engagement, held: list[HeldEvidence], *, at: datetime | None = None
) -> Iterable[KeptProof]:
    ids = [one.pk for one in held]
    captures = {
        one.held_id: one
        for one in RetentionCapture.objects.of_engagement(engagement).filter(held_id__in=ids)
    }
    attested: dict[UUID, list[RetentionAttestation]] = defaultdict(list)
    rows = RetentionAttestation.objects.of_engagement(engagement).filter(held_id__in=ids)
    if at is not None:
        rows = rows.filter(attested_at__lt=at)
    for one in rows.select_related("attested_by").as_given():
        attested[one.held_id].append(one)
    day = engagement.org.day
    return [
        KeptProof(
            held=one,
            capture=captures.get(one.pk),
            attestations=tuple(attested[one.pk]),
            recorded_on=day(one.recorded_at),
        )
        for one in held
    ]
