"""Asking for a packet: who may, for whom, of which day, and one at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from compliance.evidence.rules import show_date
from compliance.packets.rules.choosing import Choice, choice_faults
from compliance.packets.rules.states import PacketRefused
from portal.accounts.roles import Right, Role, may


@dataclass(frozen=True, kw_only=True)
class Asking:
    """What is true when somebody asks for a packet.

    `opened_on` is the first day of the engagement. `open_number` is the number of a packet of the
    same engagement that is not finished yet, None when there is none.
    """

    role: Role
    choice: Choice
    opened_on: date
    open_number: int | None = None


def check_asking(asking: Asking, *, today: date) -> None:
    """Refuse with `PacketRefused`, for every reason at once."""
    PacketRefused.if_any(_faults(asking, today))


def _faults(asking: Asking, today: date) -> Iterator[str]:
    if not may(asking.role, Right.BUILD_PACKET):
        yield f"As {asking.role.label.lower()} you cannot ask for a packet."
    yield from choice_faults(asking.choice)
    day = asking.choice.as_of
    if day > today:
        yield f"{show_date(day)} is still to come. A packet shows what is, or what was."
    elif day < asking.opened_on:
        yield f"This engagement began on {show_date(asking.opened_on)}; before, there is nothing."
    if asking.open_number is not None:
        yield f"Packet {asking.open_number} is still being built. Wait for it, or cancel it."
