"""The life of a booked call: its states, what may follow what, and until when."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from engagements.bookings.rules.refusals import (
    BookingRefused,
    TooManyFromHere,
    TooManyHolds,
    TooManyMoves,
    TooManyToday,
    TransitionRefused,
)
from engagements.bookings.rules.slots import BookingPolicy


class BookingState(StrEnum):
    """Where a booking stands; `HELD` waits for the visitor to confirm the mail address."""

    HELD = "held"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    TOOK_PLACE = "took_place"
    NO_SHOW = "no_show"

    @property
    def label(self) -> str:
        """The state as people read it."""
        return _LABELS[self]

    @property
    def sentence(self) -> str:
        """What a visitor is told who asks for a step that this state does not have."""
        return _REFUSALS[self]


# A recorded outcome can be corrected into the other one; nothing else comes back.
TRANSITIONS: dict[BookingState, frozenset[BookingState]] = {
    BookingState.HELD: frozenset(
        {BookingState.CONFIRMED, BookingState.CANCELLED, BookingState.EXPIRED}
    ),
    BookingState.CONFIRMED: frozenset(
        {BookingState.CANCELLED, BookingState.TOOK_PLACE, BookingState.NO_SHOW}
    ),
    BookingState.CANCELLED: frozenset(),
    BookingState.EXPIRED: frozenset(),
    BookingState.TOOK_PLACE: frozenset({BookingState.NO_SHOW}),
    # Who did not come may get another time: the same call, moved.
    BookingState.NO_SHOW: frozenset({BookingState.TOOK_PLACE, BookingState.CONFIRMED}),
}
# A booking in one of these keeps its host's time; the exclusion constraint has the same list.
OCCUPYING = frozenset({BookingState.HELD, BookingState.CONFIRMED})
OUTCOMES = frozenset({BookingState.TOOK_PLACE, BookingState.NO_SHOW})
# Unconfirmed calls that one address may have at a time, and links it is sent within a day.
MOST_HOLDS = 3
MOST_A_DAY = 10
# Calls that one network may ask for within an hour; an office has one address for many people.
MOST_FROM_ONE_NETWORK = 20
# Each time writes to both sides, so that a link that got about must not fill their mailboxes.
MOST_MOVES = 12


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What was asked for before: with this address (waiting, within a day), from this network."""

    waiting: int = 0
    within_a_day: int = 0
    from_network: int = 0


def check_transition(current: BookingState, to: BookingState) -> None:
    """Refuse a step that the table does not have.

    :raises TransitionRefused: naming the state the booking is in.
    """
    if to not in TRANSITIONS[current]:
        raise TransitionRefused(current.sentence)


def check_pace(asked: Asked) -> None:
    """Refuse one more hold to those who asked for as many as they may have.

    :raises TooManyHolds: so that nobody is flooded with mails they did not ask for.
    :raises TooManyToday: the same, over a day.
    :raises TooManyFromHere: so that nobody keeps all times busy for fun.
    """
    if asked.waiting >= MOST_HOLDS:
        raise TooManyHolds
    if asked.within_a_day >= MOST_A_DAY:
        raise TooManyToday
    if asked.from_network >= MOST_FROM_ONE_NETWORK:
        raise TooManyFromHere


def check_confirmation(current: BookingState, *, hold_expires_at: datetime, at: datetime) -> None:
    """Refuse to confirm what is not held, or no longer held.

    :raises TransitionRefused: when the state or the time forbids it.
    """
    if current is not BookingState.HELD:
        raise TransitionRefused(current.sentence)
    if at >= hold_expires_at:
        raise TransitionRefused(BookingState.EXPIRED.sentence)


def check_outcome(
    current: BookingState, outcome: BookingState, *, starts_at: datetime, at: datetime
) -> None:
    """Refuse to record an outcome (one of `OUTCOMES`) before the call has begun.

    :raises TransitionRefused: when the state forbids it.
    :raises BookingRefused: when it is too early.
    """
    check_transition(current, outcome)
    if at < starts_at:
        raise BookingRefused("The call has not begun yet, so it has no outcome.")


def check_change_by_visitor(
    current: BookingState, *, starts_at: datetime, policy: BookingPolicy, at: datetime
) -> None:
    """Refuse a visitor who moves or cancels a call too late; a host is not bound by the cut-off.

    Moving a call keeps its state, so it is allowed exactly where cancelling is.

    :raises TransitionRefused: when the booking is over.
    :raises BookingRefused: after the cut-off.
    """
    check_transition(current, BookingState.CANCELLED)
    if at > starts_at - policy.change_cutoff:
        raise BookingRefused(
            "The call is too close to be moved or cancelled here. Reply to the invitation instead."
        )


def check_moves(moves: int) -> None:
    """Refuse a visitor whose call was moved as often as may be.

    :raises TooManyMoves: saying who can still help.
    """
    if moves >= MOST_MOVES:
        raise TooManyMoves


def check_move_by_host(current: BookingState) -> None:
    """Refuse to give another time to a call that is neither to come nor was missed.

    No cut-off binds the host: also the time of a call that nobody came to can be given anew.

    :raises TransitionRefused: naming the state the booking is in.
    """
    if current is not BookingState.CONFIRMED and current is not BookingState.NO_SHOW:
        raise TransitionRefused(current.sentence)


def may_change_by_visitor(
    current: BookingState, *, starts_at: datetime, policy: BookingPolicy, at: datetime
) -> bool:
    """Say whether `check_change_by_visitor` would let it pass."""
    try:
        check_change_by_visitor(current, starts_at=starts_at, policy=policy, at=at)
    except BookingRefused:
        return False
    return True


def outcomes_open_to(
    current: BookingState, *, starts_at: datetime, at: datetime
) -> tuple[BookingState, ...]:
    """The outcomes that can be recorded now, the likelier one first; none before the call."""
    if at < starts_at:
        return ()
    both = (BookingState.TOOK_PLACE, BookingState.NO_SHOW)
    return tuple(outcome for outcome in both if outcome in TRANSITIONS[current])


def check_engagement(
    current: BookingState, *, engagement_id: object | None, closed: bool = False
) -> None:
    """Refuse a second engagement out of one call, or one out of a call nobody confirmed.

    :raises BookingRefused: saying which.
    """
    if engagement_id is not None:
        raise BookingRefused("An engagement was already made of this call.")
    if closed:
        raise BookingRefused("This lead is closed. Open it again first.")
    if current in {BookingState.HELD, BookingState.EXPIRED}:
        raise TransitionRefused(current.sentence)


_LABELS = {
    BookingState.HELD: "Waiting for confirmation",
    BookingState.CONFIRMED: "Confirmed",
    BookingState.CANCELLED: "Cancelled",
    BookingState.EXPIRED: "Expired",
    BookingState.TOOK_PLACE: "Took place",
    BookingState.NO_SHOW: "No-show",
}

_REFUSALS = {
    BookingState.HELD: "This booking is still waiting for its address to be confirmed.",
    BookingState.CONFIRMED: "This booking is confirmed already.",
    BookingState.CANCELLED: "This booking has been cancelled. Book a new time instead.",
    BookingState.EXPIRED: "This booking was not confirmed in time. Book a new time instead.",
    BookingState.TOOK_PLACE: "This call has taken place.",
    BookingState.NO_SHOW: "This call is recorded as a no-show.",
}
