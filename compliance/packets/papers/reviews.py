"""Data processing agreements as documents of a packet, each with the review that accepted it."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from compliance.dpa.models import DpaReview
from compliance.dpa.rules import ReviewState
from compliance.packets.papers.document import Bytes, Document, DocumentKind, leave_out, shape_of
from compliance.packets.record import Record
from compliance.packets.rules import LeftOut
from compliance.packets.words import day, name


def review_papers(record: Record) -> Iterator[Document | LeftOut]:
    """The DPA of the newest accepted review of each service; the others are left out."""
    accepted: set[UUID] = set()
    for review, _ in record.reviews:
        reason = _why_not(review, accepted)
        if reason:
            title = f"{review.document}, {review.service.vendor}"
            yield leave_out(DocumentKind.DPA, review.pk, title, reason, review.file.sha256)
        else:
            accepted.add(review.service_id)
            yield _document(review, record)


def _why_not(review: DpaReview, accepted: set[UUID]) -> str:
    state = ReviewState(review.state)
    if state is ReviewState.REFUSED:
        return f"Its review was refused: {review.refusal}"
    if state is not ReviewState.ACCEPTED:
        return f"Its review is {state.words}."
    return "A later review was accepted." if review.service_id in accepted else ""


def _document(review: DpaReview, record: Record) -> Document:
    until = record.counts_until(review)
    return Document(
        kind=DocumentKind.DPA,
        record_id=str(review.pk),
        title=f"{review.document}, {review.service.vendor}",
        shape=shape_of(review.file),
        content=Bytes.of(review.file),
        version=f"dated {day(review.dated)}"
        if review.dated
        else f"received {day(review.opened_at)}",
        facts=(
            ("Service", str(review.service)),
            ("Checklist", f"version {review.checklist}"),
            ("Reviewed by", f"{name(review.submitted_by)}, {day(review.submitted_at)}"),
            ("Accepted by", f"{name(review.decided_by)}, {day(review.accepted_on)}"),
        ),
        effective_from=review.accepted_on,
        effective_until=until,
        accepted_by=(name(review.submitted_by), name(review.decided_by)),
        accepted_on=review.accepted_on,
        counts_because=(
            _why_it_counts(until, record.today)
            if record.is_used(review.service_id)
            else "Nothing asks for it any more: the engagement uses the service no longer."
        ),
    )


def _why_it_counts(until: date | None, today: date) -> str:
    if until is not None and until < today:
        return f"It does not count any more: its review did until {day(until)}."
    return (
        "Read against the checklist item by item and accepted by a second person; the review "
        f"counts until {day(until)}."
    )
