"""Recording evidence made elsewhere, accepting it, refusing it, withdrawing it."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from compliance.evidence import queries
from compliance.evidence.models import HeldEvidence, HeldReading
from compliance.evidence.rules import EvidenceKind, check_is_read, check_kind
from compliance.evidence.second_person import ask_second_person
from engagements.lifecycle.actions import hold_open
from engagements.lifecycle.models import Engagement
from portal.accounts.models import User
from portal.audit import log
from portal.files.intake import Received
from portal.files.models import StoredFile
from portal.jobs.queue import enqueue

RECORDED = log.action("compliance.evidence.recorded", "recorded evidence")
ACCEPTED = log.action(queries.ACCEPTED, "accepted evidence")
REFUSED = log.action("compliance.evidence.refused", "refused evidence")
WITHDRAWN = log.action("compliance.evidence.withdrawn", "withdrew evidence")
READ = log.action("compliance.evidence.read", "downloaded evidence")
# The job that reads the file of an answered questionnaire.
READS = "compliance.read_questionnaire"


@transaction.atomic
def record_evidence(
    *,
    engagement: Engagement,
    kind: EvidenceKind,
    title: str,
    received: Received,
    effective_from: date,
    effective_until: date | None,
    service_id: UUID | None = None,
    note: str = "",
    by: User,
    at: datetime,
    today: date,
) -> HeldEvidence:
    """Keep a paper or a proof with its period; a second person has to accept it.

    Raises EvidenceRefused when it proves nothing (no file, no period, about no service).
    """
    hold_open(engagement.pk)
    check_kind(kind)
    return keep_evidence(
        engagement=engagement,
        kind=kind,
        title=title,
        received=received,
        effective_from=effective_from,
        effective_until=effective_until,
        service_id=service_id,
        note=note,
        by=by,
        at=at,
        today=today,
    )


@transaction.atomic
def keep_evidence(
    *,
    engagement: Engagement,
    kind: EvidenceKind,
    title: str,
    received: Received,
    effective_from: date,
    effective_until: date | None,
    service_id: UUID | None,
    note: str = "",
    for_a_second: bool = True,
    by: User,
    at: datetime,
    today: date,
) -> HeldEvidence:
    """The same for every kind, those included that have a page of their own.

    Without `for_a_second` nobody is asked to accept it.
    """
    hold_open(engagement.pk)
    file = StoredFile(**received.columns()).keep(org_id=engagement.org_id, by_id=by.pk, at=at)
    held = HeldEvidence(
        org_id=engagement.org_id,
        engagement=engagement,
        kind=kind,
        service_id=service_id,
        title=title.strip(),
        note=note.strip(),
        file=file,
        effective_from=effective_from,
        effective_until=effective_until,
    ).record(by=by, at=at, today=today)
    if held.is_read:
        ask_to_read(held=held, at=at)
    _tell(RECORDED, held, by, at, kind=kind.value, sha256=file.sha256)
    if for_a_second:
        ask_second_person(
            partner_id=engagement.partner_id,
            what=f"recording evidence ({held.kind_label})",
            about=engagement.client_name,
            path=reverse("compliance:held", args=(engagement.client_slug, engagement.pk, held.pk)),
            by=by,
            at=at,
        )
    return held


@transaction.atomic
def ask_to_read(*, held: HeldEvidence, at: datetime) -> None:
    """Have the file read in the background, once."""
    if queries.reading_of(held) is None:
        HeldReading(org_id=held.org_id, held=held).ask(at=at)
    enqueue(READS, held_id=str(held.pk))


@transaction.atomic
def accept_evidence(*, held: HeldEvidence, by: User, at: datetime, today: date) -> HeldEvidence:
    """Accept as a second person.

    Raises EvidenceRefused for whoever recorded it, and while its file is being read.
    """
    locked = _locked(held)
    reading = queries.reading_of(locked)
    check_is_read(reading.stands if reading else None)
    locked.accept(by=by, at=at, today=today)
    _tell(ACCEPTED, locked, by, at, kind=locked.kind)
    return locked


@transaction.atomic
def refuse_evidence(*, held: HeldEvidence, reason: str, by: User, at: datetime) -> HeldEvidence:
    """Refuse, saying why."""
    locked = _locked(held).refuse(by=by, at=at, reason=reason)
    _tell(REFUSED, locked, by, at, kind=locked.kind, reason=locked.reason)
    return locked


@transaction.atomic
def withdraw_evidence(*, held: HeldEvidence, reason: str, by: User, at: datetime) -> HeldEvidence:
    """Say that it no longer holds, and why; whatever rested on it falls at once."""
    locked = _locked(held).withdraw(by=by, at=at, reason=reason)
    _tell(WITHDRAWN, locked, by, at, kind=locked.kind, reason=locked.reason)
    return locked


@transaction.atomic
def read_evidence(*, held: HeldEvidence, by: User, at: datetime) -> StoredFile:
    """Note that somebody downloads the file, and give it."""
    log.record(READ, target=held, by=by, at=at, engagement_id=held.engagement_id)
    file: StoredFile = held.file
    return file


def _locked(held: HeldEvidence) -> HeldEvidence:
    hold_open(held.engagement_id)
    check_kind(EvidenceKind(held.kind))
    locked: HeldEvidence = HeldEvidence.objects.select_for_update().get(pk=held.pk)
    return locked


def _tell(what: log.Action, held: HeldEvidence, by: User, at: datetime, **data: str) -> None:
    log.record(what, target=held, by=by, at=at, engagement_id=held.engagement_id, **data)
    enqueue("compliance.restamp", engagement_id=str(held.engagement_id))
