"""What a report covers, criterion by criterion, and what stays with whoever uses the service."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from compliance.vendors.rules.criteria import CRITERIA, Criterion
from compliance.vendors.rules.reports import ReportFacts, SubserviceMethod


class CoverageState(StrEnum):
    """Who answers for a criterion, as far as the report says."""

    NOT_IN_REPORT = "not_in_report"
    CARVED_OUT = "carved_out"
    WITH_EXCEPTION = "with_exception"
    HANDED_BACK = "handed_back"
    COVERED = "covered"

    @property
    def label(self) -> str:
        """The state as the map and its table show it."""
        return _STATE_LABELS[self]


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """One criterion on the map.

    `state` is what is drawn: where several hold, the one that leaves most to do, in the order of
    `CoverageState`. `notes` tell all of them.
    """

    criterion: Criterion
    state: CoverageState
    notes: tuple[str, ...] = ()


def coverage(report: ReportFacts | None) -> tuple[Coverage, ...]:
    """Give all 61 criteria with what the report says of each; without a report nothing is covered.

    A criterion is taken as covered when its category is in the report; exceptions, carve-outs and
    user entity controls are those that were listed by hand. Whether the report may be relied on at
    all is another question: `judge_report` answers it.
    """
    return tuple(_cover(criterion, report) for criterion in CRITERIA)


def _cover(criterion: Criterion, report: ReportFacts | None) -> Coverage:
    if report is None or criterion.category not in report.categories:
        return Coverage(criterion=criterion, state=CoverageState.NOT_IN_REPORT)
    found = tuple(_findings(criterion.id, report))
    states = [state for state in CoverageState if state in {state for state, _ in found}]
    return Coverage(
        criterion=criterion,
        state=states[0] if states else CoverageState.COVERED,
        notes=tuple(note for _, note in found),
    )


def _findings(name: str, report: ReportFacts) -> Iterator[tuple[CoverageState, str]]:
    for other in report.subservice:
        if other.method is SubserviceMethod.CARVE_OUT and name in other.criteria:
            report_here = (
                "its own report is here" if other.own_report else "no report of it is here"
            )
            yield CoverageState.CARVED_OUT, f"Carved out to {other.name}; {report_here}."
    for exception in report.exceptions:
        if name in exception.criteria:
            yield CoverageState.WITH_EXCEPTION, f"Exception at {exception.control}."
    if name in report.criteria_not_met:
        yield CoverageState.WITH_EXCEPTION, "Not met, according to the auditor's opinion."
    for cuec in report.cuecs:
        if name in cuec.criteria:
            yield CoverageState.HANDED_BACK, f"Yours to do: {cuec.text}"


_STATE_LABELS = {
    CoverageState.NOT_IN_REPORT: "Not in the report",
    CoverageState.CARVED_OUT: "Carved out to another organisation",
    CoverageState.WITH_EXCEPTION: "Covered with exception",
    CoverageState.HANDED_BACK: "Covered, with something for you to do",
    CoverageState.COVERED: "Covered by the vendor",
}
