"""The executed agreements of an engagement, as a packet shows them."""

from dataclasses import dataclass
from datetime import date, datetime

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
    return ()
