"""What a new agreement may say: values that are known, and the text made of them."""

from collections.abc import Iterator, Mapping
from datetime import date

from compliance.agreements import rules
from compliance.agreements.models import (
    Agreement,
    AgreementTemplate,
)
from compliance.agreements.queries.agreements import Signatories, signatories_of
from compliance.agreements.rules import (
    AgreementKind,
    AgreementState,
    Value,
    ValueType,
)
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.queries import facts_of
from engagements.lifecycle.rules import HipaaRole
from portal.accounts.models import Organization, User

HIPAA_ROLES = {
    HipaaRole.COVERED_ENTITY: "a covered entity",
    HipaaRole.BUSINESS_ASSOCIATE: "a business associate of one or more covered entities",
}


def wording(
    engagement: Engagement, template: AgreementTemplate, values: Mapping[str, object]
) -> str:
    """The text of a new agreement as Markdown.

    Where one of its kind is in force already, a clause says that this one takes its place. Raises
    ValuesRefused.
    """
    text = rules.fill(template.read, values)
    clause = restating(engagement, template.of_kind)
    return f"{text.rstrip()}\n\n{clause}\n" if clause else text


def draft_wording(
    engagement: Engagement, source: str, *, today: date
) -> tuple[str, tuple[str, ...]]:
    """The text of a template that is not entered yet, with what is known of this engagement.

    Also the labels of its gaps that nothing is known for. Raises TemplateInvalid.
    """
    read = rules.parse_template(source)
    draft = AgreementTemplate(kind=read.kind, source=source)
    values = proposed_values(engagement, draft, today=today)
    text, gaps = rules.fill_what_is_known(read, values)
    clause = restating(engagement, read.kind)
    return (f"{text.rstrip()}\n\n{clause}\n" if clause else text), gaps


def restating(engagement: Engagement, kind: AgreementKind) -> str:
    """The clause by which a new agreement takes the place of one in force; empty without one."""
    rows = Agreement.objects.of_engagement(engagement)
    standing = rows.filter(kind=kind, state=AgreementState.EXECUTED).first()
    if standing is None or standing.executed_on is None:
        return ""
    return rules.restating_words(standing.title, standing.executed_on, standing.document_sha256)


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
