"""What a partner's calls come to: what waits for somebody, and the numbers of a quarter."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q, Sum

from engagements.bookings.models import Booking, BusyCalendar
from engagements.bookings.rules import BookingState, ClosingReason

SPAN = timedelta(days=90)


@dataclass(frozen=True)
class Overview:
    """Counts over `days` days; `undecided` are calls that took place and led to nothing yet."""

    days: int
    asked: int
    held: int
    missed: int
    engaged: int
    closed: int
    main_reason: str
    unrecorded: list[Booking]
    undecided: list[Booking]
    unread: list[BusyCalendar]

    @property
    def missed_share(self) -> str:
        """“12 %” of those who should have come; empty when nobody should have."""
        return _share(self.missed, self.held + self.missed)

    @property
    def engaged_share(self) -> str:
        """“36 %” of the calls that took place."""
        return _share(self.engaged, self.held)


def overview_of(partner_id: UUID, *, at: datetime) -> Overview:
    """The overview of a partner's calls that were to take place in the last 90 days."""
    rows = Booking.objects.filter(partner_id=partner_id).heard_of()
    recent = rows.filter(starts_at__gt=at - SPAN, starts_at__lte=at)
    held, missed = Q(state=BookingState.TOOK_PLACE), Q(state=BookingState.NO_SHOW)
    counts = recent.aggregate(
        asked=Count("pk"),
        held=Count("pk", filter=held),
        missed=Count("pk", filter=missed),
        engaged=Count("pk", filter=held & Q(engagement_id__isnull=False)),
        closed=Count("pk", filter=Q(closed_at__isnull=False)),
    )
    missed_before = rows.filter(starts_at__gt=at - SPAN).aggregate(sum=Sum("missed"))["sum"] or 0
    reasons = Counter(recent.exclude(closed_reason="").values_list("closed_reason", flat=True))
    listed = rows.select_related("partner").order_by("starts_at")
    calendars = BusyCalendar.objects.filter(partner_id=partner_id).in_use()
    return Overview(
        days=SPAN.days,
        **(counts | {"missed": counts["missed"] + missed_before}),
        main_reason=ClosingReason(reasons.most_common(1)[0][0]).label if reasons else "",
        unrecorded=list(listed.filter(state=BookingState.CONFIRMED, ends_at__lte=at)),
        undecided=list(
            listed.filter(
                state=BookingState.TOOK_PLACE, engagement_id__isnull=True, closed_at__isnull=True
            )
        ),
        unread=[one for one in calendars.select_related("host__user") if one.is_stale(at)],
    )


def _share(part: int, whole: int) -> str:
    return f"{round(100 * part / whole)}%" if whole else ""
