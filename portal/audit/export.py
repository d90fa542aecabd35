"""The trail as a file that verifies without this portal: what a packet embeds as audit.json."""

import json
import re
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from portal.audit.models import AuditEvent

FORMAT = "countersign-audit-v1"
ADDRESS = re.compile(r"[^\s@<>\"']+@[^\s@,;<>\"']+")
MASK = "(an address)"


def export(
    org: UUID,
    events: Iterable[AuditEvent],
    *,
    engagement_id: UUID | None = None,
    told: bool = True,
) -> dict[str, Any]:
    """The events of an organisation, in order of `seq`, ready for JSON. Hashes are in hex.

    With `engagement_id`, payloads of everything else are withheld (null): the reader learns that
    and when something happened there, not what, and the chain verifies all the same. A payload that
    holds a mail address is withheld too, and told without it under `redacted`. With `told=False`
    every payload is withheld.
    """
    return {
        "format": FORMAT,
        "org": str(org),
        "rows": [_row(event, engagement_id) if told else _bare(event) for event in events],
    }


def masked(text: str) -> str:
    """The text without mail addresses."""
    return ADDRESS.sub(MASK, text)


def _bare(event: AuditEvent) -> dict[str, Any]:
    link = event.link()
    return {
        "seq": link.seq,
        "at_us": link.at_us,
        "prev": link.prev.hex(),
        "hash": link.hash.hex(),
        "payload": None,
        "payload_sha256": link.payload_sha256.hex(),
    }


def _row(event: AuditEvent, engagement_id: UUID | None) -> dict[str, Any]:
    row = _bare(event)
    if engagement_id is None:
        return row | {"payload": event.payload}
    if engagement_id != event.engagement_id:
        return row
    if ADDRESS.search(event.payload):
        return row | {"redacted": _redacted(event)}
    return row | {"payload": event.payload}


def _redacted(event: AuditEvent) -> str:
    """What happened, without addresses and without the salt: with it they could be guessed."""
    told = {key: value for key, value in event.told.items() if key != "salt"}
    return json.dumps(_mask(told), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _mask(value: Any) -> Any:
    if isinstance(value, str):
        return masked(value)
    if isinstance(value, dict):
        return {masked(key): _mask(inner) for key, inner in value.items()}
    return [_mask(inner) for inner in value] if isinstance(value, list) else value
