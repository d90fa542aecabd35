"""What the trail says of an instant that is past: deeds before it, and where the chain stood."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from portal.audit.anchors import Head
from portal.audit.chain import genesis
from portal.audit.models import AuditEvent


@dataclass(frozen=True)
class Deed:
    """One thing done to a record; `by` is the id of who did it, None for the portal itself."""

    action: str
    at: datetime
    by: UUID | None
    data: Mapping[str, Any]


Deeds = Mapping[str, list[Deed]]
"""Deeds in their order, by the id of the record they were done to."""


def deeds_before(at: datetime, actions: Iterable[str], *, org: UUID, engagement: UUID) -> Deeds:
    """What was done in one engagement before an instant. Inside the organisation.

    The instant of a deed is the one that its action names, as in the columns of records.
    """
    rows = AuditEvent.objects.filter(org_id=org, action__in=list(actions))
    found = defaultdict(list)
    for event in rows.of_engagement(engagement).chained():
        told = event.told
        when = datetime.fromisoformat(told["at"])
        if when < at and told["target"]:
            by = UUID(told["by"]["id"]) if told["by"] else None
            found[told["target"]["id"]].append(Deed(event.action, when, by, told["data"]))
    return found


def head_before(at: datetime, *, org: UUID) -> Head:
    """Where the chain stood: at its last event that was before an instant."""
    for event in AuditEvent.objects.filter(org_id=org).newest().iterator(chunk_size=200):
        if datetime.fromisoformat(event.told["at"]) < at:
            return Head(org, event.seq, bytes(event.hash))
    return Head(org, 0, genesis(org))
