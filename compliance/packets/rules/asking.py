"""Asking for a packet: who may, for whom, and one at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from compliance.packets.rules.states import PacketRefused
from portal.accounts.roles import Right, Role, may

LONGEST_PURPOSE = 200
"""How many characters the recipient or purpose may have: one line of the cover."""


@dataclass(frozen=True, kw_only=True)
class Asking:
    """What is true when somebody asks for a packet.

    `audience` says who the packet is for; it is printed on the cover. `as_of` is the day whose
    state it shows. `open_number` is the number of a packet of the same engagement that is not
    finished yet, None when there is none.
    """

    role: Role
    audience: str
    as_of: date
    open_number: int | None = None


def check_asking(asking: Asking, *, today: date) -> None:
    """Refuse with `PacketRefused`, for every reason at once."""
    PacketRefused.if_any(_faults(asking, today))


def _faults(asking: Asking, today: date) -> Iterator[str]:
    if not may(asking.role, Right.BUILD_PACKET):
        yield f"As {asking.role.label.lower()} you cannot ask for a packet."
    audience = asking.audience.strip()
    if not audience:
        yield "Say who the packet is for; it stands on its cover."
    elif len(audience) > LONGEST_PURPOSE:
        yield f"Who it is for takes at most {LONGEST_PURPOSE} characters."
    if asking.as_of != today:
        yield "A packet shows the state of the day on which it is asked for."
    if asking.open_number is not None:
        yield f"Packet {asking.open_number} is still being built. Wait for it, or cancel it."
