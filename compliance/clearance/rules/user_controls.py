"""The rule about the controls that a vendor's report leaves to whoever uses the service (CUECs).

A SOC 2 report is an examination of the vendor's own controls (AICPA AT-C section 205). Where the
design of the vendor's system takes controls at its users for granted, its description has to say
which (AICPA DC section 200, criterion DC 6), and the service auditor's opinion holds *in
combination* with them: the auditor has not looked at them, and cannot. So

- an open one does not unmake the reliance on the report, which is one judgement for every client of
  the partner and says nothing wrong about the vendor: SOC-1 stays as it is;
- it is a condition of relying on the report *here*. Before real data flows, a criterion that is met
  only together with a control that nobody carries out is not met, and nothing is cleared by
  silence: CUEC-1 is open until each control is shown and accepted, or shown not to apply;
- once an engagement is live, a control that a newer report adds has the time until the date that
  was set for it, as any condition has: what the vendor writes must not stop a running service
  overnight. One without a date, or past it, ends clearance; and so does one that was shown once
  and whose answer ran out, whatever date it was given since.
"""

from collections.abc import Sequence
from datetime import date

from compliance.clearance.rules.by_evidence import EXPIRY_WARNING_DAYS
from compliance.clearance.rules.line import Line, Standing
from compliance.clearance.rules.papers import Basis, Evidence, Requirement, RequirementKind
from compliance.clearance.rules.rule import ALWAYS, ANY_SERVICE, Ground, Rule
from compliance.evidence.rules import show_date
from engagements.lifecycle.rules import Party, Stage
from portal.accounts.roles import Right

USER_CONTROLS = Rule(
    id="CUEC-1",
    kind=RequirementKind.USER_CONTROLS,
    title="User entity controls of {service}",
    grounds=(
        Ground(
            why=(
                "The auditor's opinion on the vendor holds together with complementary user entity "
                "controls (CUECs), which the auditor did not examine and which stay with whoever "
                "uses the service. An open one does not undo the reliance on the report; it is a "
                "condition of it."
            ),
            basis=Basis.STANDARD,
            citations=(
                "AICPA DC section 200, DC 6",
                "AICPA AT-C section 205",
                "AICPA Guide: SOC 2 Reporting",
            ),
            condition=ALWAYS,
        ),
    ),
    owed_by=Party.PARTNER,
    gates=Stage.EVIDENCE,
    settled_by=(
        "its owner showing each user entity control that the report on {service} names, or why it "
        "does not apply, and somebody else accepting that"
    ),
    roles=ANY_SERVICE,
    of_user_controls=True,
)


def stand_by_controls(
    requirement: Requirement, controls: Sequence[Evidence], *, today: date, is_live: bool
) -> Line:
    """Say how CUEC-1 stands for one service; each control is one piece of evidence."""
    if not controls:
        return Line(
            requirement=requirement,
            standing=Standing.DUE,
            sentence="The controls that its report names are being taken over as duties.",
            holder=Party.PORTAL,
        )
    still_open = [one for one in controls if not _is_shown(one, today)]
    ends = [one.effective_until for one in controls if one.effective_until and one.accepted]
    if not still_open:
        return _shown(requirement, len(controls), min(ends, default=None), today)
    if is_live and all(_is_given_time(one, today) for one in still_open):
        days = [one.due_on for one in still_open if one.due_on]
        later = [day for day in ends if day >= today]
        return _on_condition(requirement, controls, still_open, min([*days, *later]))
    return _open(requirement, controls, still_open, today)


def _is_shown(one: Evidence, today: date) -> bool:
    return one.accepted and (one.effective_until is None or today <= one.effective_until)


def _is_given_time(one: Evidence, today: date) -> bool:
    """Whether it is new and has its date: what was shown once and ran out had its time."""
    is_new = not one.accepted and one.effective_until is None
    return is_new and one.due_on is not None and one.due_on >= today


def _shown(requirement: Requirement, count: int, until: date | None, today: date) -> Line:
    words = "The one control is" if count == 1 else f"All {count} controls are"
    soon = until is not None and (until - today).days <= EXPIRY_WARNING_DAYS
    end = f", the first until {show_date(until)}" if until else ""
    return Line(
        requirement=requirement,
        standing=Standing.EXPIRING if soon else Standing.MET,
        sentence=f"{words} shown and accepted, or shown not to apply{end}.",
        holder=requirement.owed_by if soon else Party.NOBODY,
        until=until,
        right=Right.ANSWER_DUTY if soon else None,
    )


def _on_condition(
    requirement: Requirement, controls: Sequence[Evidence], still_open: list[Evidence], until: date
) -> Line:
    first = min(still_open, key=_due)
    return Line(
        requirement=requirement,
        standing=Standing.EXPIRING,
        sentence=(
            f"{_how_many(controls, still_open)}. They came once the engagement was live and stand "
            f"as a condition until their dates, the first until {show_date(until)}."
        ),
        holder=first.waiting_on or requirement.owed_by,
        since=first.since,
        until=until,
        right=first.right,
    )


def _open(
    requirement: Requirement, controls: Sequence[Evidence], still_open: list[Evidence], today: date
) -> Line:
    overdue = [one for one in still_open if one.due_on and one.due_on < today]
    first = min(overdue or still_open, key=_due)
    return Line(
        requirement=requirement,
        standing=Standing.LAPSED if overdue else Standing.DUE,
        sentence=f"{_how_many(controls, still_open)}{_of_which(still_open, overdue)}.",
        holder=first.waiting_on or requirement.owed_by,
        since=first.since,
        right=first.right,
    )


def _how_many(controls: Sequence[Evidence], still_open: Sequence[Evidence]) -> str:
    if len(controls) == 1:
        return "The one control is open"
    verb = "is" if len(still_open) == 1 else "are"
    return f"{len(still_open)} of {len(controls)} controls {verb} open"


def _of_which(still_open: Sequence[Evidence], overdue: Sequence[Evidence]) -> str:
    nobodys = sum(one.due_on is None for one in still_open)
    to_accept = sum(
        one.right is Right.REVIEW_EVIDENCE and one.due_on is not None for one in still_open
    )
    parts = []
    if overdue:
        day = min(one.due_on for one in overdue if one.due_on)
        parts.append(f"{len(overdue)} overdue, the first since {show_date(day)}")
    if nobodys:
        parts.append(f"{nobodys} without an owner and a date")
    if to_accept:
        parts.append(f"{to_accept} shown and waiting to be accepted")
    dated = [one.due_on for one in still_open if one.due_on and one not in overdue]
    if dated and not parts:
        parts.append(f"the next is due on {show_date(min(dated))}")
    return f": {'; '.join(parts)}" if parts else ""


def _due(one: Evidence) -> date:
    # What has no date comes first: nobody works at it.
    return one.due_on or date.min
