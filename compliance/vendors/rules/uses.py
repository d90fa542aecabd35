"""What is found of a report in one engagement alone: its categories, its region."""

from collections.abc import Collection

from compliance.vendors.rules.criteria import Category
from compliance.vendors.rules.findings import (
    SECURITY_MISSING,
    Finding,
    Severity,
    missing_categories,
)
from compliance.vendors.rules.reports import ReportFacts


def judge_use(
    report: ReportFacts, *, needed_categories: Collection[Category], region: str
) -> tuple[Finding, ...]:
    """Give what is found only in one engagement: a category it needs, a region it uses.

    A report that names no regions is taken to speak of all; where the engagement names none,
    nothing is found.
    """
    found = [
        one for one in missing_categories(report, needed_categories) if one.key != SECURITY_MISSING
    ]
    here = region.strip().casefold()
    if here and report.regions and here not in {one.casefold() for one in report.regions}:
        sentence = (
            f"It speaks of {', '.join(report.regions)} and not of {region.strip()}, the region "
            "in use."
        )
        found.append(Finding(key="region", severity=Severity.STOP, sentence=sentence))
    return tuple(found)
