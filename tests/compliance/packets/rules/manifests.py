"""Manifests for tests of comparing them."""

from datetime import UTC, date, datetime
from typing import Any

from compliance.packets.rules import Asked, Item, LeftOut, Manifest, Person, Told, canonical
from compliance.packets.rules import read_back as read

ENGAGEMENT = "e1"


def item(record: str = "agreement:1", **other: Any) -> Item:
    """The executed BAA, unless said otherwise."""
    told: dict[str, Any] = {
        "id": record,
        "kind": record.partition(":")[0],
        "title": f"Title of {record}",
        "version": "2026.1",
        "sha256": "ab" * 32,
        "size": 1000,
        "media_type": "application/pdf",
        "file": f"{record.replace(':', '-')}.pdf",
        "pages": (5, 11),
        "effective_from": date(2026, 1, 1),
        "effective_until": None,
        "accepted_by": ("Samuel Sign",),
        "accepted_on": date(2026, 1, 1),
        "counts_because": "It is executed.",
    }
    return Item(**told | other)


def asked(record: str = "requirement:BAA-1", standing: str = "met", until: date | None = None):
    return Asked(id=record, title=f"Title of {record}", standing=standing, until=until)


def person(record: str = "membership:1", role: str = "Client owner", until: date | None = None):
    return Person(id=record, name=f"Name of {record}", role=role, of="Lakeview", until=until)


def manifest(
    number: int,
    *items: Item,
    as_of: date | None = None,
    requested_at: datetime | None = None,
    cleared_until: date | None = None,
    left_out: tuple[LeftOut, ...] = (),
    requirements: tuple[Asked, ...] = (),
    people: tuple[Person, ...] = (),
    engagement: str = ENGAGEMENT,
    packet_id: str = "",
) -> bytes:
    """Packet number so-and-so, asked for on the first of that month of 2026."""
    packet = {
        "id": packet_id or f"p{number}",
        "number": number,
        "engagement": engagement,
        "as_of": as_of or date(2026, number, 1),
        "requested_at": requested_at or datetime(2026, number, 1, 12, tzinfo=UTC),
        "cleared_until": cleared_until,
    }
    return canonical(
        Manifest(
            packet=packet,
            items=items,
            left_out=left_out,
            audit={},
            requirements=requirements,
            people=people,
        )
    )


def told(number: int, *items: Item, **other: Any) -> Told:
    """The same, read back."""
    return read(manifest(number, *items, **other))
