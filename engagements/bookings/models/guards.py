"""What the database itself refuses of a call, whoever writes it."""

from django.db.models import BaseConstraint, CheckConstraint, F, Q

# That nobody is booked twice stands with `TakenTime`, which knows the calls for all partners.
CONSTRAINTS: list[BaseConstraint] = [
    CheckConstraint(
        name="booking_block_covers_the_call",
        condition=Q(
            block_start__lte=F("starts_at"),
            starts_at__lt=F("ends_at"),
            ends_at__lte=F("block_end"),
        ),
    ),
    CheckConstraint(
        name="booking_confirmed_has_a_time",
        condition=~Q(state__in=["confirmed", "took_place", "no_show"])
        | Q(confirmed_at__isnull=False),
    ),
    CheckConstraint(
        name="booking_cancelled_has_a_time",
        condition=Q(state="cancelled", cancelled_at__isnull=False)
        | (~Q(state="cancelled") & Q(cancelled_at=None, cancelled_by=None)),
    ),
    CheckConstraint(
        name="booking_outcome_was_recorded_by_somebody",
        condition=Q(
            state__in=["took_place", "no_show"],
            outcome_at__isnull=False,
            outcome_by__isnull=False,
        )
        | (~Q(state__in=["took_place", "no_show"]) & Q(outcome_at=None, outcome_by=None)),
    ),
    CheckConstraint(
        name="booking_closed_has_a_reason",
        condition=Q(closed_at__isnull=False, closed_by__isnull=False, engagement_id=None)
        & ~Q(closed_reason="")
        | Q(closed_at=None, closed_by=None, closed_reason="", closed_note=""),
    ),
]
