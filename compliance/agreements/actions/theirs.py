"""The client's own paper: taken in, read, reviewed by a person, then out for signature."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from compliance.agreements import rules
from compliance.agreements.actions.sending import check_people, close_followed
from compliance.agreements.actions.telling import tell
from compliance.agreements.models import Agreement, TheirPaper
from compliance.agreements.queries import made_from_before, restating
from compliance.agreements.rules import AgreementKind, Decision, NoticeTime, TakenIn
from engagements.lifecycle.actions import hold_open
from engagements.lifecycle.models import Engagement
from portal.accounts.models import User
from portal.audit import log
from portal.files.intake import Received
from portal.files.models import StoredFile
from portal.files.rules import FileKind, clean_name
from portal.files.store import Stored
from portal.jobs.queue import enqueue

RECEIVED = log.action("compliance.their_paper.received", "took in the client's own BAA")
REVIEWED = log.action("compliance.their_paper.reviewed", "reviewed the client's own BAA")
OFFERED = log.action(
    "compliance.their_paper.offered", "prepared the client's own BAA for signature"
)
OPENED = log.action("compliance.their_paper.opened", "opened the client's own BAA as received")
BLANKS_MEANT = log.action(
    "compliance.their_paper.blanks_meant", "said that blanks in the client's own BAA are meant"
)
READ = "compliance.read_their_paper"
TITLE = "Business Associate Agreement"
AS_IT_CAME = (
    "The text of the client’s own paper, read out of the file for reading on screen. What is "
    "signed is the file itself, with a page for the signatures."
)
SET_IN_TYPE = (
    "The text of the client’s own Word document. The same words, set in type, are what is signed, "
    "with a page for the signatures; the document as received is attached."
)


@dataclass(frozen=True)
class Typeset:
    """The text of a Word document as a PDF that is safe in the store."""

    stored: Stored
    pages: int


@dataclass(frozen=True, kw_only=True)
class Offer:
    """Who signs the client's paper, for whom, from when, and until when it can be signed.

    `blanks_meant` says that what nobody filled in is to stay as it is.
    """

    client_name: str
    partner_name: str
    client_signatory: User
    client_title: str
    partner_signatory: User
    partner_title: str
    effective_on: date
    ends_on: date | None
    sign_by: date
    reason: str = ""
    blanks_meant: bool = False


@transaction.atomic
def receive_their_paper(
    *,
    engagement: Engagement,
    received: Received,
    by: User,
    at: datetime,
    follows: TheirPaper | None = None,
) -> TheirPaper:
    """Keep the client's BAA as it came; a worker reads it and proposes what stands where.

    `follows` is the version before it, whose verdicts are offered again where the words are the
    same. What was sent of that one stays as it is until the new one is.
    """
    whole = hold_open(engagement.pk)
    file = StoredFile(**received.columns()).keep(org_id=whole.org_id, by_id=by.pk, at=at)
    paper = TheirPaper(
        org_id=whole.org_id,
        partner_id=whole.partner_id,
        engagement=whole,
        file=file,
        follows=follows,
    ).keep(by=by, at=at)
    enqueue(READ, paper_id=str(paper.pk))
    before = str(follows.pk) if follows else None
    _record(RECEIVED, paper, by, at, sha256=file.sha256, pages=file.pages, follows=before)
    return paper


@transaction.atomic
def open_their_paper(*, paper: TheirPaper, by: User, at: datetime) -> None:
    """Note that somebody downloads the file as it was received."""
    _record(OPENED, paper, by, at, sha256=paper.file.sha256)


@transaction.atomic
def note_reading(
    *, paper_id: UUID, taken: TakenIn, at: datetime, copy: Typeset | None = None
) -> TheirPaper:
    """Keep what a worker read. Nothing of it counts until a person confirms it."""
    paper = _locked(paper_id)
    if paper.read_at is None:
        paper.note_reading(taken, copy=_kept(paper, copy, at) if copy else None, at=at)
    return paper


@transaction.atomic
def give_up_reading(*, reason: str, at: datetime, paper_id: str) -> None:
    """The worker could not read it: a person finds the elements without proposals."""
    paper = _locked(UUID(paper_id))
    if paper.read_at is None:
        why = rules.WORD_UNREAD if paper.is_word else rules.NO_TEXT
        paper.note_reading(TakenIn(unread=why), copy=None, at=at)


@transaction.atomic
def review_their_paper(
    *,
    paper: TheirPaper,
    decisions: list[Decision],
    notice: NoticeTime | None,
    by: User,
    at: datetime,
) -> TheirPaper:
    """Keep what a person says of each element. Raises ReviewRefused, naming every problem."""
    hold_open(paper.engagement_id)
    held = _locked(paper.pk)
    problems: list[str] = []
    for decision in decisions:
        try:
            rules.check_decision(decision, pages=held.page_count, unit=held.unit)
        except rules.ReviewRefused as refused:
            problems += refused.reasons
    rules.ReviewRefused.if_any(problems)
    held.decide(decisions, notice, by=by, at=at)
    missing = sorted(one.element for one in decisions if one.judgement is rules.Judgement.MISSING)
    _record(
        REVIEWED,
        held,
        by,
        at,
        decided=len(decisions),
        missing=missing,
        breach_notice=str(notice) if notice else None,
    )
    return held


@transaction.atomic
def offer_their_paper(
    *, paper: TheirPaper, offer: Offer, by: User, at: datetime, today: date
) -> Agreement:
    """Send the client's paper for signature: a page for the signatures follows theirs.

    What was made from it, or from a version before it, is followed: one that is out is closed for
    `offer.reason` and everybody is asked anew; one that was executed stays in force until this is.

    Blanks that are meant are kept with the agreement, page by page. Raises ReviewRefused while an
    element is not confirmed or is missing, or a blank is not said to be meant, SendingRefused for
    people or dates that are not.
    """
    whole = hold_open(paper.engagement_id)
    held = _locked(paper.pk)
    rules.check_offering(held.decided, held.notice_time)
    blanks = held.blanks
    rules.check_blanks(blanks, meant=offer.blanks_meant)
    if held.signable is None:
        raise rules.ReviewRefused(held.unread)
    before = close_followed(made_from_before(held), offer.reason, by, at)
    check_people(
        whole,
        AgreementKind.BAA,
        offer.client_signatory,
        offer.partner_signatory,
        offer.sign_by,
        by=by,
        today=today,
    )
    clause = restating(whole, AgreementKind.BAA)
    agreement = Agreement(
        org_id=whole.org_id,
        partner_id=whole.partner_id,
        engagement=whole,
        kind=AgreementKind.BAA,
        title=TITLE,
        theirs=held,
        follows=before,
        number=before.number + 1 if before else 1,
        template_sha256=held.file.sha256,
        values={
            "breach_notice": str(held.notice_time),
            "restating": clause,
            "blanks": [asdict(one) for one in blanks],
        },
        text=_text(held, clause),
        client_name=offer.client_name.strip(),
        partner_name=offer.partner_name.strip(),
        client_signatory=offer.client_signatory,
        client_title=offer.client_title.strip(),
        partner_signatory=offer.partner_signatory,
        partner_title=offer.partner_title.strip(),
        sender=by,
        sign_by=offer.sign_by,
        effective_on=offer.effective_on,
        ends_on=offer.ends_on,
    ).prepare(at=at)
    enqueue("compliance.render_agreement", agreement_id=str(agreement.pk))
    tell(OFFERED, agreement, by, at, paper=str(held.pk), sha256=held.file.sha256)
    if blanks:
        _record(BLANKS_MEANT, held, by, at, blanks=[[one.page, str(one)] for one in blanks])
    return agreement


def _text(paper: TheirPaper, clause: str) -> str:
    """Their words for the reading view; it says itself that the file is what counts."""
    several = len(paper.pages) > 1 and not paper.is_word
    parts = [
        (f"## Page {number}\n\n" if several else "") + rules.as_markdown(paragraphs)
        for number, paragraphs in enumerate(paper.pages, 1)
    ]
    end = f"\n## On the page for the signatures\n\n{clause}\n" if clause else ""
    return f"*{SET_IN_TYPE if paper.is_word else AS_IT_CAME}*\n\n" + "\n".join(parts) + end


def _kept(paper: TheirPaper, copy: Typeset, at: datetime) -> StoredFile:
    file = StoredFile(
        sha256=copy.stored.sha256,
        size=copy.stored.size,
        name=clean_name(f"{paper.file.name}, set in type.pdf", FileKind.PDF),
        kind=FileKind.PDF,
        mime=FileKind.PDF.mime,
        pages=copy.pages,
    )
    return file.keep(org_id=paper.org_id, by_id=None, at=at)


def _locked(paper_id: UUID) -> TheirPaper:
    rows = TheirPaper.objects.select_for_update(of=("self",)).select_related(
        "file", "copy", "engagement"
    )
    found: TheirPaper = rows.get(pk=paper_id)
    return found


def _record(what: log.Action, paper: TheirPaper, by: User, at: datetime, **data: Any) -> None:
    log.record(what, target=paper, by=by, at=at, engagement_id=paper.engagement_id, **data)
