"""A sound report, from which the tests take one virtue at a time."""

from datetime import date

from compliance.vendors.rules import (
    BridgeLetter,
    Category,
    Opinion,
    ReportFacts,
    ReportKind,
    ReportType,
)

TODAY = date(2026, 11, 22)
LETTER = BridgeLetter(
    covers_from=date(2026, 10, 1), covers_until=date(2026, 12, 31), signed_by_management=True
)
SOUND = ReportFacts(
    kind=ReportKind.SOC2,
    type=ReportType.TYPE_II,
    period_start=date(2025, 10, 1),
    period_end=date(2026, 9, 30),
    report_date=date(2026, 11, 10),
    auditor="Pell Whitmore Assurance LLP",
    categories=frozenset({Category.SECURITY, Category.CONFIDENTIALITY}),
    opinion=Opinion.UNQUALIFIED,
    covers_service=True,
    bridge=LETTER,
)
