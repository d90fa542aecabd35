"""The judgement of a report: what is found, how badly it weighs, and who may accept it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from compliance.evidence.rules import show_date
from compliance.vendors.rules.criteria import Category
from compliance.vendors.rules.exceptions import noted
from compliance.vendors.rules.reports import (
    BRIDGE_LIMIT_DAYS,
    USUAL_PERIOD_DAYS,
    BridgeLetter,
    Opinion,
    ReportFacts,
    ReportKind,
    ReportRefused,
    ReportState,
    ReportStep,
    ReportType,
    SubserviceMethod,
    advance_report,
    check_report,
)


class Severity(StrEnum):
    """How a finding weighs: it rules reliance out, it has to be answered, or it is good to know."""

    STOP = "stop"
    CONDITION = "condition"
    NOTE = "note"

    @property
    def label(self) -> str:
        """The severity as people read it."""
        return _SEVERITY_LABELS[self]


class Conclusion(StrEnum):
    """Whether the report may be relied on."""

    RELY = "rely"
    RELY_WITH_CONDITIONS = "rely_with_conditions"
    DO_NOT_RELY = "do_not_rely"

    @property
    def label(self) -> str:
        """The conclusion as people read it."""
        return self.value.replace("_", " ").capitalize()


SECURITY_MISSING = "category:security"

GAP = "gap"
"""The key of the finding that nothing speaks of the time since period or bridge letter ended."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing found in judging a report, with its reason; `key` is unique within the report."""

    key: str
    severity: Severity
    sentence: str


def judge_report(
    report: ReportFacts,
    *,
    today: date,
    needed_categories: Collection[Category],
    before: date | None = None,
) -> tuple[Finding, ...]:
    """Give every finding on a report as of that day, the gravest first.

    `needed_categories` are those that the engagement needs; security is always needed. `before`
    is the last day of the period of the report before this one, where there is one.
    """
    found = [
        *_on_kind(report),
        *_on_opinion(report),
        *_on_time(report, today),
        *_on_the_one_before(report, before),
        *_on_bridge(report),
        *missing_categories(report, needed_categories),
        *_on_others(report),
    ]
    return tuple(sorted(found, key=lambda finding: list(Severity).index(finding.severity)))


def conclude(findings: Collection[Finding]) -> Conclusion:
    """Give the conclusion that the findings leave."""
    severities = {finding.severity for finding in findings}
    if Severity.STOP in severities:
        return Conclusion.DO_NOT_RELY
    if Severity.CONDITION in severities:
        return Conclusion.RELY_WITH_CONDITIONS
    return Conclusion.RELY


def check_report_acceptance(
    report: ReportFacts,
    findings: Collection[Finding],
    answers: Mapping[str, str],
    *,
    state: ReportState,
    reviewed_by_id: str,
    accepted_by_id: str,
) -> None:
    """Refuse an acceptance out of state, by the reviewer, or with something left unanswered.

    `answers` says for the key of each condition why the report may be relied on all the same, or
    what is done about it. What rules reliance out cannot be answered.
    """
    advance_report(state, ReportStep.ACCEPT)
    check_report(report)
    if accepted_by_id == reviewed_by_id:
        raise ReportRefused("You reviewed this report. Somebody else has to accept it.")
    ReportRefused.if_any(f.sentence for f in findings if f.severity is Severity.STOP)
    check_answers(findings, answers)


def check_answers(findings: Collection[Finding], answers: Mapping[str, str]) -> None:
    """Refuse, for each condition that is not answered, to go on: whoever reviews answers it."""
    ReportRefused.if_any(
        f"Answer first: {finding.sentence}"
        for finding in findings
        if finding.severity is Severity.CONDITION and not answers.get(finding.key, "").strip()
    )


def valid_until(report: ReportFacts, answers: Mapping[str, str]) -> date:
    """Give the last day on which an accepted report counts.

    That is the last day of its period or of its bridge letter; where the time since was looked at
    and answered, 12 months after the period. Never longer than that.
    """
    if answers.get(GAP, "").strip():
        return report.stale_after
    return min(report.reaches_until, report.stale_after)


def _on_kind(report: ReportFacts) -> Iterator[Finding]:
    if report.kind is not ReportKind.SOC2:
        yield _stop(
            "kind",
            f"A {report.kind.label} report does not give auditor, criteria, tests and results as a "
            "SOC 2 report does.",
        )
    if report.type is ReportType.TYPE_I:
        yield _stop(
            "type",
            "Type I speaks of the design of controls on one day. That they worked over time takes "
            "Type II.",
        )
    if not report.covers_service:
        yield _stop("system", "It describes another system, product or region than the one in use.")


def _on_opinion(report: ReportFacts) -> Iterator[Finding]:
    if report.opinion is Opinion.ADVERSE:
        yield _stop("opinion", "The opinion is adverse: the auditor found that controls failed.")
    if report.opinion is Opinion.DISCLAIMER:
        yield _stop("opinion", "The auditor gave no opinion (disclaimer).")
    if report.opinion is Opinion.QUALIFIED:
        criteria = ", ".join(report.criteria_not_met) or "criteria that have to be named"
        yield _condition("opinion", f"The opinion is qualified, on {criteria}.")
    for one in noted(report.exceptions):
        response = "with" if one.exception.has_response else "without"
        page = [f"page {one.exception.page}"] if one.of > 1 and one.exception.page else []
        where = ", ".join([*one.exception.criteria, *page])
        yield _condition(
            one.key, f"Exception at {one.name} ({where}), {response} a response of management."
        )


def _on_time(report: ReportFacts, today: date) -> Iterator[Finding]:
    if report.report_date > today:
        yield _stop("future", f"It is dated {show_date(report.report_date)}, which is to come.")
    if today > report.stale_after:
        yield _stop(
            "stale",
            f"Its period ended on {show_date(report.period_end)}, more than 12 months ago.",
        )
    elif today > report.reaches_until:
        days = (today - report.reaches_until).days
        letter = "and no bridge letter covers" if report.bridge is None else "and nothing covers"
        yield _condition(
            GAP,
            f"Its period ended on {show_date(report.period_end)}, {letter} the {days} days since "
            f"{show_date(report.reaches_until)}.",
        )
    if report.period_start is not None:
        length = (report.period_end - report.period_start).days + 1
        if length < USUAL_PERIOD_DAYS:
            yield _note("short", f"Its period is {length} days long; 6 to 12 months are usual.")


def _on_the_one_before(report: ReportFacts, before: date | None) -> Iterator[Finding]:
    if before is None or report.period_start is None:
        return
    days = (report.period_start - before).days - 1
    if days > 0:
        yield _note(
            "gap-before",
            f"The report before it ended on {show_date(before)}: of {days} days between the two, "
            "nobody reports.",
        )


def _on_bridge(report: ReportFacts) -> Iterator[Finding]:
    letter = report.bridge
    if letter is None:
        return
    if not letter.signed_by_management:
        yield _condition(
            "bridge-signed",
            "The bridge letter is not signed by the vendor's management, so it is not counted.",
        )
    if (letter.covers_from - report.period_end).days > 1:
        yield _condition(
            "bridge-late",
            f"The bridge letter begins on {show_date(letter.covers_from)} only and leaves a gap, "
            "so it is not counted.",
        )
    if _is_too_long(letter, report):
        yield _note(
            "bridge-long",
            "The bridge letter covers more than three months. Only the first three are counted: "
            "it is no report.",
        )


def _is_too_long(letter: BridgeLetter, report: ReportFacts) -> bool:
    return (letter.covers_until - report.period_end).days > BRIDGE_LIMIT_DAYS


def missing_categories(report: ReportFacts, needed: Collection[Category]) -> Iterator[Finding]:
    """Find the categories that are needed and not in the report; security always is."""
    for category in Category:
        if category in report.categories:
            continue
        if category is Category.SECURITY:
            yield _stop(SECURITY_MISSING, "Security is not in the report.")
        elif category in needed:
            yield _condition(
                f"category:{category}", f"{category.label} is needed and not in the report."
            )


def _on_others(report: ReportFacts) -> Iterator[Finding]:
    for other in report.subservice:
        if other.method is SubserviceMethod.CARVE_OUT and not other.own_report:
            yield _condition(
                f"subservice:{other.name}",
                f"{other.name} is carved out, and no report of its own is here.",
            )
    if report.cuecs:
        yield _note(
            "cuecs",
            "Controls that it leaves to whoever uses the service (complementary user entity "
            f"controls, CUECs): {len(report.cuecs)}.",
        )


def _stop(key: str, sentence: str) -> Finding:
    return Finding(key=key, severity=Severity.STOP, sentence=sentence)


def _condition(key: str, sentence: str) -> Finding:
    return Finding(key=key, severity=Severity.CONDITION, sentence=sentence)


def _note(key: str, sentence: str) -> Finding:
    return Finding(key=key, severity=Severity.NOTE, sentence=sentence)


_SEVERITY_LABELS = {
    Severity.STOP: "Rules reliance out",
    Severity.CONDITION: "Has to be answered",
    Severity.NOTE: "Good to know",
}
