"""What happened to a person's account, kept for that person to see."""

from datetime import datetime
from typing import Self

from django.db import models

from portal.accounts.models.people import User
from portal.tenancy.models import Identified, TenantQuerySet


class AccountEventKind(models.TextChoices):
    """What happened, in words that follow a date."""

    SIGNED_IN = "signed_in", "Signed in"
    SIGNED_OUT = "signed_out", "Signed out"
    FACTOR_REFUSED = "factor_refused", "Wrong second factor"
    PASSWORD_CHANGED = "password_changed", "Password changed"
    FACTOR_ADDED = "factor_added", "Second factor added"
    FACTOR_REMOVED = "factor_removed", "Second factor removed"
    FACTOR_RENEWED = "factor_renewed", "Recovery codes renewed"


# As django-allauth names them.
FACTORS = {
    "totp": "authenticator app",
    "webauthn": "passkey or security key",
    "recovery_codes": "recovery codes",
}


class AccountEventQuerySet(TenantQuerySet["AccountEvent"]):
    """A person's own events; row security shows them nobody else's."""

    def newest(self) -> Self:
        return self.order_by("-at")


class AccountEvent(Identified):
    """One thing that happened to an account. It belongs to the person, to no organisation."""

    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=AccountEventKind.choices)
    factor = models.CharField(max_length=20, blank=True)
    at = models.DateTimeField()
    ip = models.GenericIPAddressField(null=True)
    agent = models.CharField(max_length=200, blank=True)

    objects = AccountEventQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["user", "-at"], name="events_of_account")]

    def __str__(self) -> str:
        return str(AccountEventKind(self.kind).label)

    @property
    def factor_words(self) -> str:
        """Which second factor it was about, in words; empty where it was about none."""
        return FACTORS.get(self.factor, "")

    @classmethod
    def note(
        cls,
        kind: AccountEventKind,
        *,
        user: User,
        at: datetime,
        ip: str | None,
        agent: str,
        factor: str = "",
    ) -> Self:
        """Store an event; inside `personal(user=...)` of that person."""
        event = cls(user=user, kind=kind, factor=factor, at=at, ip=ip, agent=agent[:200])
        event.save(force_insert=True)
        return event
