"""Who gets the weekly mail of an organisation, and for which Monday it was last written."""

from datetime import date, datetime
from typing import Self
from uuid import UUID

from django.db import models

from portal.accounts.models import User
from portal.tenancy.models import ClientOwned, TenantQuerySet


class WeeklyMailQuerySet(TenantQuerySet["WeeklyMail"]):
    """Weekly mails of people."""

    def of(self, *, org_id: UUID, user_id: UUID) -> Self:
        return self.filter(org_id=org_id, user_id=user_id)


class WeeklyMail(ClientOwned):
    """One person's weekly mail about one organisation, a client or a partner.

    There is no row before the first Monday; without one the mail is wanted.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    seen_to_on = models.DateField(null=True)
    unwanted_since = models.DateTimeField(null=True)

    objects = WeeklyMailQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org", "user"], name="one_weekly_mail_per_person"),
        ]

    def __str__(self) -> str:
        return f"Weekly mail to {self.user_id}"

    @classmethod
    def held(cls, *, org_id: UUID, user: User) -> "WeeklyMail":
        """The person's row, made where there is none, locked until the transaction ends."""
        row, _ = cls.objects.select_for_update().get_or_create(org_id=org_id, user=user)
        return row

    def see_to(self, monday: date) -> bool:
        """Take the mail of that Monday in hand; False where that was done already."""
        if self.seen_to_on is not None and self.seen_to_on >= monday:
            return False
        self.seen_to_on = monday
        self.write("seen_to_on")
        return True

    def choose(self, *, wanted: bool, at: datetime) -> bool:
        """Switch it on or off; False where nothing changes."""
        if wanted is (self.unwanted_since is None):
            return False
        self.unwanted_since = None if wanted else at
        self.write("unwanted_since")
        return True
