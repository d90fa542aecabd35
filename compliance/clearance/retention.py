"""What is recorded of retention settings, as evidence for clearance."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from compliance.clearance.rules import Evidence, RequirementKind
from compliance.evidence.rules import show_date
from compliance.retention.queries import Kept
from compliance.retention.rules import Proof, Stage, contradiction, counting, to_attest
from compliance.vendors.queries import Use
from compliance.vendors.rules import ServiceFacts
from engagements.lifecycle.rules import Party, Scope
from portal.accounts.roles import Right

NOT_ZERO = "It shows a retention that is not zero, and zero retention is needed."
_WORDS = {
    Stage.NOTHING: "not asked for yet",
    Stage.ASKED: "asked for, and no reply is recorded",
    Stage.REFUSED: "refused by the vendor",
    Stage.APPROVED: "approved, and nobody recorded how it was set",
    Stage.CONFIGURED: "said to be set, and not shown yet",
}


def against(facts: ServiceFacts, kept: Kept | None) -> ServiceFacts:
    """The facts of a service with what a captured setting says against the claim."""
    found = contradiction(kept.proven) if kept else None
    if found is None:
        return facts
    said = f"Captured on {show_date(found.captured_on)}: {found.because}"
    return replace(facts, contradiction=said)


def retention_evidence(
    scope: Scope, uses: Sequence[Use], kept: dict[UUID, Kept], *, today: date
) -> Iterator[Evidence]:
    """The attested proofs, what waits to be attested, and how far it has come before a proof."""
    for use in uses:
        found = kept.get(use.entry.service.pk, Kept())
        pieces = [*_attested(scope, use, found), *_waiting(use, found, today)]
        yield from pieces or _before_proof(use, found, today)


def _attested(scope: Scope, use: Use, kept: Kept) -> Iterator[Evidence]:
    for proof in counting(kept.proven, kept.told):
        short = scope.zero_retention_needed and proof.keeps_nothing is False
        yield replace(
            _piece(use, proof),
            accepted=True,
            effective_until=proof.attested_until,
            problems=(NOT_ZERO,) if short else (),
            move=f"Attest the retention of {use.use} again",
        )


def _waiting(use: Use, kept: Kept, today: date) -> Iterator[Evidence]:
    proof = to_attest(kept.proven)
    if proof is None:
        return
    move = kept.move(use.entry.service, named=str(use.use), today=today)
    yield replace(
        _piece(use, proof),
        state_words="recorded and waiting for a second person to attest it",
        waiting_on=Party.PARTNER,
        since=proof.recorded_on,
        right=Right.REVIEW_EVIDENCE,
        move=move.title if move else "",
    )


def _before_proof(use: Use, kept: Kept, today: date) -> Iterator[Evidence]:
    stage = kept.stage(today=today)
    move = kept.move(use.entry.service, named=str(use.use), today=today)
    if stage in _WORDS and move:
        yield Evidence(
            kind=RequirementKind.RETENTION,
            service_id=str(use.entry.service.pk),
            label=f"The retention setting of {use.use}",
            accepted=False,
            state_words=_WORDS[stage],
            waiting_on=move.party if move.since else None,
            since=move.since,
            right=Right.REVIEW_EVIDENCE,
            move=move.title,
        )


def _piece(use: Use, proof: Proof) -> Evidence:
    return Evidence(
        kind=RequirementKind.RETENTION,
        service_id=str(use.entry.service.pk),
        label=proof.label,
        accepted=False,
        effective_from=proof.captured_on,
    )
