"""What comes of a visitor: notes, an engagement, or a reason why not."""

from datetime import datetime
from typing import Self
from uuid import UUID

from django.db import models

from engagements.bookings import rules
from engagements.bookings.rules import BookingState, ClosingReason
from portal.accounts.models import User
from portal.tenancy.models import PartnerOwned

CLOSED = ("closed_at", "closed_by", "closed_reason", "closed_note")


class Lead(PartnerOwned):
    """The part of a call that is about what follows from it; every call is one."""

    state: str
    starts_at: datetime

    engagement_id = models.UUIDField(null=True)
    notes = models.TextField(blank=True, default="")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    closed_reason = models.CharField(max_length=20, blank=True, default="")
    closed_note = models.TextField(blank=True, default="")

    class Meta:
        abstract = True

    # Transitions

    def lead_to(self, engagement_id: UUID) -> Self:
        """An engagement came out of it. Raises BookingRefused when one already has."""
        rules.check_engagement(
            self.standing, engagement_id=self.engagement_id, closed=self.is_closed
        )
        self.engagement_id = engagement_id
        return self.write("engagement_id")

    def note(self, notes: str) -> Self:
        """What the partner wants to remember of it."""
        self.notes = notes.strip()
        return self.write("notes")

    def close(self, reason: ClosingReason, *, note: str, by: User, at: datetime) -> Self:
        """Nothing more comes of it. Raises BookingRefused."""
        rules.check_closing(
            self.standing,
            starts_at=self.starts_at,
            engagement_id=self.engagement_id,
            closed=self.is_closed,
            at=at,
        )
        self.closed_at, self.closed_by = at, by
        self.closed_reason, self.closed_note = reason, note.strip()
        return self.write(*CLOSED)

    def open_again(self) -> Self:
        """It is a lead after all. Raises BookingRefused when it is not closed."""
        if not self.is_closed:
            raise rules.BookingRefused("This lead is open.")
        self.forget_closing()
        return self.write(*CLOSED)

    def forget_closing(self) -> None:
        """Whatever was said about closing it no longer holds; the caller writes it."""
        self.closed_at, self.closed_by, self.closed_reason, self.closed_note = None, None, "", ""

    # Properties

    @property
    def standing(self) -> BookingState:
        """The state as the rules take it."""
        return BookingState(self.state)

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    @property
    def why_closed(self) -> str:
        """The reason as people read it."""
        return ClosingReason(self.closed_reason).label if self.closed_reason else ""
