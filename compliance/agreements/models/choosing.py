"""Agreements as pages, readiness and the daily round ask for them."""

from typing import TYPE_CHECKING, Self

from django.db.models import Q

from compliance.agreements.models.constraints import OPEN
from compliance.agreements.rules import AgreementKind, AgreementState
from engagements.lifecycle.models import Engagement
from portal.tenancy.models import TenantQuerySet

if TYPE_CHECKING:
    from compliance.agreements.models.agreements import Agreement  # noqa: F401 (named in quotes)


class AgreementQuerySet(TenantQuerySet["Agreement"]):
    """Agreements as pages and readiness ask for them."""

    def of_engagement(self, engagement: Engagement) -> Self:
        return self.filter(org_id=engagement.org_id, engagement=engagement)

    def open(self) -> Self:
        return self.filter(state__in=OPEN)

    def newest_first(self) -> Self:
        return self.order_by("-prepared_at", "pk")

    def to_tend(self) -> Self:
        """Those for which something may fall due from day to day."""
        waits = Q(state__in=OPEN)
        runs_out = Q(state=AgreementState.EXECUTED, ends_on__isnull=False)
        leaves_phi = Q(state=AgreementState.TERMINATED, kind=AgreementKind.BAA)
        return self.filter(waits | runs_out | leaves_phi)

    def with_people(self) -> Self:
        people = ("client_signatory", "partner_signatory", "sender", "ended_by")
        files = ("document", "sealed", "theirs__file", "theirs__copy")
        return self.select_related("engagement", "org", "template", *files, *people)
