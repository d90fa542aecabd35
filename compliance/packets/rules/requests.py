"""Asking for a packet: who may, for whom, and one at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from compliance.packets.rules.states import PacketRefused
from portal.accounts.roles import Right, Role, may

LONGEST_PURPOSE = 200
"""How many characters the recipient or purpose may have: one line of the cover."""


@dataclass(frozen=True, kw_only=True)
class Request:
    """What is true when somebody asks for a packet.

    `audience` says who the packet is for; it is printed on the cover. `as_of` is the day whose
    state it shows. `open_number` is the number of a packet of the same engagement that is not
    finished yet, None when there is none.
    """

    role: Role
    audience: str
    as_of: date
    open_number: int | None = None


def check_request(request: Request, *, today: date) -> None:
    """Refuse with `PacketRefused`, for every reason at once."""
    PacketRefused.if_any(_faults(request, today))


def _faults(request: Request, today: date) -> Iterator[str]:
    if not may(request.role, Right.BUILD_PACKET):
        yield f"As {request.role.label.lower()} you cannot ask for a packet."
    audience = request.audience.strip()
    if not audience:
        yield "Say who the packet is for; it stands on its cover."
    elif len(audience) > LONGEST_PURPOSE:
        yield f"Who it is for takes at most {LONGEST_PURPOSE} characters."
    if request.as_of != today:
        yield "A packet shows the state of the day on which it is asked for."
    if request.open_number is not None:
        yield f"Packet {request.open_number} is still being built. Wait for it, or cancel it."
