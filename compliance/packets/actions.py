"""Asking for a packet, cancelling it, asking again, and taking the sealed file."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from compliance.packets import rules
from compliance.packets.models import Packet
from compliance.packets.queries import BUILD, DOWNLOADED, last_taken, open_packet_of
from compliance.packets.rules import Asking, Choice, Part, goes_on
from engagements.lifecycle.models import Engagement
from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.audit import anchors, log
from portal.audit.anchors import Head
from portal.files import seals
from portal.files.models import SealedKind, StoredFile
from portal.jobs.queue import enqueue, withdraw
from portal.mail import outbox

ASKED = log.action("compliance.packet.asked_for", "asked for a compliance packet")
ASKED_AGAIN = log.action("compliance.packet.asked_for_again", "asked for a compliance packet again")
CANCELLED = log.action("compliance.packet.cancelled", "cancelled a compliance packet")
SEALED = log.action("compliance.packet.sealed", "sealed a compliance packet")
FAILED = log.action("compliance.packet.failed", "could not build a compliance packet")
TAKEN = log.action(DOWNLOADED, "downloaded a compliance packet")


@transaction.atomic
def ask_for_packet(
    *, engagement: Engagement, choice: Choice, role: Role, by: User, at: datetime, today: date
) -> Packet:
    """Have a packet built in the background.

    Raises PacketRefused with every reason, one of which is a packet of the same engagement that is
    still being built.
    """
    locked = _engagement(engagement.pk)
    _check(locked, choice, role=role, today=today)
    numbers = Packet.objects.of_engagement(locked).aggregate(last=Max("number"))
    packet = Packet(
        org_id=locked.org_id,
        engagement=locked,
        number=(numbers["last"] or 0) + 1,
        title=locked.title,
    ).ask(choice, by=by, at=at)
    _tell(ASKED, packet, by, at, **_chosen(packet))
    enqueue("compliance.build_packet", packet_id=str(packet.pk))
    return packet


@transaction.atomic
def ask_again(*, packet: Packet, role: Role, by: User, at: datetime, today: date) -> Packet:
    """Build a packet that failed after all: a new job. Raises PacketRefused.

    One that was asked for as of its own day shows today; one of a day that was past keeps it.
    """
    engagement = _engagement(packet.engagement_id)
    locked = _locked(packet.pk)
    as_of = locked.as_of if locked.looks_back else today
    _check(engagement, replace(locked.choice, as_of=as_of), role=role, today=today)
    locked.ask_again(as_of=as_of, by=by, at=at)
    _tell(ASKED_AGAIN, locked, by, at, **_chosen(locked))
    enqueue("compliance.build_packet", packet_id=str(locked.pk))
    return locked


@transaction.atomic
def cancel_packet(*, packet: Packet, by: User, at: datetime) -> Packet:
    """Stop a packet that is not finished. Raises PacketRefused for one that is."""
    locked = _locked(packet.pk).cancel(at=at)
    withdraw(BUILD, packet_id=str(locked.pk))
    _tell(CANCELLED, locked, by, at)
    return locked


@transaction.atomic
def take_packet(*, packet: Packet, role: Role, asked: Part, by: User, at: datetime) -> StoredFile:
    """Note that somebody downloads a sealed packet, and give the file.

    Once for a download in parts: what follows the part that the trail tells of adds nothing to it.
    """
    file: StoredFile | None = packet.file
    if file is None:
        raise rules.PacketRefused(f"This packet is {packet.stands.words}: there is no file yet.")
    if not goes_on(asked, last_taken(packet, by=by), role=role.label, at=at):
        part = {"part": asked.header} if asked.header else {}
        told = {"role": role.label, "sha256": file.sha256, "session": asked.session}
        _tell(TAKEN, packet, by, at, **told, **part)
    return file


@transaction.atomic
def fail_packet(*, packet_id: UUID, why: str, at: datetime) -> None:
    """Say why a packet could not be built, to whoever asked as well. Not if it was cancelled."""
    locked = _locked(packet_id)
    if not locked.is_open:
        return
    locked.fail(why=why, at=at)
    _tell(FAILED, locked, None, at, why=why)
    _mail(locked, "packet_failed", at, why=why)


@transaction.atomic
def seal_packet(
    *, packet_id: UUID, file: StoredFile, manifest: str, head: Head, at: datetime
) -> Packet | None:
    """Write down that a packet is sealed, anchor its head of the trail, tell whoever asked.

    `file` is a row that is not stored yet, of bytes that are. None, and nothing is written, when
    the packet was cancelled meanwhile.
    """
    packet = _locked(packet_id)
    if not packet.is_open:
        return None
    file.keep(org_id=packet.org_id, by_id=None, at=at)
    packet.seal(file=file, manifest=manifest, head=head, at=at)
    anchors.keep(head, kept_in=str(packet), at=at)
    seals.remember(file.sha256, kind=SealedKind.PACKET, at=at)
    _tell(
        SEALED,
        packet,
        None,
        at,
        sha256=file.sha256,
        size=file.size,
        pages=file.pages,
        as_of=packet.as_of.isoformat(),
        head=packet.head_seq,
    )
    _mail(packet, "packet_sealed", at, pages=file.pages)
    return packet


def _engagement(engagement_id: UUID) -> Engagement:
    rows = Engagement.objects.select_for_update(of=("self",)).select_related("org")
    locked: Engagement = rows.get(pk=engagement_id)
    return locked


def _check(engagement: Engagement, choice: Choice, *, role: Role, today: date) -> None:
    unfinished = open_packet_of(engagement)
    asked = Asking(
        role=role,
        choice=choice,
        opened_on=engagement.org.day(engagement.opened_at),
        open_number=unfinished.number if unfinished else None,
    )
    rules.check_asking(asked, today=today)


def _chosen(packet: Packet) -> dict[str, object]:
    """What was asked for, as the trail tells it."""
    return {
        "audience": packet.audience,
        "readers": packet.readers,
        "as_of": packet.as_of.isoformat(),
        "left_out": [one.section.value for one in packet.omissions],
        "restricted": packet.restricted,
    }


def _locked(packet_id: UUID) -> Packet:
    rows = Packet.objects.select_for_update(of=("self",)).select_related(
        "engagement", "org", "requested_by"
    )
    locked: Packet = rows.get(pk=packet_id)
    return locked


def _tell(what: log.Action, packet: Packet, by: User | None, at: datetime, **data: object) -> None:
    log.record(
        what,
        target=packet,
        by=by,
        at=at,
        engagement_id=packet.engagement_id,
        number=packet.number,
        **data,
    )


def _mail(packet: Packet, template: str, at: datetime, **words: Any) -> None:
    engagement: Engagement = packet.engagement
    outbox.post(
        to=packet.requested_by.email,
        template=template,
        at=at,
        name=packet.requested_by.name,
        engagement=engagement.title,
        number=packet.number,
        path=f"/o/{engagement.client_slug}/e/{engagement.pk}/packets/{packet.pk}/",
        **words,
    )
