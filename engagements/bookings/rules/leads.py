"""What becomes of a visitor after the call, where no engagement comes out of it."""

from datetime import datetime
from enum import StrEnum

from engagements.bookings.rules.bookings import BookingState
from engagements.bookings.rules.refusals import BookingRefused, TransitionRefused


class ClosingReason(StrEnum):
    """Why a lead is closed."""

    NO_FIT = "no_fit"
    NO_ANSWER = "no_answer"
    NOT_NOW = "not_now"
    WENT_ELSEWHERE = "went_elsewhere"
    TOO_DEAR = "too_dear"
    NOT_MEANT = "not_meant"

    @property
    def label(self) -> str:
        """The reason as people read it."""
        return _LABELS[self]


def check_closing(
    current: BookingState,
    *,
    starts_at: datetime,
    engagement_id: object | None,
    closed: bool,
    at: datetime,
) -> None:
    """Refuse to close what is decided already, or still to come.

    :raises BookingRefused: saying which.
    """
    if current in {BookingState.HELD, BookingState.EXPIRED}:
        raise TransitionRefused(current.sentence)
    if engagement_id is not None:
        raise BookingRefused("An engagement was already made of this call.")
    if closed:
        raise BookingRefused("This lead is closed already.")
    if current is BookingState.CONFIRMED and at < starts_at:
        raise BookingRefused("The call is still to come. Cancel it first.")


def may_be_closed(
    current: BookingState,
    *,
    starts_at: datetime,
    engagement_id: object | None,
    closed: bool,
    at: datetime,
) -> bool:
    """Say whether `check_closing` would let it pass."""
    try:
        check_closing(
            current, starts_at=starts_at, engagement_id=engagement_id, closed=closed, at=at
        )
    except BookingRefused:
        return False
    return True


_LABELS = {
    ClosingReason.NO_FIT: "Nothing we can help with",
    ClosingReason.NO_ANSWER: "No answer any more",
    ClosingReason.NOT_NOW: "Not now; perhaps later",
    ClosingReason.WENT_ELSEWHERE: "Went to somebody else",
    ClosingReason.TOO_DEAR: "Beyond the budget",
    ClosingReason.NOT_MEANT: "Not a real request",
}
