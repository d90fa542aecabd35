"""The agreements of an engagement, as a packet shows them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from compliance.agreements.certificate import FACTORS
from compliance.agreements.models import Agreement, PaperCopy, PhiDisposal, Signature
from compliance.agreements.queries import (
    agreements_of,
    copies_of,
    disposals_of,
    paper_of,
    signatures_of,
    source_of,
    their_papers_of,
)
from compliance.agreements.rules import WAS_EXECUTED, Side
from engagements.lifecycle.models import Engagement
from portal.files.models import StoredFile


@dataclass(frozen=True, kw_only=True)
class SignatureFacts:
    """One signature: who, in what capacity, for whom, when, and how they proved to be that person.

    `shown_sha256` is the document that was on the screen when they signed, or that was printed.
    `signed_on` is the day that the paper names, where they signed by hand.
    """

    side: str
    organisation: str
    signer: str
    capacity: str
    signed_at: datetime
    proven_by: str
    shown_sha256: str
    signed_on: date | None = None


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
    on_paper: bool = False


@dataclass(frozen=True, kw_only=True)
class UnexecutedAgreement:
    """An agreement that is not executed, or never will be; `state` ends "is ..."."""

    id: str
    title: str
    state: str
    reason: str
    document_sha256: str


@dataclass(frozen=True, kw_only=True)
class BroughtPaper:
    """A paper as the client gave it, and what became of it in a sentence."""

    id: str
    name: str
    sha256: str
    became: str


@dataclass(frozen=True, kw_only=True)
class AroundAgreements:
    """What belongs to agreements besides the sealed files, the oldest first."""

    brought: tuple[BroughtPaper, ...]
    copies: tuple[PaperCopy, ...]
    disposals: tuple[PhiDisposal, ...]


def agreements_in(
    engagement: Engagement, *, today: date, at: datetime | None = None
) -> tuple[tuple[ExecutedAgreement, ...], tuple[UnexecutedAgreement, ...]]:
    """Every agreement that was ever executed, and every other; the newest first.

    With `at`, as they stood before that instant.
    """
    found = agreements_of(engagement, at=at)
    executed = [(one, one.sealed) for one in found if one.stands in WAS_EXECUTED]
    return (
        tuple(_executed(one, sealed, today) for one, sealed in executed if sealed is not None),
        tuple(_unexecuted(one) for one in found if one.stands not in WAS_EXECUTED),
    )


def around_agreements(engagement: Engagement, *, at: datetime) -> AroundAgreements:
    """The client's own papers, copies signed by hand, what became of PHI; before an instant."""
    return AroundAgreements(
        brought=tuple(_brought(engagement, at)),
        copies=tuple(copies_of(engagement, at=at)),
        disposals=tuple(disposals_of(engagement, at=at)),
    )


def _brought(engagement: Engagement, at: datetime) -> Iterator[BroughtPaper]:
    papers = their_papers_of(engagement, at=at)[::-1]
    newest_last = agreements_of(engagement, at=at)[::-1] if papers else []
    made = {one.theirs_id: one for one in newest_last}
    followed = {one.follows_id for one in papers}
    for paper in papers:
        agreement = made.get(paper.pk)
        if agreement:
            became = f"“{agreement.title}” was made of it, which is {agreement.stands.words}."
        elif paper.pk in followed:
            became = "A later version of it came in."
        else:
            became = "No agreement was made of it."
        yield BroughtPaper(
            id=str(paper.pk), name=paper.file.name, sha256=paper.file.sha256, became=became
        )


def _unexecuted(agreement: Agreement) -> UnexecutedAgreement:
    return UnexecutedAgreement(
        id=str(agreement.pk),
        title=agreement.title,
        state=agreement.stands.words,
        reason=agreement.reason,
        document_sha256=agreement.document_sha256 if agreement.sent_at else "",
    )


def _executed(agreement: Agreement, sealed: StoredFile, today: date) -> ExecutedAgreement:
    paper = paper_of(agreement)
    given = [_signature(one) for one in signatures_of(agreement).values()]
    return ExecutedAgreement(
        id=str(agreement.pk),
        kind=agreement.of_kind.label,
        title=agreement.title,
        client=agreement.client_name,
        partner=agreement.partner_name,
        template=source_of(agreement),
        effective_on=agreement.in_force_from,
        executed_on=agreement.executed_on or agreement.in_force_from,
        until=agreement.term.last_day,
        state=agreement.stands.words,
        in_force=agreement.term.in_force(today),
        document_sha256=agreement.document_sha256,
        sealed=sealed,
        signatures=tuple(_by_hand(agreement, paper) if paper else given),
        on_paper=paper is not None,
    )


def _by_hand(agreement: Agreement, paper: PaperCopy) -> Iterator[SignatureFacts]:
    confirmed = f", confirmed by {paper.confirmed_by.name}" if paper.confirmed_by else ""
    for side in Side:
        yield SignatureFacts(
            side=side.value,
            organisation=agreement.party(side),
            signer=getattr(paper, f"{side}_signer"),
            capacity=getattr(paper, f"{side}_capacity"),
            signed_at=paper.recorded_at,
            proven_by=f"By hand, on paper; the scan was recorded by {paper.recorded_by.name}"
            f"{confirmed}",
            shown_sha256=agreement.document_sha256,
            signed_on=getattr(paper, f"{side}_signed_on"),
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
