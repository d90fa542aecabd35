"""The life of a milestone: its states, who may take a step, and what has to be true first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from engagements.lifecycle.rules import Refused, is_cleared
from portal.accounts.roles import Right, Role, may


class MilestoneRefused(Refused):
    """A step of a milestone is not allowed; says every reason."""


class MilestoneState(StrEnum):
    """Where a milestone stands; `SUBMITTED` waits for the client."""

    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"

    @property
    def label(self) -> str:
        """The state as people read it."""
        return _LABELS[self]


# Accepted is the end: what an auditor was shown is not reopened, a new milestone is added.
TRANSITIONS: dict[MilestoneState, frozenset[MilestoneState]] = {
    MilestoneState.PLANNED: frozenset({MilestoneState.IN_PROGRESS, MilestoneState.SUBMITTED}),
    MilestoneState.IN_PROGRESS: frozenset({MilestoneState.SUBMITTED}),
    MilestoneState.SUBMITTED: frozenset({MilestoneState.ACCEPTED, MilestoneState.RETURNED}),
    MilestoneState.RETURNED: frozenset({MilestoneState.SUBMITTED}),
    MilestoneState.ACCEPTED: frozenset(),
}
# While the engineer has it, evidence can be added and taken away.
OPEN_TO_EVIDENCE = frozenset(
    {MilestoneState.PLANNED, MilestoneState.IN_PROGRESS, MilestoneState.RETURNED}
)


@dataclass(frozen=True, kw_only=True)
class MilestoneFacts:
    """What the checks need to know of one milestone and its engagement.

    `waits_for` holds the titles of milestones it depends on that are not accepted yet.
    `is_go_live` marks the milestone after which real data flows; only that one looks at
    `cleared_until`, the last day to which the engagement is cleared, and names what is `missing`.
    """

    state: MilestoneState
    evidence_count: int = 0
    waits_for: tuple[str, ...] = ()
    is_go_live: bool = False
    cleared_until: date | None = None
    missing: tuple[str, ...] = ()


def check_start(milestone: MilestoneFacts, *, role: Role, today: date) -> None:
    """Refuse to begin work; other milestones need not be accepted yet, work may overlap.

    :raises MilestoneRefused: with every reason.
    """
    MilestoneRefused.if_any(
        [
            *_role_faults(role, Right.RECORD_MILESTONE),
            *_state_faults(milestone, MilestoneState.IN_PROGRESS),
            *_gate_faults(milestone, today),
        ]
    )


def check_evidence_change(milestone: MilestoneFacts, *, role: Role) -> None:
    """Refuse to add or take away evidence once the client has it.

    :raises MilestoneRefused: with every reason.
    """
    reasons = list(_role_faults(role, Right.RECORD_MILESTONE))
    if milestone.state not in OPEN_TO_EVIDENCE:
        reasons.append(_REFUSALS[milestone.state])
    MilestoneRefused.if_any(reasons)


def check_submission(milestone: MilestoneFacts, *, role: Role, today: date) -> None:
    """Refuse to hand a milestone to the client.

    An engineer submits, with evidence, after everything it depends on was accepted; the go-live
    only while the engagement is cleared.

    :raises MilestoneRefused: with every reason.
    """
    MilestoneRefused.if_any(
        [
            *_role_faults(role, Right.RECORD_MILESTONE),
            *_state_faults(milestone, MilestoneState.SUBMITTED),
            *_evidence_faults(milestone),
            *_dependency_faults(milestone),
            *_gate_faults(milestone, today),
        ]
    )


def check_acceptance(milestone: MilestoneFacts, *, role: Role, today: date) -> None:
    """Refuse to accept a milestone; only the client accepts, and the gate is asked again.

    :raises MilestoneRefused: with every reason.
    """
    MilestoneRefused.if_any(
        [
            *_role_faults(role, Right.ACCEPT_MILESTONE),
            *_state_faults(milestone, MilestoneState.ACCEPTED),
            *_evidence_faults(milestone),
            *_dependency_faults(milestone),
            *_gate_faults(milestone, today),
        ]
    )


def check_return(milestone: MilestoneFacts, *, role: Role, reason: str) -> None:
    """Refuse to return a milestone to the engineer; only the client returns, with a reason.

    :raises MilestoneRefused: with every reason.
    """
    reasons = [
        *_role_faults(role, Right.ACCEPT_MILESTONE),
        *_state_faults(milestone, MilestoneState.RETURNED),
    ]
    if not reason.strip():
        reasons.append("Say what is missing, so that it can be mended.")
    MilestoneRefused.if_any(reasons)


def _role_faults(role: Role, right: Right) -> Iterator[str]:
    if not may(role, right):
        yield _WHO[right]


def _state_faults(milestone: MilestoneFacts, to: MilestoneState) -> Iterator[str]:
    if to not in TRANSITIONS[milestone.state]:
        yield _REFUSALS[milestone.state]


def _evidence_faults(milestone: MilestoneFacts) -> Iterator[str]:
    if milestone.evidence_count < 1:
        yield "Evidence is missing: attach at least one file, link or output."


def _dependency_faults(milestone: MilestoneFacts) -> Iterator[str]:
    for title in milestone.waits_for:
        yield f"“{title}” has to be accepted first."


def _gate_faults(milestone: MilestoneFacts, today: date) -> Iterator[str]:
    until = milestone.cleared_until
    if not milestone.is_go_live or is_cleared(until, today=today):
        return
    missing = f" Missing: {'; '.join(milestone.missing)}." if milestone.missing else ""
    if until is None:
        yield f"The engagement is not cleared yet, so it cannot go live.{missing}"
    else:
        ended = f"Clearance ended on {until.day} {until:%B %Y}"
        yield f"{ended}, so the engagement cannot go live.{missing}"


_LABELS = {
    MilestoneState.PLANNED: "Planned",
    MilestoneState.IN_PROGRESS: "In progress",
    MilestoneState.SUBMITTED: "Submitted",
    MilestoneState.RETURNED: "Returned",
    MilestoneState.ACCEPTED: "Accepted",
}

_REFUSALS = {
    MilestoneState.PLANNED: "This milestone has not been submitted yet.",
    MilestoneState.IN_PROGRESS: "This milestone is in progress.",
    MilestoneState.SUBMITTED: "This milestone has been submitted and waits for the client.",
    MilestoneState.RETURNED: "This milestone was returned and has to be submitted again.",
    MilestoneState.ACCEPTED: "This milestone has been accepted, and its record stays as it is.",
}

_WHO = {
    Right.RECORD_MILESTONE: "Only an engineer of the partner records a milestone.",
    Right.ACCEPT_MILESTONE: "Only an owner or signatory of the client accepts or returns it.",
}
