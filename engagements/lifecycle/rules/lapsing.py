"""What counts until a day: who has to see to it, where, and how near the day is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from engagements.lifecycle.rules.stages import Party

FURTHEST_DAYS = 90
"""What ends later than in so many days is not listed yet."""


class Horizon(StrEnum):
    """How near a last day is."""

    PAST = "past"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"

    @property
    def label(self) -> str:
        """The horizon as a heading."""
        return _LABELS[self]


@dataclass(frozen=True, kw_only=True)
class Lapsing:
    """One thing that counts until a day, in values that JSON keeps.

    `key` is the same for the same thing wherever it is listed. `what` names it, `sentence` says
    what it is and what follows; `until` is its last day in ISO form, `party` has to see to it, on
    the page at `url`.
    """

    key: str
    what: str
    sentence: str
    until: str
    party: str
    url: str

    @property
    def last_day(self) -> date:
        """The last day on which it counts."""
        return date.fromisoformat(self.until)

    @property
    def holder(self) -> Party:
        """Who has to see to it."""
        return Party(self.party)


def horizon(last_day: date, *, today: date) -> Horizon | None:
    """Say how near a last day is; None where it is too far away to be listed.

    The last day itself still counts, so nothing is past before the day after it.
    """
    left = (last_day - today).days
    if left < 0:
        return Horizon.PAST
    return next((near for near, days in _DAYS.items() if left <= days), None)


def is_listed(last_day: date, *, today: date) -> bool:
    """Whether something with that last day is listed, or will be within a day."""
    return last_day <= today + timedelta(days=FURTHEST_DAYS + 1)


def by_horizon(
    found: Iterable[Lapsing], *, today: date
) -> tuple[tuple[Horizon, tuple[Lapsing, ...]], ...]:
    """Give what is listed, nearest first and each thing once; horizons without any are left out."""
    once = {one.key: one for one in found}
    ordered = sorted(once.values(), key=lambda one: (one.last_day, one.what))
    grouped = (
        (near, tuple(one for one in ordered if horizon(one.last_day, today=today) is near))
        for near in Horizon
    )
    return tuple((near, group) for near, group in grouped if group)


_DAYS = {Horizon.WEEK: 7, Horizon.MONTH: 30, Horizon.QUARTER: FURTHEST_DAYS}
_LABELS = {
    Horizon.PAST: "Past due",
    Horizon.WEEK: "Within 7 days",
    Horizon.MONTH: "Within 30 days",
    Horizon.QUARTER: "Within 90 days",
}
