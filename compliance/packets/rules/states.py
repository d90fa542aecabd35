"""The life of a packet: asked for, built, sealed; or failed with a reason, or cancelled."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from engagements.lifecycle.rules import Refused


class PacketState(StrEnum):
    """Where a packet stands. Only a sealed one has a file, and it never changes again."""

    REQUESTED = "requested"
    BUILDING = "building"
    SEALED = "sealed"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        """The state as people read it."""
        return _LABELS[self]

    @property
    def words(self) -> str:
        """The state as the end of a sentence that begins "This packet is"."""
        return _STATE_WORDS[self]


class PacketStep(StrEnum):
    """What may be done to a packet."""

    BEGIN = "begin"
    SEAL = "seal"
    FAIL = "fail"
    CANCEL = "cancel"
    ASK_AGAIN = "ask_again"


# A worker that died is followed by another, which begins anew: hence from building to building.
TRANSITIONS: Mapping[PacketState, Mapping[PacketStep, PacketState]] = MappingProxyType(
    {
        PacketState.REQUESTED: {
            PacketStep.BEGIN: PacketState.BUILDING,
            PacketStep.FAIL: PacketState.FAILED,
            PacketStep.CANCEL: PacketState.CANCELLED,
        },
        PacketState.BUILDING: {
            PacketStep.BEGIN: PacketState.BUILDING,
            PacketStep.SEAL: PacketState.SEALED,
            PacketStep.FAIL: PacketState.FAILED,
            PacketStep.CANCEL: PacketState.CANCELLED,
        },
        PacketState.SEALED: {},
        PacketState.FAILED: {PacketStep.ASK_AGAIN: PacketState.REQUESTED},
        PacketState.CANCELLED: {},
    }
)
OPEN_STATES = frozenset({PacketState.REQUESTED, PacketState.BUILDING})


class PacketRefused(Refused):
    """Something was asked of a packet that cannot be done now; says why."""


@dataclass(frozen=True)
class Progress:
    """How far a build is: steps done, steps in all, and in words what is being done now."""

    done: int
    total: int
    doing: str

    @property
    def percent(self) -> int:
        """From 0 to 99: a hundred is what a sealed packet has."""
        return min(99, 100 * self.done // self.total) if self.total else 0


def advance(state: PacketState, step: PacketStep) -> PacketState:
    """Give the state after `step`; refuse where the table has no such step."""
    try:
        return TRANSITIONS[state][step]
    except KeyError:
        message = f"This packet is {state.words}; it cannot be {_STEP_WORDS[step]}."
        raise PacketRefused(message) from None


def waits(before: int | None) -> str:
    """What a packet that is not begun waits for; `before` is how many are begun first."""
    if before is None:
        return "Waiting for a worker to take it"
    if before == 0:
        return "No packet is before this one; it waits for a worker"
    return "1 packet is before this one" if before == 1 else f"{before} packets are before this one"


_LABELS = {
    PacketState.REQUESTED: "Waiting to be built",
    PacketState.BUILDING: "Being built",
    PacketState.SEALED: "Sealed",
    PacketState.FAILED: "Not built",
    PacketState.CANCELLED: "Cancelled",
}

_STATE_WORDS = {
    PacketState.REQUESTED: "waiting to be built",
    PacketState.BUILDING: "being built",
    PacketState.SEALED: "sealed",
    PacketState.FAILED: "not built, because something failed",
    PacketState.CANCELLED: "cancelled",
}

_STEP_WORDS = {
    PacketStep.BEGIN: "built",
    PacketStep.SEAL: "sealed",
    PacketStep.FAIL: "given up",
    PacketStep.CANCEL: "cancelled",
    PacketStep.ASK_AGAIN: "asked for again",
}
