"""Use cases of booked calls: what visitors do, what the partner does, what hosts keep."""

from engagements.bookings.actions.following import (
    cancel_by_host,
    close_lead,
    make_engagement,
    move_by_host,
    open_lead_again,
    record_outcome,
    remind,
    write_notes,
)
from engagements.bookings.actions.handing import hand_over
from engagements.bookings.actions.hosting import (
    READ_CALENDAR,
    add_calendar,
    ask_for_reading,
    give_feed,
    keep_copy,
    keep_fault,
    keep_hours,
    remove_calendar,
)
from engagements.bookings.actions.shared import REMIND
from engagements.bookings.actions.visiting import (
    EXPIRE_HOLD,
    Held,
    cancel_by_visitor,
    confirm_call,
    expire_hold,
    hold_slot,
    move_call,
)

__all__ = [
    "EXPIRE_HOLD",
    "READ_CALENDAR",
    "REMIND",
    "Held",
    "add_calendar",
    "ask_for_reading",
    "cancel_by_host",
    "cancel_by_visitor",
    "close_lead",
    "confirm_call",
    "expire_hold",
    "give_feed",
    "hand_over",
    "hold_slot",
    "keep_copy",
    "keep_fault",
    "keep_hours",
    "make_engagement",
    "move_by_host",
    "move_call",
    "open_lead_again",
    "record_outcome",
    "remind",
    "remove_calendar",
    "write_notes",
]
