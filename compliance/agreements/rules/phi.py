"""What becomes of PHI when a BAA has ended: 45 CFR 164.504(e)(2)(ii)(J)."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from compliance.agreements.rules.states import AgreementKind, AgreementState
from engagements.lifecycle.rules import Refused

USUAL_RETURN_DAYS = 30
"""How many days there are for it where the paper names no number."""


class PhiOutcome(StrEnum):
    """What was done with the PHI that was still held."""

    RETURNED = "returned"
    DESTROYED = "destroyed"
    NOT_FEASIBLE = "not_feasible"
    NONE_HELD = "none_held"

    @property
    def label(self) -> str:
        """The outcome as a choice and as a fact."""
        return _LABELS[self]


class PhiRefused(Refused):
    """This cannot be recorded as the return or destruction of PHI; names every reason."""


@dataclass(frozen=True, kw_only=True)
class PhiRecord:
    """What somebody wants to record. `ended_on` is the first day the BAA was not in force."""

    kind: AgreementKind
    state: AgreementState
    ended_on: date | None
    outcome: PhiOutcome
    extent: str
    method: str
    done_on: date
    has_evidence: bool
    one_is_recorded: bool


def check_phi(record: PhiRecord, *, today: date) -> None:
    """Refuse with `PhiRefused`, for every reason at once.

    A return or a destruction needs its evidence, such as a certificate of destruction. Where it is
    not feasible, `method` says why and how the PHI stays protected.
    """
    if record.kind is not AgreementKind.BAA or not is_owed(record.kind, record.state):
        raise PhiRefused("Only a BAA that was terminated has its PHI returned or destroyed.")
    reasons = []
    if record.one_is_recorded:
        reasons.append("It is recorded already; the record is not changed.")
    if not record.extent.strip() or not record.method.strip():
        reasons.append("Say what was held, and what was done with it and how.")
    if record.outcome in _NEEDS_EVIDENCE and not record.has_evidence:
        reasons.append("Attach the evidence: the receipt of the return or the certificate.")
    if record.done_on > today:
        reasons.append("It cannot be recorded before it is done.")
    PhiRefused.if_any(reasons)


def is_owed(kind: AgreementKind, state: AgreementState) -> bool:
    """Whether the end of this paper obliges to return or destroy PHI; a successor takes it on."""
    return kind is AgreementKind.BAA and state is AgreementState.TERMINATED


def phi_due_on(ended_on: date, return_days: int | None) -> date:
    """The last day for it: so many days, as the paper says, after the end."""
    return ended_on + timedelta(days=return_days or USUAL_RETURN_DAYS)


_NEEDS_EVIDENCE = frozenset({PhiOutcome.RETURNED, PhiOutcome.DESTROYED})
_LABELS = {
    PhiOutcome.RETURNED: "Returned to the client, and no copy kept",
    PhiOutcome.DESTROYED: "Destroyed",
    PhiOutcome.NOT_FEASIBLE: "Not feasible; the protections of the agreement go on",
    PhiOutcome.NONE_HELD: "No PHI was held at the end",
}
