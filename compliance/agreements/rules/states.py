"""The states of an agreement, the steps between them, and when it is in force."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from engagements.lifecycle.rules import Refused


class AgreementKind(StrEnum):
    """What kind of paper it is."""

    BAA = "baa"
    NDA = "nda"
    DPA = "dpa"

    @property
    def label(self) -> str:
        """The kind as people read it."""
        return _KIND_LABELS[self]

    @property
    def short(self) -> str:
        """The kind in a word, once its name has been told: "BAA"."""
        return self.value.upper()


class AgreementState(StrEnum):
    """Where an agreement stands. `EXPIRED` means: not signed in time.

    `REASSIGNED` and `REPLACED` have a follower that is asked for anew: made out to another
    signatory, or changed. `ON_PAPER` was signed by hand; a second person has to confirm the copy.
    """

    PREPARING = "preparing"
    SENT = "sent"
    ON_PAPER = "on_paper"
    CLIENT_SIGNED = "client_signed"
    COUNTERSIGNED = "countersigned"
    EXECUTED = "executed"
    DECLINED = "declined"
    VOID = "void"
    EXPIRED = "expired"
    REASSIGNED = "reassigned"
    REPLACED = "replaced"
    SUPERSEDED = "superseded"
    TERMINATED = "terminated"

    @property
    def label(self) -> str:
        """The state in a few words, for a mark."""
        return _STATE_LABELS[self]

    @property
    def words(self) -> str:
        """The state as the end of a sentence that begins "This agreement is"."""
        return _STATE_WORDS[self]


class Step(StrEnum):
    """What may be done to an agreement."""

    SEND = "send"
    SIGN_FOR_CLIENT = "sign_for_client"
    COUNTERSIGN = "countersign"
    SEAL = "seal"
    DECLINE = "decline"
    MAKE_VOID = "make_void"
    LET_EXPIRE = "let_expire"
    PASS_ON = "pass_on"  # noqa: S105 (no password)
    REPLACE = "replace"
    RECORD_PAPER = "record_paper"
    CONFIRM_PAPER = "confirm_paper"
    RETURN_PAPER = "return_paper"
    SUPERSEDE = "supersede"
    TERMINATE = "terminate"

    @property
    def words(self) -> str:
        """The step as the end of a sentence that begins "It cannot be"."""
        return _STEP_WORDS[self]


# Once both have signed, the only way is on: an agreement that both parties signed cannot be made
# void because its seal is late, and it is not executed before it is sealed.
TRANSITIONS: Mapping[AgreementState, Mapping[Step, AgreementState]] = MappingProxyType(
    {
        AgreementState.PREPARING: {
            Step.SEND: AgreementState.SENT,
            Step.MAKE_VOID: AgreementState.VOID,
        },
        AgreementState.SENT: {
            Step.SIGN_FOR_CLIENT: AgreementState.CLIENT_SIGNED,
            Step.RECORD_PAPER: AgreementState.ON_PAPER,
            Step.DECLINE: AgreementState.DECLINED,
            Step.MAKE_VOID: AgreementState.VOID,
            Step.LET_EXPIRE: AgreementState.EXPIRED,
            Step.PASS_ON: AgreementState.REASSIGNED,
            Step.REPLACE: AgreementState.REPLACED,
        },
        AgreementState.ON_PAPER: {
            Step.CONFIRM_PAPER: AgreementState.COUNTERSIGNED,
            Step.RETURN_PAPER: AgreementState.SENT,
            Step.MAKE_VOID: AgreementState.VOID,
        },
        AgreementState.CLIENT_SIGNED: {
            Step.COUNTERSIGN: AgreementState.COUNTERSIGNED,
            Step.DECLINE: AgreementState.DECLINED,
            Step.MAKE_VOID: AgreementState.VOID,
            Step.LET_EXPIRE: AgreementState.EXPIRED,
            Step.PASS_ON: AgreementState.REASSIGNED,
            Step.REPLACE: AgreementState.REPLACED,
        },
        AgreementState.COUNTERSIGNED: {Step.SEAL: AgreementState.EXECUTED},
        AgreementState.EXECUTED: {
            Step.SUPERSEDE: AgreementState.SUPERSEDED,
            Step.TERMINATE: AgreementState.TERMINATED,
        },
        AgreementState.DECLINED: {},
        AgreementState.VOID: {},
        AgreementState.EXPIRED: {},
        AgreementState.REASSIGNED: {},
        AgreementState.REPLACED: {},
        AgreementState.SUPERSEDED: {},
        AgreementState.TERMINATED: {},
    }
)

FINAL_STATES = frozenset(state for state, steps in TRANSITIONS.items() if not steps)
OPEN_STATES = frozenset(
    {
        AgreementState.PREPARING,
        AgreementState.SENT,
        AgreementState.ON_PAPER,
        AgreementState.CLIENT_SIGNED,
        AgreementState.COUNTERSIGNED,
    }
)
WAS_EXECUTED = frozenset(
    {AgreementState.EXECUTED, AgreementState.SUPERSEDED, AgreementState.TERMINATED}
)


class StepRefused(Refused):
    """The agreement is in a state from which this step does not lead anywhere."""


def advance(state: AgreementState, step: Step) -> AgreementState:
    """Give the state after `step`; refuse with `StepRefused` where the table has no such step."""
    try:
        return TRANSITIONS[state][step]
    except KeyError:
        message = f"This agreement is {state.words}; it cannot be {step.words}."
        raise StepRefused(message) from None


@dataclass(frozen=True, kw_only=True)
class Term:
    """The time an executed agreement runs.

    `effective_on` is the first day, `ends_on` the last day that the paper itself names (None: until
    it is ended), `ended_on` the day it was terminated or superseded, which is no longer in force.
    """

    state: AgreementState
    effective_on: date
    ends_on: date | None = None
    ended_on: date | None = None

    def in_force(self, today: date) -> bool:
        """Whether the agreement binds both parties on that day, which may lie in the past."""
        if self.state not in WAS_EXECUTED or today < self.effective_on:
            return False
        last = self.last_day
        return last is None or today <= last

    @property
    def last_day(self) -> date | None:
        """The last day in force that is known of, or None while no end is in sight."""
        ends = [self.ends_on] if self.ends_on else []
        if self.ended_on:
            ends.append(date.fromordinal(self.ended_on.toordinal() - 1))
        return min(ends, default=None)


_KIND_LABELS = {
    AgreementKind.BAA: "Business Associate Agreement (BAA)",
    AgreementKind.NDA: "Non-Disclosure Agreement (NDA)",
    AgreementKind.DPA: "Data Processing Agreement (DPA)",
}

_STATE_LABELS = {
    AgreementState.PREPARING: "Being prepared",
    AgreementState.SENT: "Sent",
    AgreementState.ON_PAPER: "Signed on paper",
    AgreementState.CLIENT_SIGNED: "Signed by the client",
    AgreementState.COUNTERSIGNED: "Being sealed",
    AgreementState.EXECUTED: "Executed",
    AgreementState.DECLINED: "Declined",
    AgreementState.VOID: "Void",
    AgreementState.EXPIRED: "Not signed in time",
    AgreementState.REASSIGNED: "Passed on",
    AgreementState.REPLACED: "Changed",
    AgreementState.SUPERSEDED: "Superseded",
    AgreementState.TERMINATED: "Terminated",
}

_STATE_WORDS = {
    AgreementState.PREPARING: "being prepared",
    AgreementState.SENT: "sent to the client for signature",
    AgreementState.ON_PAPER: "signed on paper and waiting for a second person to confirm the copy",
    AgreementState.CLIENT_SIGNED: "signed by the client and waiting for the partner",
    AgreementState.COUNTERSIGNED: "signed by both and being sealed",
    AgreementState.EXECUTED: "executed",
    AgreementState.DECLINED: "declined",
    AgreementState.VOID: "void",
    AgreementState.EXPIRED: "expired, because it was not signed in time",
    AgreementState.REASSIGNED: "passed on to another signatory, with a new version",
    AgreementState.REPLACED: "changed before it was executed; a new version took its place",
    AgreementState.SUPERSEDED: "superseded by a later agreement",
    AgreementState.TERMINATED: "terminated",
}

_STEP_WORDS = {
    Step.SEND: "sent",
    Step.SIGN_FOR_CLIENT: "signed for the client",
    Step.COUNTERSIGN: "countersigned",
    Step.SEAL: "sealed",
    Step.DECLINE: "declined",
    Step.MAKE_VOID: "made void",
    Step.LET_EXPIRE: "marked as expired",
    Step.PASS_ON: "passed on",
    Step.REPLACE: "changed",
    Step.RECORD_PAPER: "recorded as signed on paper",
    Step.CONFIRM_PAPER: "confirmed as signed on paper",
    Step.RETURN_PAPER: "turned down as a paper copy",
    Step.SUPERSEDE: "superseded",
    Step.TERMINATE: "terminated",
}
