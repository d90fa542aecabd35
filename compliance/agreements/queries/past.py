"""Agreements as they stood before an instant that is past."""

from collections.abc import Iterable
from datetime import datetime

from compliance.agreements.models import Agreement, PaperCopy
from compliance.agreements.rules import AgreementState
from engagements.lifecycle.models import Engagement


def as_they_stood(
    engagement: Engagement, agreements: Iterable[Agreement], at: datetime
) -> list[Agreement]:
    """Those that were there by then, to be read and never stored."""
    rows = PaperCopy.objects.filter(org_id=engagement.org_id, agreement__engagement=engagement)
    by_hand = {
        copy.agreement_id
        for copy in rows.filter(recorded_at__lt=at)
        if copy.returned_at is None or copy.returned_at >= at
    }
    there = [one for one in agreements if one.prepared_at < at]
    for one in there:
        if one.ended_at is None or one.ended_at >= at:
            _reopen(one, at, on_paper=one.pk in by_hand)
    return there


def _reopen(agreement: Agreement, at: datetime, *, on_paper: bool) -> None:
    agreement.ended_on = agreement.ended_at = agreement.ended_by = None
    agreement.reason = ""
    passed = (
        (AgreementState.EXECUTED, agreement.executed_at),
        (AgreementState.COUNTERSIGNED, agreement.countersigned_at),
        (AgreementState.ON_PAPER, agreement.prepared_at if on_paper else None),
        (AgreementState.CLIENT_SIGNED, agreement.client_signed_at),
        (AgreementState.SENT, agreement.sent_at),
    )
    reached = (state for state, since in passed if since is not None and since < at)
    agreement.state = next(reached, AgreementState.PREPARING)
    if agreement.stands is not AgreementState.EXECUTED:
        agreement.sealed = agreement.executed_on = agreement.executed_at = None
    if agreement.sent_at is not None and agreement.sent_at >= at:
        agreement.sent_at = None
