"""What is proposed to a reviewer: for an item, where it stands and how strong it is."""

from dataclasses import dataclass
from enum import StrEnum

from compliance.reading.rules import Duration, Passage


class Strength(StrEnum):
    """Whether a reviewer can accept what stands there as it stands."""

    FULL = "full"
    WEAK = "weak"


class Stance(StrEnum):
    """What the document says of training models on the customer's data."""

    PROHIBITED = "prohibited"
    PERMITTED = "permitted"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Place:
    """Words that speak of an item; `clause` is the whole piece of text that they are part of."""

    passage: Passage
    clause: Passage
    points: float


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the text says of one item.

    `places` are the best first; at least one. `confidence` is between 0 and 1. `reason` says in a
    sentence why the strength is what it is. `value` is the time that is named, where one is asked.
    """

    item_id: str
    places: tuple[Place, ...]
    strength: Strength
    reason: str
    confidence: float
    value: Duration | None = None
    stance: Stance | None = None
