"""What is recorded of a vendor's report: kind, period, opinion, exceptions, and who else is in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from enum import StrEnum
from types import MappingProxyType

from compliance.vendors.rules.criteria import CRITERION, Category
from engagements.lifecycle.rules import Refused

FRESH_MONTHS = 12
"""How long after its period a report may be used at all; common practice, no regulation."""

BRIDGE_LIMIT_DAYS = 92
"""How much of a bridge letter counts: about three months, as practitioners hold.

A bridge letter is the vendor's own statement and not an auditor's, so it never stands in for the
next report.
"""

USUAL_PERIOD_DAYS = 180
"""A period shorter than about six months is unusual and worth a note; common practice."""


class ReportKind(StrEnum):
    """Which report it is."""

    SOC1 = "soc_1"
    SOC2 = "soc_2"
    SOC3 = "soc_3"

    @property
    def label(self) -> str:
        """The kind as it is printed: "SOC 2"."""
        return self.value.replace("_", " ").upper()


class ReportType(StrEnum):
    """Type I: design on one day. Type II: operation over a period."""

    TYPE_I = "type_1"
    TYPE_II = "type_2"

    @property
    def label(self) -> str:
        """The type as it is printed."""
        return "Type I" if self is ReportType.TYPE_I else "Type II"


class Opinion(StrEnum):
    """What the service auditor concluded."""

    UNQUALIFIED = "unqualified"
    QUALIFIED = "qualified"
    ADVERSE = "adverse"
    DISCLAIMER = "disclaimer"

    @property
    def label(self) -> str:
        """The opinion as people read it."""
        return self.value.capitalize()


class SubserviceMethod(StrEnum):
    """Whether a subservice organisation's controls are in the report or left out of it."""

    CARVE_OUT = "carve_out"
    INCLUSIVE = "inclusive"

    @property
    def label(self) -> str:
        """The method as it is printed."""
        return "Carve-out" if self is SubserviceMethod.CARVE_OUT else "Inclusive"


class ReportState(StrEnum):
    """Where our own review of a report stands; only `ACCEPTED` counts."""

    RECEIVED = "received"
    REVIEWED = "reviewed"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    SUPERSEDED = "superseded"

    @property
    def words(self) -> str:
        """The state as the end of a sentence that begins "This report is"."""
        return _STATE_WORDS[self]


class ReportStep(StrEnum):
    """What may be done to a report."""

    REVIEW = "review"
    ACCEPT = "accept"
    REFUSE = "refuse"
    REOPEN = "reopen"
    SUPERSEDE = "supersede"


REPORT_TRANSITIONS: Mapping[ReportState, Mapping[ReportStep, ReportState]] = MappingProxyType(
    {
        ReportState.RECEIVED: {
            ReportStep.REVIEW: ReportState.REVIEWED,
            ReportStep.REFUSE: ReportState.REFUSED,
        },
        ReportState.REVIEWED: {
            ReportStep.ACCEPT: ReportState.ACCEPTED,
            ReportStep.REFUSE: ReportState.REFUSED,
            ReportStep.REOPEN: ReportState.RECEIVED,
        },
        ReportState.ACCEPTED: {
            ReportStep.REOPEN: ReportState.RECEIVED,
            ReportStep.SUPERSEDE: ReportState.SUPERSEDED,
        },
        ReportState.REFUSED: {ReportStep.REOPEN: ReportState.RECEIVED},
        ReportState.SUPERSEDED: {},
    }
)


class ReportRefused(Refused):
    """The facts recorded of a report cannot be true together, or this step cannot be taken."""


@dataclass(frozen=True, kw_only=True)
class ReportException:
    """A control that did not work as described: "CC6.2-01" against its criteria.

    What the auditor tested and found, what management answered, and the page, as far as recorded.
    """

    control: str
    criteria: tuple[str, ...]
    has_response: bool
    result: str = ""
    test: str = ""
    response: str = ""
    page: int | None = None


@dataclass(frozen=True, kw_only=True)
class Subservice:
    """An organisation the vendor relies on; `criteria` are those it answers for, as listed by hand.

    `own_report` says that a report of its own is on file here and current.
    """

    name: str
    method: SubserviceMethod
    own_report: bool = False
    criteria: tuple[str, ...] = ()
    page: int | None = None


@dataclass(frozen=True, kw_only=True)
class Cuec:
    """A complementary user entity control: something the report leaves to whoever uses it."""

    text: str
    criteria: tuple[str, ...]
    number: str = ""
    page: int | None = None


@dataclass(frozen=True, kw_only=True)
class BridgeLetter:
    """The vendor's statement about the time after its report; both days are inclusive."""

    covers_from: date
    covers_until: date
    signed_by_management: bool


@dataclass(frozen=True, kw_only=True)
class ReportFacts:
    """What a person has confirmed of a report.

    Days are inclusive. A Type I report has `period_end` as its day and no `period_start`.
    `covers_service` says that the system and product it describes are those of the service;
    `regions` are those it is limited to, as far as it names any.
    """

    kind: ReportKind
    type: ReportType
    period_start: date | None
    period_end: date
    report_date: date
    auditor: str
    categories: frozenset[Category]
    opinion: Opinion
    covers_service: bool
    regions: tuple[str, ...] = ()
    criteria_not_met: tuple[str, ...] = ()
    exceptions: tuple[ReportException, ...] = ()
    subservice: tuple[Subservice, ...] = ()
    cuecs: tuple[Cuec, ...] = ()
    bridge: BridgeLetter | None = None

    @property
    def reaches_until(self) -> date:
        """The last day of which anybody says anything: the period's, or the bridge letter's.

        A letter counts if it begins at the latest on the day after the period, is signed by the
        vendor's management, and for about three months.
        """
        letter = self.bridge
        if letter is None or not letter.signed_by_management:
            return self.period_end
        if letter.covers_from - self.period_end > timedelta(days=1):
            return self.period_end
        counted = min(letter.covers_until - self.period_end, timedelta(days=BRIDGE_LIMIT_DAYS))
        return self.period_end + max(counted, timedelta())

    @property
    def stale_after(self) -> date:
        """The last day on which the report may be used at all: 12 months after its period."""
        year = min(self.period_end.year + FRESH_MONTHS // 12, MAXYEAR)
        try:
            return self.period_end.replace(year=year)
        except ValueError:
            return date(year, 2, 28)


def advance_report(state: ReportState, step: ReportStep) -> ReportState:
    """Give the state after `step`; refuse where the table has no such step."""
    try:
        return REPORT_TRANSITIONS[state][step]
    except KeyError:
        message = f"This report is {state.words}; it cannot be {_STEP_WORDS[step]}."
        raise ReportRefused(message) from None


def check_report(report: ReportFacts) -> None:
    """Refuse, for every reason at once, facts of a report that cannot be true together."""
    ReportRefused.if_any(_contradictions(report))


def _contradictions(report: ReportFacts) -> Iterator[str]:
    if report.type is ReportType.TYPE_II and report.period_start is None:
        yield "A Type II report has a period: state its first day."
    if report.type is ReportType.TYPE_I and report.period_start is not None:
        yield "A Type I report speaks of one day and has no period."
    if report.period_start is not None and report.period_start > report.period_end:
        yield "The period ends before it begins."
    if report.report_date < report.period_end:
        yield "The report is dated before its period ended."
    if report.kind is ReportKind.SOC2 and Category.SECURITY not in report.categories:
        yield "A SOC 2 report covers at least security."
    if report.bridge and report.bridge.covers_from > report.bridge.covers_until:
        yield "The bridge letter ends before it begins."
    unknown = sorted(_named_criteria(report) - set(CRITERION))
    if unknown:
        yield f"No such criterion: {', '.join(unknown)}."


def _named_criteria(report: ReportFacts) -> set[str]:
    parts = [report.criteria_not_met]
    parts += [exception.criteria for exception in report.exceptions]
    parts += [other.criteria for other in report.subservice]
    parts += [cuec.criteria for cuec in report.cuecs]
    return {name for part in parts for name in part}


_STATE_WORDS = {
    ReportState.RECEIVED: "received and waiting to be reviewed",
    ReportState.REVIEWED: "reviewed and waiting for a second person",
    ReportState.ACCEPTED: "accepted",
    ReportState.REFUSED: "refused",
    ReportState.SUPERSEDED: "superseded by a later report",
}

_STEP_WORDS = {
    ReportStep.REVIEW: "reviewed",
    ReportStep.ACCEPT: "accepted",
    ReportStep.REFUSE: "refused",
    ReportStep.REOPEN: "reviewed again",
    ReportStep.SUPERSEDE: "superseded",
}
