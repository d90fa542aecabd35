"""Reading a partner's register of templates, and its rule of signing."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from compliance.agreements.models import (
    AgreementTemplate,
    SigningPolicy,
)
from engagements.lifecycle.models import Engagement


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


def policy_of(partner_id: UUID) -> SigningPolicy:
    """How a partner's own people send and sign; the usual where nothing was set."""
    rows = SigningPolicy.objects.of_partner(partner_id).newest_first()
    return rows.select_related("set_by").first() or SigningPolicy(partner_id=partner_id)


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
