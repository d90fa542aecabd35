"""What reading proposes. None of it counts until a person has confirmed it."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

from compliance.vendors.rules.criteria import Category
from compliance.vendors.rules.reports import Opinion, ReportType, SubserviceMethod

T = TypeVar("T")


class DocumentKind(StrEnum):
    """What was uploaded."""

    SOC1 = "soc_1"
    SOC2 = "soc_2"
    SOC3 = "soc_3"
    BRIDGE_LETTER = "bridge_letter"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The kind as people say it, with its article."""
        return _KIND_LABELS[self]


_KIND_LABELS = {
    DocumentKind.SOC1: "a SOC 1 report",
    DocumentKind.SOC2: "a SOC 2 report",
    DocumentKind.SOC3: "a SOC 3 report",
    DocumentKind.BRIDGE_LETTER: "a bridge letter",
    DocumentKind.OTHER: "neither a SOC report nor a bridge letter",
}


class Confidence(StrEnum):
    """How sure the reading is. It says where to look first, and settles nothing."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Place:
    """Words of the document and the page they stand on, counted from 1."""

    page: int
    words: str


@dataclass(frozen=True, slots=True)
class Proposed(Generic[T]):
    """A value with the places it stands on, the best one first."""

    value: T
    places: tuple[Place, ...]
    confidence: Confidence = Confidence.MEDIUM

    @property
    def page(self) -> int:
        """The page to look at first."""
        return self.places[0].page

    @property
    def pages(self) -> tuple[int, ...]:
        """Every page, in order."""
        return tuple(sorted({place.page for place in self.places}))


@dataclass(frozen=True, slots=True)
class ProposedPeriod:
    """First and last day, both inclusive; a Type I report has one day and no first."""

    first: date | None
    last: date


@dataclass(frozen=True, slots=True)
class ProposedSubservice:
    """An organisation the service organisation relies on."""

    name: str
    service: str
    method: SubserviceMethod | None


@dataclass(frozen=True, slots=True)
class ProposedCuec:
    """A control that the report leaves to whoever uses the service."""

    text: str
    number: str = ""
    criteria: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProposedException:
    """A control that did not work as described. What was not found is empty."""

    control: str
    criteria: tuple[str, ...]
    result: str
    test: str = ""
    response: str = ""


@dataclass(frozen=True, slots=True)
class ProposedLetter:
    """What a bridge letter says. `by_auditor` tells that the auditor signed it, as none should."""

    covers_from: Proposed[date] | None = None
    covers_until: Proposed[date] | None = None
    dated: Proposed[date] | None = None
    valid_until: Proposed[date] | None = None
    report_period_end: Proposed[date] | None = None
    signed_by: Proposed[str] | None = None
    by_auditor: bool = False


@dataclass(frozen=True)
class ReportReading:
    """Everything that was found in one document. `is_scan` says that there was no text to read."""

    pages: int
    is_scan: bool = False
    kind: Proposed[DocumentKind] | None = None
    type: Proposed[ReportType] | None = None
    organization: Proposed[str] | None = None
    auditor: Proposed[str] | None = None
    system: Proposed[str] | None = None
    period: Proposed[ProposedPeriod] | None = None
    report_date: Proposed[date] | None = None
    categories: Proposed[tuple[Category, ...]] | None = None
    opinion: Proposed[Opinion] | None = None
    sections: dict[str, Place] = field(default_factory=dict)
    subservice: tuple[Proposed[ProposedSubservice], ...] = ()
    cuecs: tuple[Proposed[ProposedCuec], ...] = ()
    exceptions: tuple[Proposed[ProposedException], ...] = ()
    criteria_not_met: Proposed[tuple[str, ...]] | None = None
    letter: ProposedLetter | None = None
