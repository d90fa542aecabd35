"""Handing a call over to another host: when, and who is free for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from engagements.bookings.rules.bookings import BookingState
from engagements.bookings.rules.hours import TimeRange
from engagements.bookings.rules.offers import Desk
from engagements.bookings.rules.refusals import (
    BookingRefused,
    HandedOver,
    TakerBusy,
    TransitionRefused,
)
from engagements.bookings.rules.slots import open_slots


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A host who might take a call over; hours do not bind who is asked, what is booked does."""

    host: str
    free: bool
    in_hours: bool


def check_handing_over(current: BookingState, *, starts_at: datetime, at: datetime) -> None:
    """Refuse to hand over what is not to come.

    :raises TransitionRefused: naming the state, of a call that does not stand.
    :raises BookingRefused: once it has begun.
    """
    if current is not BookingState.CONFIRMED:
        raise TransitionRefused(current.sentence)
    if at >= starts_at:
        raise BookingRefused("The call has begun, so nobody can take it over any more.")


def check_same_host(known: object, now: object) -> None:
    """Refuse to go on with a call that another host has come to take.

    :raises HandedOver: when the host is not the one that was looked at.
    """
    if known != now:
        raise HandedOver


def candidates(starts_at: datetime, desks: Sequence[Desk]) -> tuple[Candidate, ...]:
    """Every desk as it stands at that instant, free ones first, those within their hours first."""
    found = (
        Candidate(
            host=desk.calendar.host,
            free=desk.calendar.is_free(desk.policy.block_at(starts_at)),
            in_hours=_in_hours(starts_at, desk),
        )
        for desk in desks
    )
    return tuple(sorted(found, key=lambda one: (not one.free, not one.in_hours)))


def check_taker(starts_at: datetime, desk: Desk) -> None:
    """Refuse to give a call to somebody who has something else then, buffers included.

    :raises TakerBusy: when a call or another calendar stands in the way.
    """
    if not desk.calendar.is_free(desk.policy.block_at(starts_at)):
        raise TakerBusy


def _in_hours(starts_at: datetime, desk: Desk) -> bool:
    instant = timedelta(microseconds=1)
    window = TimeRange(starts_at, starts_at + instant)
    before = starts_at - desk.policy.minimum_notice - instant
    return bool(open_slots([desk.calendar], policy=desk.policy, at=before, window=window))
