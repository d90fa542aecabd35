"""Reading the register of templates, agreements, and what happened to each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.shortcuts import get_object_or_404

from compliance.agreements import rules
from compliance.agreements.models import (
    Agreement,
    AgreementTemplate,
    Delegation,
    PhiDisposal,
    Reminder,
    Signature,
)
from compliance.agreements.rules import (
    WAS_EXECUTED,
    AgreementKind,
    AgreementState,
    ReminderKind,
    Side,
    Value,
    ValueType,
    is_owed,
    phi_due_on,
)
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.queries import facts_of
from engagements.lifecycle.rules import HipaaRole, Party
from portal.accounts.models import Organization, User
from portal.accounts.queries import people_with
from portal.accounts.roles import Right
from portal.audit.models import AuditHead

HIPAA_ROLES = {
    HipaaRole.COVERED_ENTITY: "a covered entity",
    HipaaRole.BUSINESS_ASSOCIATE: "a business associate of one or more covered entities",
}
HOLDERS = {
    AgreementState.PREPARING: Party.PORTAL,
    AgreementState.SENT: Party.CLIENT,
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
    """Everything the sealed file shows, read in one go; `trail` is the head of the audit chain."""

    agreement: Agreement
    signatures: dict[Side, Signature]
    trail: AuditHead | None
    delegations: tuple[Delegation, ...] = ()


def register(partner_id: UUID) -> list[AgreementTemplate]:
    """Every version of every template, the newest of each first."""
    rows = AgreementTemplate.objects.of_partner(partner_id).newest_first()
    return list(rows.select_related("entered_by"))


def templates_to_send(partner_id: UUID) -> list[AgreementTemplate]:
    """The newest version of each template."""
    return list(AgreementTemplate.objects.of_partner(partner_id).current())


def template_at(partner_id: UUID, template_id: UUID) -> AgreementTemplate:
    """One version of a template, or 404."""
    rows = AgreementTemplate.objects.of_partner(partner_id).select_related("entered_by")
    found: AgreementTemplate = get_object_or_404(rows, pk=template_id)
    return found


def open_engagements(partner_id: UUID) -> list[Engagement]:
    """Those for which a template may be looked at with real data, by client."""
    return list(Engagement.objects.of_partner(partner_id).open().order_by("client_name", "title"))


def template_before(template: AgreementTemplate) -> AgreementTemplate | None:
    """The version before a template's, if there was one."""
    rows = AgreementTemplate.objects.of_partner(template.partner_id).filter(key=template.key)
    found: AgreementTemplate | None = rows.filter(number__lt=template.number).newest_first().first()
    return found


def newest_of(template: AgreementTemplate) -> AgreementTemplate:
    """The newest version of the same template."""
    rows = AgreementTemplate.objects.of_partner(template.partner_id).filter(key=template.key)
    found: AgreementTemplate = rows.newest_first()[0]
    return found


def agreements_of(engagement: Engagement) -> list[Agreement]:
    """Every agreement of an engagement, newest first."""
    rows = Agreement.objects.of_engagement(engagement).newest_first()
    return list(rows.with_people())


def agreement_at(engagement: Engagement, agreement_id: UUID) -> Agreement:
    """One agreement of an engagement, or 404."""
    rows = Agreement.objects.of_engagement(engagement).with_people()
    found: Agreement = get_object_or_404(rows, pk=agreement_id)
    return found


def baas_that_matter(engagement: Engagement) -> list[Agreement]:
    """The BAAs that readiness has to know of, newest first.

    One that was declined, made void or not signed in time matters while nothing came after it.
    """
    rows = Agreement.objects.of_engagement(engagement).newest_first()
    found = list(rows.filter(kind=AgreementKind.BAA))
    return [
        baa
        for place, baa in enumerate(found)
        if place == 0 or baa.stands in {*HOLDERS, *WAS_EXECUTED}
    ]


def signatures_of(agreement: Agreement) -> dict[Side, Signature]:
    """The signatures there are, by side, in the order of signing."""
    rows = Signature.objects.under(agreement).select_related("signer")
    return {signature.of_side: signature for signature in rows}


def phi_of(agreement: Agreement) -> PhiDisposal | None:
    """What became of the PHI after the end, once it is recorded."""
    rows = PhiDisposal.objects.after(agreement).select_related("recorded_by", "file")
    found: PhiDisposal | None = rows.first()
    return found


def phi_due(agreement: Agreement) -> date | None:
    """Until when PHI has to be returned or destroyed; None where nothing of it is owed."""
    if agreement.ended_on is None or not is_owed(agreement.of_kind, agreement.stands):
        return None
    days = agreement.values.get("return_days")
    return phi_due_on(agreement.ended_on, int(days) if days else None)


def last_reminder(agreement: Agreement, kind: ReminderKind) -> Reminder | None:
    """The newest reminder of that kind."""
    found: Reminder | None = Reminder.objects.of(agreement, kind).first()
    return found


def papers_of(agreement_id: UUID) -> Papers:
    """What is needed to make the document, or to seal it. Inside the client's organisation."""
    agreement = Agreement.objects.with_people().select_related("template").get(pk=agreement_id)
    trail = AuditHead.objects.filter(org=agreement.org).first()
    return Papers(agreement, signatures_of(agreement), trail, delegations_of(agreement))


def line_of(agreement: Agreement) -> list[Agreement]:
    """The agreement and those it follows, the newest first."""
    rows = Agreement.objects.of_engagement(agreement.engagement).filter(kind=agreement.kind)
    known = {one.pk: one for one in rows}
    line, before = [agreement], agreement.follows_id
    while before is not None:
        line.append(known[before])
        before = known[before].follows_id
    return line


def followers_of(agreement: Agreement) -> list[Agreement]:
    """The agreements that were made in its place, the newest first."""
    rows = Agreement.objects.of_engagement(agreement.engagement).filter(follows=agreement)
    return list(rows.newest_first())


def delegations_of(agreement: Agreement) -> tuple[Delegation, ...]:
    """Every consent by which a signatory of this agreement came to sign for another."""
    line = [one.pk for one in line_of(agreement)]
    rows = Delegation.objects.filter(org_id=agreement.org_id, agreement__in=line)
    return tuple(rows.select_related("given_by", "given_to").in_order())


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


def wording(
    engagement: Engagement, template: AgreementTemplate, values: Mapping[str, object]
) -> str:
    """The text of a new agreement as Markdown.

    Where one of its kind is in force already, a clause says that this one takes its place. Raises
    ValuesRefused.
    """
    text = rules.fill(template.read, values)
    rows = Agreement.objects.of_engagement(engagement)
    standing = rows.filter(kind=template.kind, state=AgreementState.EXECUTED).first()
    if standing is None or standing.executed_on is None:
        return text
    clause = rules.restating_words(standing.title, standing.executed_on, standing.document_sha256)
    return f"{text.rstrip()}\n\n{clause}\n"


def proposed_values(
    engagement: Engagement, template: AgreementTemplate, *, today: date
) -> dict[str, Value]:
    """What a new agreement's placeholders may say, from what is known; a person confirms it.

    What was last sent in this engagement goes before the template's own defaults.
    """
    read = template.read
    values: dict[str, Value] = {
        one.name: one.default for one in read.placeholders if one.default is not None
    }
    values |= _known(engagement, today)
    last = Agreement.objects.of_engagement(engagement).newest_first().first()
    if last is not None:
        kept = {one.name for one in read.placeholders if one.type is not ValueType.DATE}
        values |= {name: value for name, value in last.values.items() if name in kept}
    return values


def _known(engagement: Engagement, today: date) -> dict[str, Value]:
    client = engagement.org
    partner = Organization.objects.get(pk=engagement.partner_id)
    people = signatories_of(engagement)
    known: dict[str, Value] = {
        "agreement.effective_date": today,
        "client.legal_name": client.legal_name,
        "partner.legal_name": partner.legal_name,
    }
    role = HIPAA_ROLES.get(facts_of(engagement).hipaa_role)
    known |= {"client.hipaa_role": role} if role else {}
    known |= {f"{side}.notices": _office(one) for side, one in _first_of_each(people)}
    return known


def _first_of_each(people: Signatories) -> Iterator[tuple[str, User]]:
    if people.client:
        yield "client", people.client[0]
    if people.partner:
        yield "partner", people.partner[0]


def _office(person: User) -> str:
    return f"{person.name}, {person.email}"
