"""Recording: events are collected while an action runs and inserted last in its transaction.

A lock on the chain's head held during work costs eight times the throughput, hence "last".
"""

import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, cast
from uuid import UUID

from django.db import connection, models

from portal.audit.models import AuditEvent
from portal.tenancy.backend.base import DatabaseWrapper
from portal.tenancy.context import current_org


class Person(Protocol):
    """Whoever acts: a person, known to the trail by id and name.

    Not by mail address: nothing is ever taken out of the trail again, and packets carry it abroad.
    """

    pk: Any
    name: Any


@dataclass(frozen=True)
class Action:
    """A kind of event: its dotted name, and the words in which the trail tells it."""

    name: str
    words: str


@dataclass(frozen=True)
class Pending:
    """An event that waits for the end of its transaction."""

    org: UUID
    action: str
    engagement_id: UUID | None
    payload: str


_actions: dict[str, Action] = {}


def action(name: str, words: str) -> Action:
    """Declare a kind of event, once per name; `docs/reference/audit-events.md` lists them all."""
    if name in _actions:
        raise ValueError(f"the audit action {name} is declared twice")
    _actions[name] = Action(name, words)
    return _actions[name]


def declared() -> list[Action]:
    """Every declared kind of event, by name."""
    return sorted(_actions.values(), key=lambda declared: declared.name)


def words_of(name: str) -> str:
    """How a kind of event is told; the bare name for one that is no longer declared."""
    known = _actions.get(name)
    return known.words if known else name


def record(
    what: Action,
    *,
    target: models.Model | None,
    by: Person | None,
    at: datetime,
    engagement_id: UUID | None = None,
    **data: Any,
) -> None:
    """Add an event to the trail of the organisation that is entered.

    `by` is None for what the portal does by itself (a worker, a visitor without an account).
    Raises NoTenant outside a tenant block. Lost together with the transaction, never alone.
    """
    content = {
        "action": what.name,
        "at": at.isoformat(),
        "by": _person(by),
        "data": data,
        "engagement": str(engagement_id) if engagement_id else None,
        "salt": secrets.token_hex(16),
        "target": _target(target),
    }
    payload = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    _connection().collect(Pending(current_org(what.name), what.name, engagement_id, payload))


def flush() -> None:
    """Insert what was collected: the last statement of a tenant's transaction."""
    pending: list[Pending] = _connection().collected()
    if pending:
        AuditEvent.objects.bulk_create(list(_rows(pending)))


def _rows(pending: list[Pending]) -> Iterator[AuditEvent]:
    for event in pending:
        yield AuditEvent(
            org_id=event.org,
            action=event.action,
            engagement_id=event.engagement_id,
            payload=event.payload,
        )


def _connection() -> DatabaseWrapper:
    return cast(DatabaseWrapper, connection)


def _person(person: Person | None) -> dict[str, str] | None:
    if person is None:
        return None
    return {"id": str(person.pk), "name": person.name}


def _target(target: models.Model | None) -> dict[str, str] | None:
    if target is None:
        return None
    return {"type": target._meta.label_lower, "id": str(target.pk), "label": str(target)}
