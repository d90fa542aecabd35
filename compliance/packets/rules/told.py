"""A manifest read back: what a packet said of its documents, requirements and people."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from compliance.packets.rules.manifest import Asked, Person


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A document as a manifest tells of it. Days are inclusive."""

    id: str
    title: str
    version: str
    sha256: str
    effective_from: date | None
    effective_until: date | None
    accepted_by: tuple[str, ...]
    accepted_on: date | None


@dataclass(frozen=True, kw_only=True)
class Told:
    """What one manifest says, by ids.

    `cleared_until` is the verdict: the last day of clearance, None without one. `requirements` and
    `people` are None where the manifest is of a time when it did not carry them. `left_out` has
    the reasons.
    """

    id: str
    number: int
    engagement: str
    as_of: date
    requested_at: datetime
    cleared_until: date | None
    papers: Mapping[str, Paper]
    left_out: Mapping[str, str]
    requirements: Mapping[str, Asked] | None
    people: Mapping[str, Person] | None


def read_back(manifest: str | bytes) -> Told:
    """Read a canonical manifest, of this version of the portal or of an earlier one."""
    told = json.loads(manifest)
    packet = told["packet"]
    return Told(
        id=packet["id"],
        number=packet["number"],
        engagement=packet["engagement"],
        as_of=date.fromisoformat(packet["as_of"]),
        requested_at=datetime.fromisoformat(packet["requested_at"]),
        cleared_until=_day(packet["cleared_until"]),
        papers={one["id"]: _paper(one) for one in told["items"]},
        left_out={one["id"]: one["reason"] for one in told["left_out"]},
        requirements=_asked(told.get("requirements")),
        people=_people(told.get("people")),
    )


def _paper(item: Mapping[str, Any]) -> Paper:
    return Paper(
        id=item["id"],
        title=item["title"],
        version=item["version"],
        sha256=item["sha256"],
        effective_from=_day(item["effective_from"]),
        effective_until=_day(item["effective_until"]),
        accepted_by=tuple(item["accepted_by"]),
        accepted_on=_day(item["accepted_on"]),
    )


def _asked(rows: list[dict[str, Any]] | None) -> Mapping[str, Asked] | None:
    if rows is None:
        return None
    return {one["id"]: Asked(**one | {"until": _day(one["until"])}) for one in rows}


def _people(rows: list[dict[str, Any]] | None) -> Mapping[str, Person] | None:
    if rows is None:
        return None
    return {one["id"]: Person(**one | {"until": _day(one["until"])}) for one in rows}


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None
