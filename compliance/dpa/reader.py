"""Reads the document of a review in the background, outside transactions."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from compliance.dpa import actions
from compliance.dpa.models import DpaReview
from compliance.dpa.queries import judgements_of, reading_of
from compliance.dpa.rules import SCANNED, Judgement, Reading, ReadingState, read, read_after
from compliance.reading.extracting import PaperKind, Unreadable, extract
from compliance.reading.rules import Paper
from portal.files.store import Store
from portal.jobs.task import Lease


@dataclass(frozen=True, slots=True)
class _Order:
    """What is to be read: the document, and the one before it with the verdicts on it."""

    sha256: str
    before: str | None
    earlier: tuple[Judgement, ...]


def read_review(
    review_id: UUID, *, lease: Lease, store: Store, clock: Callable[[], datetime]
) -> None:
    """Read the document of a review and keep what is proposed; say so if it cannot be read."""
    with lease.enter():
        order = _order(review_id)
    if order is None:
        with lease.finish():
            return
    try:
        reading = _read(order, store, lease)
    except Unreadable as why:
        with lease.finish():
            actions.note_unreadable(review_id=review_id, why=str(why), at=clock())
        return
    with lease.finish():
        actions.keep_reading(review_id=review_id, reading=reading, at=clock())


def _order(review_id: UUID) -> _Order | None:
    review = DpaReview.objects.select_related("file", "follows__file").get(pk=review_id)
    row = reading_of(review)
    if row is None or row.stands is not ReadingState.WAITING:
        return None
    if review.follows is None:
        return _Order(review.file.sha256, None, ())
    earlier = tuple(judgements_of(review.follows))
    return _Order(review.file.sha256, review.follows.file.sha256, earlier)


def _read(order: _Order, store: Store, lease: Lease) -> Reading:
    newer = _paper(order.sha256, store)
    lease.renew()
    if order.before is None:
        return read(newer)
    try:
        older = _paper(order.before, store)
    except Unreadable:
        return read(newer)
    lease.renew()
    return read_after(older, newer, order.earlier)


def _paper(sha256: str, store: Store) -> Paper:
    paper = extract(store.path(sha256), kind=PaperKind.PDF)
    if paper.is_scan:
        raise Unreadable(SCANNED)
    return paper
