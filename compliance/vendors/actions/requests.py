"""Asking vendors for reports: the request, what is written to them, and what came of it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from compliance.vendors.models import (
    ReportRequest,
    ReportUpload,
    RequestLetter,
    VendorReport,
    VendorService,
)
from compliance.vendors.rules.requests import (
    RequestRefused,
    check_letter,
    check_request_open,
    nudge_is_due,
)
from portal.accounts.models import User
from portal.accounts.queries import people_with
from portal.accounts.roles import Right
from portal.audit import log
from portal.files.intake import Received
from portal.files.models import StoredFile
from portal.jobs.queue import enqueue
from portal.mail import outbox

ASKED = log.action("compliance.request.asked", "asked a vendor for a report")
WROTE = log.action("compliance.request.wrote", "wrote to a vendor about a report")
PROMISED = log.action("compliance.request.promised", "noted by when a vendor promised a report")
RECEIVED = log.action("compliance.request.received", "received what a vendor was asked for")
DECLINED = log.action("compliance.request.declined", "noted that a vendor gives no report")
WITHDRAWN = log.action("compliance.request.withdrawn", "withdrew a request for a report")
NDA_READ = log.action("compliance.request.nda_read", "downloaded the NDA of a request")
NUDGED = log.action("compliance.request.nudged", "reminded of a report that is late")


@transaction.atomic
def ask_for_report(
    *,
    service: VendorService,
    stated: dict[str, Any],
    nda: Received | None = None,
    by: User,
    at: datetime,
    today: date,
) -> ReportRequest:
    """Keep that a vendor was asked, with the columns of ReportRequest in `stated`.

    Nothing goes to the vendor: `write_to_vendor` does that. Raises RequestRefused for a request
    that nobody could follow, and for what the vendor was asked for already.
    """
    # One at a time: two clicks must not ask the vendor twice.
    VendorService.objects.select_for_update().get(pk=service.pk)
    same = ReportRequest.objects.open().filter(service=service, wanted=stated["wanted"])
    if same.exists():
        raise RequestRefused("The vendor was asked for that already. Go on with that request.")
    asked = ReportRequest(partner_id=service.partner_id, service=service, **stated)
    if nda is not None:
        file = StoredFile(**nda.columns())
        asked.nda_file = file.keep(org_id=service.partner_id, by_id=by.pk, at=at)
    asked.ask(by=by, at=at, today=today)
    _tell(ASKED, asked, by, at, wanted=asked.wanted, expected_on=str(asked.expected_on))
    return asked


@transaction.atomic
def write_to_vendor(*, asked: ReportRequest, words: str, by: User, at: datetime) -> RequestLetter:
    """Send the vendor a reminder, in the words of the person who sends it.

    Raises RequestRefused when the request is over, without an address or words, and within a day
    of the last letter.
    """
    locked = _locked(asked.pk)
    check_request_open(locked.facts)
    letters = RequestLetter.objects.filter(request=locked).oldest_first()
    last = letters.last()
    check_letter(words, last=last.sent_at if last else None, at=at)
    return _send(locked, words, by, at)


@transaction.atomic
def expect_by(
    *, asked: ReportRequest, on: date, by: User, at: datetime, today: date
) -> ReportRequest:
    """Note by when the vendor promised it. Raises RequestRefused for a day that is over."""
    locked = _locked(asked.pk).expect(on=on, today=today)
    _tell(PROMISED, locked, by, at, expected_on=on.isoformat())
    return locked


@transaction.atomic
def receive_requested(
    *,
    asked: ReportRequest,
    upload: ReportUpload | None = None,
    report: VendorReport | None = None,
    by: User,
    at: datetime,
) -> ReportRequest:
    """Tie what came in to the request. Raises RequestRefused for something of another service."""
    locked = _locked(asked.pk)
    came = upload or report
    if came is None or came.service_id != locked.service_id:
        raise RequestRefused("Choose what came in for this service.")
    locked.receive(upload=upload, report=report, by=by, at=at)
    _tell(RECEIVED, locked, by, at, sha256=came.file.sha256)
    return locked


@transaction.atomic
def decline_request(*, asked: ReportRequest, reason: str, by: User, at: datetime) -> ReportRequest:
    """Note that the vendor does not give it, with its reason."""
    locked = _locked(asked.pk).decline(reason=reason, by=by, at=at)
    _tell(DECLINED, locked, by, at, reason=locked.reason)
    return locked


@transaction.atomic
def withdraw_request(*, asked: ReportRequest, reason: str, by: User, at: datetime) -> ReportRequest:
    """Say that it is wanted no longer, with the reason."""
    locked = _locked(asked.pk).withdraw(reason=reason, by=by, at=at)
    _tell(WITHDRAWN, locked, by, at, reason=locked.reason)
    return locked


@transaction.atomic
def nudge(*, request_id: UUID, at: datetime) -> bool:
    """Tell whoever asked that it is late: on the first day, then weekly; whether they were told."""
    locked = _locked(request_id)
    today = locked.partner.day(at)
    if not nudge_is_due(locked.facts, today=today, nudged_on=locked.nudged_on):
        return False
    locked.note_nudge(on=today)
    reviewers = people_with(Right.REVIEW_EVIDENCE, org_id=locked.partner_id)
    asker = locked.asked_by
    for person in [asker] if asker in reviewers else reviewers:
        _tell_late(locked, person, at)
    _tell(NUDGED, locked, None, at)
    return True


def _tell_late(locked: ReportRequest, person: User, at: datetime) -> None:
    """To whoever asked; once they have left, to everybody who could have."""
    outbox.post(
        to=person.email,
        template="request_late",
        at=at,
        name=person.name,
        asker="" if person == locked.asked_by else locked.asked_by.name,
        wanted=locked.wants.label,
        service=str(locked.service),
        asked_on=locked.asked_on,
        expected_on=locked.expected_on,
        path=reverse("compliance:request", args=(locked.partner.slug, locked.pk)),
    )


@transaction.atomic
def read_nda(*, asked: ReportRequest, by: User, at: datetime) -> StoredFile | None:
    """Note that somebody downloads the NDA of a request, and give it, where there is one."""
    file: StoredFile | None = asked.nda_file
    if file is not None:
        log.record(NDA_READ, target=asked, by=by, at=at, sha256=file.sha256)
    return file


def _send(asked: ReportRequest, words: str, by: User, at: datetime) -> RequestLetter:
    if not asked.contact_email:
        raise RequestRefused("There is no e-mail address to write to. Ask on the vendor's portal.")
    letter = RequestLetter.send(asked, words.strip(), by=by, at=at)
    outbox.post(
        to=letter.to,
        template="request_to_vendor",
        at=at,
        reply_to=by.email,
        words=letter.words,
        wanted=asked.wants.label,
        service=str(asked.service),
        partner=asked.partner.name,
    )
    _tell(WROTE, asked, by, at)
    return letter


def _locked(pk: UUID) -> ReportRequest:
    rows = ReportRequest.objects.select_for_update(of=("self",))
    related = rows.select_related("service", "partner", "asked_by")
    locked: ReportRequest = related.get(pk=pk)
    return locked


def _tell(
    what: log.Action, asked: ReportRequest, by: User | None, at: datetime, **data: Any
) -> None:
    log.record(what, target=asked, by=by, at=at, service=str(asked.service), **data)
    # What waits for a report is said on the pages of every engagement that uses the service.
    enqueue("compliance.restamp_book", partner_id=str(asked.partner_id))
