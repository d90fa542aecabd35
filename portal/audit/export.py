"""The trail as a file that verifies without this portal: what a packet embeds as audit.json."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from portal.audit.models import AuditEvent

FORMAT = "countersign-audit-v1"


def export(
    org: UUID, events: Iterable[AuditEvent], *, engagement_id: UUID | None = None
) -> dict[str, Any]:
    """The events of an organisation, in order of `seq`, ready for JSON. Hashes are in hex.

    With `engagement_id`, payloads of everything else are withheld (null): the reader learns that
    and when something happened there, not what, and the chain verifies all the same.
    """
    return {
        "format": FORMAT,
        "org": str(org),
        "rows": [_row(event, engagement_id) for event in events],
    }


def _row(event: AuditEvent, engagement_id: UUID | None) -> dict[str, Any]:
    link = event.link()
    shown = engagement_id in (None, event.engagement_id)
    return {
        "seq": link.seq,
        "at_us": link.at_us,
        "prev": link.prev.hex(),
        "hash": link.hash.hex(),
        "payload": link.payload if shown else None,
        "payload_sha256": link.payload_sha256.hex(),
    }
