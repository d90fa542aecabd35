"""Reading agreements, whose turn it is, and who may sign."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.shortcuts import get_object_or_404

from compliance.agreements.models import (
    Agreement,
    Delegation,
    PaperCopy,
    Signature,
)
from compliance.agreements.queries.around import delegations_of, paper_of
from compliance.agreements.queries.past import as_they_stood
from compliance.agreements.rules import (
    WAS_EXECUTED,
    AgreementKind,
    AgreementState,
    Side,
)
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.rules import Party
from portal.accounts.models import User
from portal.accounts.queries import people_with
from portal.accounts.roles import Right
from portal.audit.models import AuditHead

HOLDERS = {
    AgreementState.PREPARING: Party.PORTAL,
    AgreementState.SENT: Party.CLIENT,
    AgreementState.ON_PAPER: Party.PARTNER,
    AgreementState.CLIENT_SIGNED: Party.PARTNER,
    AgreementState.COUNTERSIGNED: Party.PORTAL,
}
RIGHTS = {Party.CLIENT: Right.SIGN_FOR_CLIENT, Party.PARTNER: Right.COUNTERSIGN}


@dataclass(frozen=True)
class Turn:
    """Who has an open agreement: the party, the person if it is one, and since when."""

    party: Party
    person: User | None
    since: datetime


@dataclass(frozen=True)
class Signatories:
    """Who may be asked to sign on either side, by name."""

    client: list[User]
    partner: list[User]


@dataclass(frozen=True)
class Papers:
    """Everything the sealed file shows, read in one go; `trail` is the head of the audit chain.

    `paper` is the copy of what was signed by hand; then there are no signatures made here.
    """

    agreement: Agreement
    signatures: dict[Side, Signature]
    trail: AuditHead | None
    delegations: tuple[Delegation, ...] = ()
    paper: PaperCopy | None = None


def agreements_of(engagement: Engagement, *, at: datetime | None = None) -> list[Agreement]:
    """Every agreement of an engagement, newest first; with `at`, as before that instant."""
    rows = Agreement.objects.of_engagement(engagement).newest_first()
    found = list(rows.with_people())
    return found if at is None else as_they_stood(engagement, found, at)


def agreement_at(engagement: Engagement, agreement_id: UUID) -> Agreement:
    """One agreement of an engagement, or 404."""
    rows = Agreement.objects.of_engagement(engagement).with_people()
    found: Agreement = get_object_or_404(rows, pk=agreement_id)
    return found


def baas_that_matter(engagement: Engagement, *, at: datetime | None = None) -> list[Agreement]:
    """The BAAs that readiness has to know of, newest first.

    One that was declined, made void or not signed in time matters while nothing came after it.
    """
    rows = Agreement.objects.of_engagement(engagement).newest_first()
    found = list(rows.filter(kind=AgreementKind.BAA))
    if at is not None:
        found = as_they_stood(engagement, found, at)
    return [
        baa
        for place, baa in enumerate(found)
        if place == 0 or baa.stands in {*HOLDERS, *WAS_EXECUTED}
    ]


def signatures_of(agreement: Agreement) -> dict[Side, Signature]:
    """The signatures there are, by side, in the order of signing."""
    rows = Signature.objects.under(agreement).select_related("signer")
    return {signature.of_side: signature for signature in rows}


def papers_of(agreement_id: UUID) -> Papers:
    """What is needed to make the document, or to seal it. Inside the client's organisation."""
    agreement = Agreement.objects.with_people().select_related("template").get(pk=agreement_id)
    trail = AuditHead.objects.filter(org=agreement.org).first()
    given = signatures_of(agreement)
    return Papers(agreement, given, trail, delegations_of(agreement), paper_of(agreement))


def signatories_of(engagement: Engagement) -> Signatories:
    """Who may be asked to sign for the client and for the partner."""
    return Signatories(
        client=people_with(Right.SIGN_FOR_CLIENT, org_id=engagement.org_id),
        partner=people_with(Right.COUNTERSIGN, org_id=engagement.partner_id),
    )


def may_take_over(agreement: Agreement, side: Side) -> list[User]:
    """Who else of that side may sign it."""
    people = signatories_of(agreement.engagement)
    side_people = people.client if side is Side.CLIENT else people.partner
    taken = {agreement.client_signatory_id, agreement.partner_signatory_id}
    if side is Side.CLIENT:
        taken.add(agreement.sender_id)
    return [person for person in side_people if person.pk not in taken]


def turn_of(agreement: Agreement) -> Turn | None:
    """Who has it now; None when it is over."""
    party = HOLDERS.get(agreement.stands)
    if party is None:
        return None
    moments = (
        agreement.prepared_at,
        agreement.sent_at,
        agreement.client_signed_at,
        agreement.countersigned_at,
    )
    person = agreement.signatory(agreement.turn) if agreement.turn else None
    return Turn(party, person, max(moment for moment in moments if moment))
