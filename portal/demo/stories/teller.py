"""Who tells the stories of a partner, and how days are counted in them."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from engagements.lifecycle.models import Engagement
from portal.accounts.models import Organization, User
from portal.tenancy.context import Scope, tenant


@dataclass(frozen=True, kw_only=True)
class Teller:
    """The people of one partner who act in its stories. `days` are counted back from `now`.

    `clock` gives the time that it really is, by which the worker does its part of a story.
    """

    partner: Organization
    clock: Callable[[], datetime]
    consultant: User
    signatory: User
    engineer: User

    @cached_property
    def now(self) -> datetime:
        """The moment from which the stories look back."""
        return self.clock()

    def at(self, days: int) -> datetime:
        """The moment so many days before."""
        return self.now - timedelta(days=days)

    def day(self, days: int = 0) -> date:
        """The day so many days before, where the partner is."""
        return self.partner.day(self.at(days))

    def inside(self, engagement: Engagement, user: User) -> AbstractContextManager[Scope]:
        """Work in the client's organisation."""
        return tenant(org=engagement.org_id, partner=self.partner.pk, user=user.pk)

    def at_home(self, user: User) -> AbstractContextManager[Scope]:
        """Work on the partner's own pages."""
        return tenant(org=self.partner.pk, partner=self.partner.pk, user=user.pk)
