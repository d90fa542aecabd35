"""Checks whole trails, across organisations, against themselves and against their anchors."""

from collections.abc import Iterator
from dataclasses import dataclass

from portal.audit.chain import Verdict, verify
from portal.audit.models import AuditAnchor, AuditEvent, AuditHead


@dataclass(frozen=True)
class Checked:
    """What checking the trail of one organisation found."""

    slug: str
    anchors: int
    verdict: Verdict


def check_trails(*, slug: str | None = None) -> Iterator[Checked]:
    """Check every organisation's trail, or that of one; as the role that sees all."""
    heads = AuditHead.everywhere.select_related("org").order_by("org__slug")
    for head in heads.filter(org__slug=slug) if slug else heads:
        yield _check(head)


def _check(head: AuditHead) -> Checked:
    # The head is an anchor too, and read before the events: more may be added meanwhile.
    kept = AuditAnchor.everywhere.filter(org_id=head.org_id).values_list("seq", "hash")
    anchors = [(seq, bytes(digest)) for seq, digest in kept]
    events = AuditEvent.everywhere.filter(org_id=head.org_id).chained().iterator()
    verdict = verify(
        head.org_id,
        (event.link() for event in events),
        anchors=[(head.seq, bytes(head.hash)), *anchors],
    )
    return Checked(head.org.slug, len(anchors), verdict)
