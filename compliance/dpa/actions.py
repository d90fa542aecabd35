"""Opening a DPA review, judging its items, submitting it, signing it off."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from compliance.dpa import queries
from compliance.dpa.models import (
    DpaChange,
    DpaProposal,
    DpaReading,
    DpaReview,
    DpaRound,
    DpaVerdict,
)
from compliance.dpa.queries import judgements_of, outcomes_of, version_before
from compliance.dpa.rules import (
    Judgement,
    Reading,
    ReadingState,
    ReviewRefused,
    RoundOutcome,
    check_round,
)
from compliance.evidence.second_person import ask_second_person
from compliance.vendors.models import VendorService
from engagements.lifecycle.actions import hold_open
from engagements.lifecycle.models import Engagement
from portal.accounts.models import User
from portal.audit import log
from portal.files.intake import Received
from portal.files.models import StoredFile
from portal.jobs.queue import enqueue

OPENED = log.action(queries.OPENED, "began the review of a DPA")
JUDGED = log.action("compliance.dpa_review.judged", "judged items of a DPA")
SUBMITTED = log.action(queries.SUBMITTED, "submitted the review of a DPA")
ACCEPTED = log.action(queries.ACCEPTED, "accepted the review of a DPA")
REFUSED = log.action(queries.REFUSED, "refused the review of a DPA")
REOPENED = log.action(queries.REOPENED, "took the review of a DPA up again")
READ = log.action("compliance.dpa_review.document_read", "downloaded a DPA")
PROPOSED = log.action("compliance.dpa_review.proposed", "read the text of a DPA")
NOT_READ = log.action("compliance.dpa_review.not_read", "could not read the text of a DPA")
TOLD = log.action("compliance.dpa_review.round_told", "wrote down a round with the vendor of a DPA")

READ_TEXT = "compliance.read_dpa"
GAVE_UP = (
    "The portal could not read this document after several attempts. Nothing is proposed; the "
    "review can go on without."
)


@transaction.atomic
def open_review(
    *,
    engagement: Engagement,
    service: VendorService,
    document: str,
    dated: date | None,
    received: Received,
    by: User,
    at: datetime,
) -> DpaReview:
    """Begin to read one version of a vendor's DPA; the document is kept as it came.

    Its text is read in the background. Where the engagement has reviewed a DPA of the service
    before, this one follows the newest, and verdicts on words that stand are carried over.
    """
    hold_open(engagement.pk)
    file = StoredFile(**received.columns()).keep(org_id=engagement.org_id, by_id=by.pk, at=at)
    review = DpaReview(
        org_id=engagement.org_id,
        partner_id=engagement.partner_id,
        engagement=engagement,
        service=service,
        document=document.strip(),
        dated=dated,
        file=file,
        follows=version_before(engagement, service),
    ).begin(by=by, at=at)
    DpaReading(org_id=review.org_id, review=review).ask(at=at)
    enqueue(READ_TEXT, review_id=str(review.pk))
    _tell(OPENED, review, by, at, sha256=file.sha256)
    return review


@transaction.atomic
def judge_items(
    *, review: DpaReview, judgements: list[Judgement], by: User, at: datetime
) -> DpaReview:
    """Write down verdicts, complete or not; only while the review is open."""
    locked = _locked(review)
    if not locked.is_open:
        raise ReviewRefused("This review is no longer open, so its verdicts stay as they are.")
    given = [
        one for one in judgements if DpaVerdict.judge(review=locked, judgement=one, by=by, at=at)
    ]
    _tell(JUDGED, locked, by, at, items=sorted(one.item_id for one in given))
    return locked


@transaction.atomic
def submit_review(*, review: DpaReview, by: User, at: datetime) -> DpaReview:
    """Hand the review to a second person; refused with everything that is missing."""
    locked = _locked(review)
    locked.submit(judgements=judgements_of(locked), by=by, at=at)
    _tell(SUBMITTED, locked, by, at)
    engagement = locked.engagement
    ask_second_person(
        partner_id=engagement.partner_id,
        what=f"the review of the DPA of {locked.service.vendor}",
        about=engagement.client_name,
        path=reverse(
            "compliance:dpa-review", args=(engagement.client_slug, engagement.pk, locked.pk)
        ),
        by=by,
        at=at,
    )
    return locked


@transaction.atomic
def accept_review(*, review: DpaReview, by: User, at: datetime, today: date) -> DpaReview:
    """Sign off as a second person; refused with ReviewRefused for the reviewer."""
    locked = _locked(review)
    locked.accept(judgements=judgements_of(locked), by=by, at=at, today=today)
    until = locked.valid_until.isoformat() if locked.valid_until else None
    _tell(ACCEPTED, locked, by, at, until=until)
    return locked


@transaction.atomic
def refuse_review(*, review: DpaReview, reason: str, by: User, at: datetime) -> DpaReview:
    """Do not sign off, and say why."""
    locked = _locked(review)
    if not reason.strip():
        raise ReviewRefused("Say what is wrong with the review.")
    locked.refuse(reason=reason, by=by, at=at)
    _tell(REFUSED, locked, by, at, reason=locked.refusal)
    return locked


@transaction.atomic
def reopen_review(*, review: DpaReview, by: User, at: datetime) -> DpaReview:
    """Take a refused review up again."""
    locked = _locked(review).reopen()
    _tell(REOPENED, locked, by, at)
    return locked


@transaction.atomic
def keep_reading(*, review_id: UUID, reading: Reading, at: datetime) -> None:
    """Keep what was read: candidates, changes, and verdicts that stand on the same words.

    Verdicts are carried over only while the review is open and has none of its own on the item.
    """
    review = _row(review_id)
    row = DpaReading.objects.of_review(review).get()
    if row.stands is not ReadingState.WAITING:
        return
    row.end(pages=reading.pages, at=at)
    DpaProposal.keep(review, reading.candidates)
    DpaChange.keep(review, reading.edits)
    carried = _carry(review, reading) if review.is_open else []
    log.record(
        PROPOSED,
        target=review,
        by=None,
        at=at,
        engagement_id=review.engagement_id,
        items=len(reading.candidates),
        changes=len(reading.edits),
        carried=carried,
    )


@transaction.atomic
def note_unreadable(*, review_id: UUID, why: str, at: datetime) -> None:
    """The text cannot be read: say so on the page. The review goes on without proposals."""
    review = _row(review_id)
    row = DpaReading.objects.of_review(review).get()
    if row.stands is ReadingState.WAITING:
        row.fail(why=why, at=at)
        log.record(
            NOT_READ, target=review, by=None, at=at, engagement_id=review.engagement_id, why=why
        )


def give_up_reading(*, review_id: str, reason: str, at: datetime) -> None:
    """The worker gave up."""
    note_unreadable(review_id=UUID(review_id), why=GAVE_UP, at=at)


@transaction.atomic
def tell_round(
    *, review: DpaReview, item_id: str, words: str, outcome: RoundOutcome, by: User, at: datetime
) -> DpaRound:
    """Write down a round with the vendor on an item that falls short, until it is settled."""
    locked = _locked(review)
    judged = {one.item_id: one for one in judgements_of(locked)}
    falls_short = item_id in judged and judged[item_id].falls_short
    check_round(falls_short=falls_short, outcomes=outcomes_of(locked, item_id), words=words)
    told = DpaRound.tell(review=locked, item=item_id, words=words, outcome=outcome, by=by, at=at)
    _tell(TOLD, locked, by, at, item=item_id, number=told.number, outcome=outcome.value)
    return told


@transaction.atomic
def read_document(*, review: DpaReview, by: User, at: datetime) -> StoredFile:
    """Note that somebody downloads the DPA, and give the file."""
    log.record(READ, target=review, by=by, at=at, engagement_id=review.engagement_id)
    file: StoredFile = review.file
    return file


def _carry(review: DpaReview, reading: Reading) -> list[str]:
    if review.follows is None:
        return []
    own = {one.item_id for one in judgements_of(review)}
    earlier = DpaVerdict.objects.of_review(review.follows)
    stands = [one for one in earlier if one.item in reading.carried and one.item not in own]
    for verdict in stands:
        page, words = reading.carried[verdict.item]
        verdict.carry_to(review, page=page, words=words)
    return sorted(verdict.item for verdict in stands)


def _locked(review: DpaReview) -> DpaReview:
    hold_open(review.engagement_id)
    return _row(review.pk)


def _row(review_id: UUID) -> DpaReview:
    rows = DpaReview.objects.select_for_update(of=("self",))
    locked: DpaReview = rows.select_related("service", "file", "follows").get(pk=review_id)
    return locked


def _tell(what: log.Action, review: DpaReview, by: User, at: datetime, **data: object) -> None:
    log.record(
        what,
        target=review,
        by=by,
        at=at,
        engagement_id=review.engagement_id,
        service=str(review.service),
        **data,
    )
    enqueue("compliance.restamp", engagement_id=str(review.engagement_id))
