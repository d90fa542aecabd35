"""The rules of vendors: their services and positions, reports, and what a report covers."""

from compliance.vendors.rules.services import (
    Answer,
    Position,
    PositionRefused,
    RegisterEntry,
    RegisterInvalid,
    ServiceFacts,
    ServiceRole,
    Topic,
    check_position,
    read_register,
)

__all__ = [
    "Answer",
    "Position",
    "PositionRefused",
    "RegisterEntry",
    "RegisterInvalid",
    "ServiceFacts",
    "ServiceRole",
    "Topic",
    "check_position",
    "read_register",
]
