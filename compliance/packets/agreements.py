"""The executed agreements of an engagement, as a packet shows them."""

from dataclasses import dataclass
from datetime import date, datetime

from compliance.agreements.certificate import FACTORS
from compliance.agreements.models import Agreement, Signature
from compliance.agreements.queries import agreements_of, signatures_of
from compliance.agreements.rules import WAS_EXECUTED
from engagements.lifecycle.models import Engagement
from portal.files.models import StoredFile


@dataclass(frozen=True, kw_only=True)
class SignatureFacts:
    """One signature: who, in what capacity, for whom, when, and how they proved to be that person.

    `shown_sha256` is the document that was on the screen when they signed.
    """

    side: str
    organisation: str
    signer: str
    capacity: str
    signed_at: datetime
    proven_by: str
    shown_sha256: str


@dataclass(frozen=True, kw_only=True)
class ExecutedAgreement:
    """An agreement that both signed: parties, term, signatures, and the sealed file.

    `until` is its last day, as far as one is known. `in_force` is meant for the day of the packet.
    """

    id: str
    kind: str
    title: str
    client: str
    partner: str
    template: str
    effective_on: date
    executed_on: date
    until: date | None
    state: str
    in_force: bool
    document_sha256: str
    sealed: StoredFile
    signatures: tuple[SignatureFacts, ...]


def executed_agreements(engagement: Engagement, *, today: date) -> tuple[ExecutedAgreement, ...]:
    """Every agreement of an engagement that was ever executed, the newest first."""
    return tuple(
        _executed(agreement, agreement.sealed, today)
        for agreement in agreements_of(engagement)
        if agreement.stands in WAS_EXECUTED and agreement.sealed is not None
    )


def _executed(agreement: Agreement, sealed: StoredFile, today: date) -> ExecutedAgreement:
    return ExecutedAgreement(
        id=str(agreement.pk),
        kind=agreement.of_kind.label,
        title=agreement.title,
        client=agreement.client_name,
        partner=agreement.partner_name,
        template=f"version {agreement.template_version}",
        effective_on=agreement.in_force_from,
        executed_on=agreement.executed_on or agreement.in_force_from,
        until=agreement.term.last_day,
        state=agreement.stands.words,
        in_force=agreement.term.in_force(today),
        document_sha256=agreement.document_sha256,
        sealed=sealed,
        signatures=tuple(_signature(one) for one in signatures_of(agreement).values()),
    )


def _signature(signature: Signature) -> SignatureFacts:
    factor = FACTORS.get(signature.factor_type, signature.factor_type)
    return SignatureFacts(
        side=signature.of_side.value,
        organisation=signature.organisation,
        signer=signature.typed_name,
        capacity=signature.typed_title,
        signed_at=signature.signed_at,
        proven_by=f"{factor}, given {signature.since_factor} seconds before signing",
        shown_sha256=signature.shown_sha256,
    )
