"""Entering templates into a partner's register."""

from datetime import datetime

from django.db import transaction

from compliance.agreements import library, rules
from compliance.agreements.models import AgreementTemplate, SigningPolicy
from compliance.agreements.rules import sha256_of
from portal.accounts.models import Organization, User
from portal.audit import log

ENTERED = log.action("compliance.template.entered", "entered an agreement template")

POLICY = log.action("compliance.signing_policy.set", "set who may countersign what they sent")

LIBRARY = ("baa", "nda")


@transaction.atomic
def fill_templates(*, partner: Organization, by: User | None, at: datetime) -> int:
    """Enter the templates that come with the portal; how many versions were new.

    On the partner's own pages. What is there already stays; a text entered before is not again.
    """
    known = set(AgreementTemplate.objects.of_partner(partner.pk).values_list("sha256", flat=True))
    sources = {key: library.read(f"{key}.md") for key in LIBRARY}
    new = {key: source for key, source in sources.items() if sha256_of(source) not in known}
    for key, source in new.items():
        enter_template(partner=partner, key=key, source=source, by=by, at=at)
    return len(new)


@transaction.atomic
def enter_template(
    *, partner: Organization, key: str, source: str, by: User | None, at: datetime
) -> AgreementTemplate:
    """Enter a template as the next version of its key; what was sent before stays as it was.

    Raises TemplateInvalid when it cannot be read.
    """
    versions = AgreementTemplate.objects.of_partner(partner.pk).filter(key=key).newest_first()
    last = versions.select_for_update().first()
    template = AgreementTemplate.enter(
        partner_id=partner.pk,
        key=key,
        number=last.number + 1 if last else 1,
        source=source,
        by=by,
        at=at,
    )
    log.record(
        ENTERED, target=template, by=by, at=at, number=template.number, sha256=template.sha256
    )
    return template


@transaction.atomic
def revise_template(
    *, template: AgreementTemplate, source: str, based_on: str, by: User, at: datetime
) -> AgreementTemplate:
    """Enter a changed text as the next version of a template.

    `based_on` is the SHA-256 of the version that was edited. Raises TemplateInvalid when another
    one was entered meanwhile, when nothing was changed, when the version has the name of an earlier
    one or the kind is another, and when it cannot be read.
    """
    versions = AgreementTemplate.objects.of_partner(template.partner_id).filter(key=template.key)
    known = list(versions.newest_first().select_for_update())
    rules.check_revision(
        source,
        newest=(known[0].of_kind, known[0].sha256, known[0].version),
        based_on=based_on,
        versions=frozenset(one.version for one in known),
    )
    partner = Organization.objects.get(pk=template.partner_id)
    return enter_template(partner=partner, key=template.key, source=source, by=by, at=at)


@transaction.atomic
def set_policy(*, partner: Organization, four_eyes: bool, by: User, at: datetime) -> SigningPolicy:
    """Say how the partner's own people send and sign, from now on."""
    policy = SigningPolicy.set(partner_id=partner.pk, four_eyes=four_eyes, by=by, at=at)
    log.record(POLICY, target=policy, by=by, at=at, four_eyes=four_eyes)
    return policy
