"""What a booking can be refused for, with the sentence the visitor reads."""

from engagements.lifecycle.rules import Refused


class BookingRefused(Refused):
    """A call cannot be booked, moved or closed as asked; nothing has been stored."""


class ZoneUnknown(BookingRefused):
    """The name is not that of a time zone."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"“{name[:60]}” is not a time zone we know. "
            "Choose one from the list, such as Europe/Berlin."
        )


class SlotUnreadable(BookingRefused):
    """The start is not a time with its offset from UTC."""

    def __init__(self) -> None:
        super().__init__("That is not one of the times offered. Choose one from the list.")


class SlotPast(BookingRefused):
    """The slot has begun or is over."""

    def __init__(self) -> None:
        super().__init__("That time has passed. Choose a later one.")


class SlotTooSoon(BookingRefused):
    """The slot begins before the notice the hosts ask for."""

    def __init__(self) -> None:
        super().__init__("That time is too close for us to prepare. Choose a later one.")


class SlotTooFar(BookingRefused):
    """The slot lies beyond the booking horizon."""

    def __init__(self) -> None:
        super().__init__(
            "That time is further ahead than calls can be booked. Choose an earlier one."
        )


class SlotOutsideHours(BookingRefused):
    """No host keeps a slot that starts then."""

    def __init__(self) -> None:
        super().__init__("Nobody takes calls at that time. Choose one of the times offered.")


class SlotTaken(BookingRefused):
    """Every host who keeps that slot is busy."""

    def __init__(self) -> None:
        super().__init__("Somebody else has just taken that time. Choose another one.")


class DayFull(BookingRefused):
    """Every host who keeps that slot has as many calls that day as they take."""

    def __init__(self) -> None:
        super().__init__("All calls of that day are taken. Choose another day.")


class HostBusy(BookingRefused):
    """Since the slot was held, the host's own calendar has filled."""

    def __init__(self) -> None:
        super().__init__(
            "Meanwhile something else stands in the host's calendar at that time. "
            "Choose another time; what you wrote is kept."
        )


class TransitionRefused(BookingRefused):
    """The booking is in a state from which this step does not exist."""


class HostUnknown(BookingRefused):
    """Nobody takes calls there, or nobody by that name."""

    def __init__(self) -> None:
        super().__init__("Nobody takes calls under that address. Start again from the first page.")


class TooManyHolds(BookingRefused):
    """An address has as many unconfirmed calls as it may have."""

    def __init__(self) -> None:
        super().__init__(
            "Several calls already wait to be confirmed from this address. "
            "Confirm one of them with the link in its mail, or try again in a quarter of an hour."
        )


class TooManyFromHere(BookingRefused):
    """One network has asked for as many calls as it may within an hour."""

    def __init__(self) -> None:
        super().__init__(
            "Many calls were asked for from your network within the hour. Try again in an hour."
        )


class TooManyToday(BookingRefused):
    """An address was sent as many links to confirm as it may be within a day."""

    def __init__(self) -> None:
        super().__init__(
            "Many calls were asked for with this address today. Try again tomorrow, "
            "or use the link in one of the mails we sent."
        )


class TooManyMoves(BookingRefused):
    """A call was given another time as often as it may be by its visitor."""

    def __init__(self) -> None:
        super().__init__(
            "This call was moved too often to be moved again here. Reply to the invitation instead."
        )


class HostGone(BookingRefused):
    """Whoever was to take the call does not work for the partner any more."""

    def __init__(self) -> None:
        super().__init__(
            "Whoever was to take this call no longer works here. Choose another time, with "
            "somebody else."
        )


class NobodyHosts(BookingRefused):
    """Whoever was to take the call takes none any more, and there is nobody else."""

    def __init__(self) -> None:
        super().__init__(
            "Whoever was to take this call no longer takes calls, and nobody else does at present. "
            "Cancel it, or wait for the mail that says who takes it."
        )


class HandedOver(BookingRefused):
    """Another host has come to take the call while somebody looked at its page."""

    def __init__(self) -> None:
        super().__init__("Meanwhile somebody else takes this call. Look at its page again.")


class TakerBusy(BookingRefused):
    """Who was asked to take a call over is not free for it."""

    def __init__(self) -> None:
        super().__init__("They are not free at that time any more. Choose somebody else.")


class CalendarsRefused(BookingRefused):
    """A host has as many other calendars as may be."""

    def __init__(self, most: int) -> None:
        super().__init__(f"{most} calendars are enough. Remove one of them first.")


class CalendarUnreadable(BookingRefused):
    """What another calendar gave cannot be read as a calendar, or is more than can be looked at."""


class IntakeRefused(BookingRefused):
    """The answers of the intake cannot be taken as they are."""


class HoursRefused(BookingRefused):
    """A host cannot keep these hours."""
