"""Checks trails against themselves and against their anchors: whole ones, and what is new."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.audit import anchors
from portal.audit.chain import Verdict, genesis, verify
from portal.audit.models import AuditAnchor, AuditCheck, AuditEvent, AuditHead
from portal.tenancy.context import tenant

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Checked:
    """What checking the trail of one organisation found."""

    slug: str
    anchors: int
    verdict: Verdict


@dataclass(frozen=True)
class Standing:
    """Whether a trail holds: as it was when it was checked whole, and with what came since.

    `verdict.checked` counts what came since, or everything where nothing was checked before.
    """

    whole: AuditCheck | None
    verdict: Verdict


def standing(org: UUID) -> Standing:
    """How the trail of the organisation that is entered stands, without reading all of it."""
    whole = AuditCheck.objects.filter(org=org).first()
    if whole is not None and whole.problem:
        return Standing(whole, Verdict(0, whole.problem))
    start = (whole.seq, bytes(whole.hash)) if whole else (0, genesis(org))
    end = anchors.head()
    new = AuditEvent.objects.filter(org=org, seq__gt=start[0]).chained()
    links = (event.link() for event in new.iterator())
    return Standing(whole, verify(org, links, anchors=[(end.seq, end.hash)], start=start))


def check_and_note(*, at: datetime) -> None:
    """Check every whole trail and note it in its organisation; a broken one is told in the log."""
    for head in AuditHead.everywhere.select_related("org"):
        problem = _check(head).verdict.problem or ""
        with tenant(org=head.org_id, partner=head.org.partner_id):
            AuditCheck.note(head, problem=problem, at=at)
        if problem:
            logger.error("The audit trail of %s is broken: %s", head.org.slug, problem)


def check_trails(*, slug: str | None = None) -> Iterator[Checked]:
    """Check every organisation's trail, or that of one; as the role that sees all."""
    heads = AuditHead.everywhere.select_related("org").order_by("org__slug")
    for head in heads.filter(org__slug=slug) if slug else heads:
        yield _check(head)


def _check(head: AuditHead) -> Checked:
    # The head is an anchor too, and read before the events: more may be added meanwhile.
    kept = AuditAnchor.everywhere.filter(org_id=head.org_id).values_list("seq", "hash")
    known = [(seq, bytes(digest)) for seq, digest in kept]
    events = AuditEvent.everywhere.filter(org_id=head.org_id).chained().iterator()
    verdict = verify(
        head.org_id,
        (event.link() for event in events),
        anchors=[(head.seq, bytes(head.hash)), *known],
    )
    return Checked(head.org.slug, len(known), verdict)
