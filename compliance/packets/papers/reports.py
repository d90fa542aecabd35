"""Vendors' reports and their bridge letters as documents of a packet."""

from collections.abc import Iterator

from compliance.packets.papers.document import Bytes, Document, DocumentKind, Shape, leave_out
from compliance.packets.record import Record
from compliance.packets.rules import LeftOut
from compliance.packets.words import calendar_day, day, name, reported, span
from compliance.vendors.models import VendorReport
from compliance.vendors.queries import Use, findings_in_use
from compliance.vendors.rules import ReportKind, ReportState, asked_categories

# SOC 3 reports are for general use; the others are for the parties that the auditor's report
# names (AICPA, AT-C 205, on restricting the use of the report; SOC 1: AT-C 320).
FOR_EVERYBODY = frozenset({ReportKind.SOC3})
NOT_USED = "The engagement uses the service no longer."
RESTRICTED = "The service auditor restricts the use of this report to the parties it names."


def report_papers(record: Record) -> Iterator[Document | LeftOut]:
    """The report that counts, of each service in use; the others are left out.

    After them those of organisations that such a report carves out: the map of who answers for
    what stands on them.
    """
    for use in record.uses:
        for report in use.entry.reports:
            reason = _why_not(use, report)
            if reason:
                yield from _left_out(report, reason)
            else:
                yield from _with_its_letter(report, _why_it_counts(use, report, record))
    shown = {report.pk for use in record.uses for report in use.entry.reports}
    for report in record.coverage.leans_on:
        if report.pk not in shown:
            yield from _with_its_letter(report, _why_leant_on(report))
    shown |= {report.pk for report in record.coverage.leans_on}
    for report in record.left_behind:
        if report.pk not in shown:
            yield from _left_out(report, NOT_USED)


def _with_its_letter(report: VendorReport, because: str) -> Iterator[Document]:
    yield _report(report, because)
    if report.bridge_file:
        yield _bridge_letter(report)


def _left_out(report: VendorReport, reason: str) -> Iterator[LeftOut]:
    yield leave_out(DocumentKind.SOC2_REPORT, report.pk, str(report), reason, report.file.sha256)
    if report.bridge_file:
        title = f"Bridge letter, {report.service.vendor}"
        words = f"The report that it belongs to is left out. {reason}"
        sha256 = report.bridge_file.sha256
        yield leave_out(DocumentKind.BRIDGE_LETTER, report.pk, title, words, sha256)


def _why_not(use: Use, report: VendorReport) -> str:
    state = ReportState(report.state)
    if state is ReportState.REFUSED:
        return f"This report is refused: {report.refusal}"
    if state is not ReportState.ACCEPTED:
        return f"This report is {state.words}."
    if report != use.accepted:
        return "Another accepted report of the same service counts here."
    return ""


def _report(report: VendorReport, because: str) -> Document:
    return Document(
        kind=DocumentKind.SOC2_REPORT,
        record_id=str(report.pk),
        title=f"{report.short_name}, {report.service.vendor}",
        shape=Shape.PAGES,
        content=Bytes.of(report.file),
        version=f"dated {day(report.report_date)}",
        facts=(
            ("System", report.system_name),
            ("Service auditor", report.auditor),
            ("Period", reported(report.period_start, report.period_end)),
            ("Reviewed by", f"{name(report.reviewed_by)}, {day(report.reviewed_at)}"),
            ("Accepted by", f"{name(report.decided_by)}, {day(report.decided_at)}"),
        ),
        effective_from=report.period_start or report.period_end,
        effective_until=report.valid_until(),
        accepted_by=(name(report.reviewed_by), name(report.decided_by)),
        accepted_on=calendar_day(report.decided_at) if report.decided_at else None,
        counts_because=because,
        restricted=_restricted(report),
    )


def _bridge_letter(report: VendorReport) -> Document:
    signed = "Signed" if report.bridge_by_management else "Not signed"
    return Document(
        kind=DocumentKind.BRIDGE_LETTER,
        record_id=str(report.pk),
        title=f"Bridge letter, {report.service.vendor}",
        shape=Shape.PAGES,
        content=Bytes.of(report.bridge_file),  # type: ignore[arg-type] # only asked where there is one
        version=f"to the report dated {day(report.report_date)}",
        facts=(
            ("Belongs to", str(report)),
            ("Covers", span(report.bridge_from, report.bridge_until)),
            ("Signature", f"{signed} by the vendor's management"),
        ),
        effective_from=report.bridge_from,
        effective_until=report.bridge_until,
        accepted_by=(name(report.reviewed_by), name(report.decided_by)),
        accepted_on=calendar_day(report.decided_at) if report.decided_at else None,
        counts_because=(
            "It is the vendor's own statement about the time after the report, and counts for "
            "about three months."
        ),
        restricted="It belongs to a report whose use is restricted." if _restricted(report) else "",
    )


def _restricted(report: VendorReport) -> str:
    return "" if ReportKind(report.kind) in FOR_EVERYBODY else RESTRICTED


def _why_it_counts(use: Use, report: VendorReport, record: Record) -> str:
    until = report.valid_until()
    if until < record.today:
        return f"It does not count any more: it did until {day(until)}."
    ruled_out = findings_in_use(use, needed=asked_categories(record.standpoint.scope))
    if ruled_out:
        return f"It does not count here. {' '.join(one.sentence for one in ruled_out)}"
    return f"Reviewed and accepted by two people; it counts until {day(until)}."


def _why_leant_on(report: VendorReport) -> str:
    return (
        f"A report on a service in use leaves criteria to {report.service.vendor}, and this one "
        f"speaks of them; it counts until {day(report.valid_until())}."
    )
