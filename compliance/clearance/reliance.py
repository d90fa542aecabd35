"""Telling the trail of an engagement which reports of the partner's register it relies on.

A report is accepted on the partner's pages, for every client at once, so that event stands in the
partner's trail. Whoever reads the engagement's own has to find there what it rests on.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from compliance.evidence.rules import show_date
from compliance.vendors.models import VendorReport
from compliance.vendors.queries import Use
from compliance.vendors.rules import ReportState
from engagements.lifecycle.models import Engagement
from portal.audit import log
from portal.audit.models import AuditEvent

RELIES = log.action(
    "compliance.report.relied_on", "noted that the engagement relies on a vendor's report"
)
LEFT = log.action(
    "compliance.report.left", "noted that the engagement no longer relies on a vendor's report"
)


def tell_reliance(engagement: Engagement, uses: Iterable[Use], *, at: datetime) -> None:
    """Record what changed since it was last told. The engagement is locked."""
    told = _told(engagement)
    now = {
        str(report.pk): report
        for use in uses
        for report in use.entry.reports
        if report.state == ReportState.ACCEPTED
    }
    gone = [key for key, accepted_at in told.items() if _accepted_at(now.get(key)) != accepted_at]
    for report in VendorReport.objects.filter(pk__in=gone).select_related("service"):
        log.record(LEFT, target=report, by=None, at=at, engagement_id=engagement.pk)
    for key, report in now.items():
        if told.get(key) != _accepted_at(report):
            log.record(
                RELIES,
                target=report,
                by=None,
                at=at,
                engagement_id=engagement.pk,
                **_facts(report, engagement),
            )


def _told(engagement: Engagement) -> dict[str, str]:
    """By report, when the acceptance came about that the trail last named."""
    rows = AuditEvent.objects.of_engagement(engagement.pk)
    found: dict[str, str] = {}
    for event in rows.filter(action__in=(RELIES.name, LEFT.name)).chained():
        told = event.told
        if event.action == RELIES.name:
            found[told["target"]["id"]] = told["data"]["accepted_at"]
        else:
            found.pop(told["target"]["id"], None)
    return found


def _accepted_at(report: VendorReport | None) -> str | None:
    return report.decided_at.isoformat() if report and report.decided_at else None


def _facts(report: VendorReport, engagement: Engagement) -> dict[str, Any]:
    hands = [
        f"{words} {who.name} on {show_date(engagement.org.day(at))}"
        for who, words, at in report.hands
    ]
    until = report.valid_until()
    return {
        "accepted_at": _accepted_at(report),
        "sha256": report.file.sha256,
        "until": until.isoformat(),
        "summary": f"{'. '.join(hands)}. It counts until {show_date(until)}.",
    }
