"""Tells running heads and feet from the text by what repeats at the same height."""

import re
from collections import Counter
from collections.abc import Sequence

from compliance.vendors.rules.reading.lines import Line

EDGE_LINES = 3
"""How many lines from the top or the bottom of a page may be a running head or foot."""


def _shape(line: Line) -> str:
    return _NUMBERED.sub("#", line.text.casefold()).strip()


_NUMBERED = re.compile(r"(?:^\d{1,3}\b|(?:\bpage\s*)?\b\d{1,3}(?:\s*(?:of|/|\|)\s*\d{1,3})?\W*$)")


def edge_lines(lines: list[Line]) -> list[Line]:
    by_height = sorted(lines, key=lambda line: line.top)
    found = {id(line): line for line in by_height[:EDGE_LINES] + by_height[-EDGE_LINES:]}
    return list(found.values())


def repeated_places(lined: Sequence[list[Line]]) -> frozenset[tuple[str, int]]:
    """What stands at the same height near the edge of a third of the pages, or of three in turn."""
    seen: dict[tuple[str, int], list[int]] = {}
    inside: Counter[str] = Counter()
    for number, lines in enumerate(lined):
        edge = edge_lines(lines)
        for place in {_place(line) for line in edge}:
            seen.setdefault(place, []).append(number)
        at_edge = set(map(id, edge))
        inside.update(_shape(line) for line in lines if id(line) not in at_edge)
    return frozenset(
        place
        for place, pages in seen.items()
        if _repeats_enough(place[0], pages, len(lined)) and inside[place[0]] <= 2 * len(pages)
    )


def _repeats_enough(shape: str, pages: list[int], of: int) -> bool:
    worded = len(re.findall(r"[a-z]", shape)) >= 6
    often = len(pages) >= max(3, of / 3)
    long = len(re.findall(r"[a-z]", shape)) >= 12
    return (worded and often) or (long and _in_turn(pages)) or (often and len(shape) >= 8)


def _in_turn(pages: list[int]) -> bool:
    return any(after - before == 2 for before, after in zip(pages, pages[2:], strict=False))


def _place(line: Line) -> tuple[str, int]:
    return _shape(line), round(line.bottom / 6)


def is_running(line: Line, repeated: frozenset[tuple[str, int]], lines: list[Line]) -> bool:
    shape, height = _place(line)
    if any((shape, height + i) in repeated for i in (-1, 0, 1)):
        return not _heads_a_table(line, lines)
    number = re.fullmatch(r"[-–|\s]*(?:#(?:\s*(?:of|/|\|)\s*#)?)?[-–|\s.]*|[ivxl]{1,6}", shape)
    return bool(number) and _is_outermost(line, lines)


def _is_outermost(line: Line, lines: list[Line]) -> bool:
    above = any(x.bottom <= line.top for x in lines)
    below = any(x.top >= line.bottom for x in lines)
    beside = [x for x in lines if x is not line and x.top < line.bottom and x.bottom > line.top]
    return not (above and below) and all(x.right < line.left for x in beside)


def _heads_a_table(line: Line, lines: list[Line]) -> bool:
    """Whether it is one of several cells beside each other, as the head of a table repeats."""
    level = [x for x in lines if abs(x.top - line.top) < 3 and x is not line]
    return len(level) >= 2 and not re.search(r"\d|page", line.text.casefold())
