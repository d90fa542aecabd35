"""Heads of the chain, to be kept where the database's owner cannot reach: in sealed packets.

A chain alone cannot show that its end was cut off, or that all of it was written anew.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.audit.chain import genesis
from portal.audit.models import AuditAnchor, AuditHead
from portal.tenancy.context import current_org


@dataclass(frozen=True)
class Head:
    """Where the chain of an organisation stood: its last event, by place and hash."""

    org: UUID
    seq: int
    hash: bytes

    def told(self) -> dict[str, str | int]:
        """As a packet's manifest has it."""
        return {"org": str(self.org), "seq": self.seq, "hash": self.hash.hex()}


def head() -> Head:
    """Where the chain of the organisation that is entered stands, counting what is committed."""
    org = current_org("The head of the audit trail")
    found = AuditHead.objects.filter(org=org).first()
    if found is None:
        return Head(org, 0, genesis(org))
    return Head(org, found.seq, bytes(found.hash))


def keep(head: Head, *, kept_in: str, at: datetime) -> AuditAnchor:
    """Remember that a head lies in `kept_in` (words: which packet), to be checked from now on."""
    anchor = AuditAnchor(org_id=head.org, seq=head.seq, hash=head.hash, kept_in=kept_in, at=at)
    return anchor.keep()
