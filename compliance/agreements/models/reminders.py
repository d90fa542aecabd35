"""Who was reminded of what, and when."""

from datetime import date, datetime
from typing import Self
from zoneinfo import ZoneInfo

from django.db import models

from compliance.agreements.models.agreements import Agreement
from compliance.agreements.rules import ReminderKind
from portal.accounts.models import User
from portal.tenancy.models import ClientOwned, TenantQuerySet


class ReminderQuerySet(TenantQuerySet["Reminder"]):
    """Reminders of an agreement."""

    def of(self, agreement: Agreement, kind: ReminderKind) -> Self:
        """The newest first."""
        rows = self.filter(org_id=agreement.org_id, agreement=agreement, kind=kind)
        return rows.order_by("-sent_at")


class Reminder(ClientOwned):
    """One reminder; `sent_by` is nobody where the portal itself reminded."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="+", db_constraint=False)
    kind = models.CharField(max_length=20)
    sent_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    sent_at = models.DateTimeField()

    objects = ReminderQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Reminder of {self.sent_at:%d %B %Y}"

    @classmethod
    def send(
        cls, agreement: Agreement, kind: ReminderKind, *, by: User | None, at: datetime
    ) -> Self:
        """Keep that a reminder went out."""
        reminder = cls(org_id=agreement.org_id, agreement=agreement, kind=kind)
        reminder.sent_by, reminder.sent_at = by, at
        reminder.save(force_insert=True)
        return reminder

    def day(self, zone: str) -> date:
        """The calendar day on which it went out."""
        return self.sent_at.astimezone(ZoneInfo(zone)).date()
