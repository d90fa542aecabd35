"""A reading as plain values that can be stored, and the pages that people need to see of it."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from compliance.vendors.rules.reading.proposals import ReportReading

MOST_PICTURES = 40
_FRONT = 3
"""So many of the first pages are shown of a document in which nothing was found."""


def packed(reading: ReportReading) -> dict[str, Any]:
    """The same as plain values: days in ISO, names of states as they are stored."""
    plain: dict[str, Any] = json.loads(json.dumps(asdict(reading), default=str))
    return plain


def pages_to_show(reading: dict[str, Any]) -> list[int]:
    """The first page on which each proposal stands, in order, `MOST_PICTURES` at most."""
    first = range(1, min(_FRONT, reading["pages"]) + 1)
    return sorted({*first, *_pages(reading)})[:MOST_PICTURES]


def _pages(value: Any) -> Iterator[int]:
    if isinstance(value, dict):
        places = value.get("places")
        if places:
            yield places[0]["page"]
        for inner in value.values():
            yield from _pages(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _pages(inner)
