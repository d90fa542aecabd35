"""Opening a DPA review, judging its items, submitting it, signing it off."""

from datetime import date, datetime

from django.db import transaction

from compliance.dpa.models import DpaReview, DpaVerdict
from compliance.dpa.queries import judgements_of
from compliance.dpa.rules import Judgement, ReviewRefused
from compliance.vendors.models import VendorService
from engagements.lifecycle.actions import hold_open
from engagements.lifecycle.models import Engagement
from portal.accounts.models import User
from portal.audit import log
from portal.files.intake import Received
from portal.files.models import StoredFile
from portal.jobs.queue import enqueue

OPENED = log.action("compliance.dpa_review.opened", "began the review of a DPA")
JUDGED = log.action("compliance.dpa_review.judged", "judged items of a DPA")
SUBMITTED = log.action("compliance.dpa_review.submitted", "submitted the review of a DPA")
ACCEPTED = log.action("compliance.dpa_review.accepted", "accepted the review of a DPA")
REFUSED = log.action("compliance.dpa_review.refused", "refused the review of a DPA")
REOPENED = log.action("compliance.dpa_review.reopened", "took the review of a DPA up again")
READ = log.action("compliance.dpa_review.document_read", "downloaded a DPA")


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
    """Begin to read one version of a vendor's DPA; the document is kept as it came."""
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
    ).begin(by=by, at=at)
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
    for judgement in judgements:
        DpaVerdict.judge(review=locked, judgement=judgement, by=by, at=at)
    _tell(JUDGED, locked, by, at, items=sorted(one.item_id for one in judgements))
    return locked


@transaction.atomic
def submit_review(*, review: DpaReview, by: User, at: datetime) -> DpaReview:
    """Hand the review to a second person; refused with everything that is missing."""
    locked = _locked(review)
    locked.submit(judgements=judgements_of(locked), by=by, at=at)
    _tell(SUBMITTED, locked, by, at)
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
def read_document(*, review: DpaReview, by: User, at: datetime) -> StoredFile:
    """Note that somebody downloads the DPA, and give the file."""
    log.record(READ, target=review, by=by, at=at, engagement_id=review.engagement_id)
    file: StoredFile = review.file
    return file


def _locked(review: DpaReview) -> DpaReview:
    hold_open(review.engagement_id)
    rows = DpaReview.objects.select_for_update(of=("self",)).select_related("service", "file")
    locked: DpaReview = rows.get(pk=review.pk)
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
