"""Addresses of the pages of agreements, and what their forms send."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from compliance.agreements.rules import CURRENT_DISCLOSURE
from tests.compliance.agreements import papers


def page(engagement, name="agreements", *more):
    return reverse(f"compliance:{name}", args=(engagement.client_slug, engagement.pk, *more))


def register(cast, name="templates", *more):
    return reverse(f"compliance:{name}", args=(cast.northgate.slug, *more))


def filled(cast, **changes):
    """What the form of a new BAA sends."""
    values = papers.values(cast) | {"agreement.effective_date": papers.TODAY.isoformat()}
    return (
        values
        | {
            "client_signatory": str(cast.samuel.pk),
            "client_title": "",
            "partner_signatory": str(cast.pavel.pk),
            "partner_title": "Managing Partner",
            "sign_by": (timezone.now().date() + timedelta(days=7)).isoformat(),
            "preview": "1",
        }
        | changes
    )


def said(agreement, side, **changes):
    """What the form of a signature sends."""
    meant = papers.intent(agreement, side)
    return {
        "consent": CURRENT_DISCLOSURE,
        "typed_name": meant.typed_name,
        "typed_title": meant.typed_title,
        "authority": "on",
        "pressed": meant.pressed,
        "shown_sha256": meant.shown_sha256,
        "time_zone": "America/New_York",
    } | changes
