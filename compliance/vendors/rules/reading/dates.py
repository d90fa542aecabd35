"""Dates and periods of time as reports print them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
_MONTH += r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])"
_YEAR = r"(?:19|20)\d\d"
_NTH = r"(?:st|nd|rd|th)?"
_DATE = re.compile(
    rf"(?<![\w-])(?:(?P<m1>{_MONTH})\s*(?P<d1>{_DAY}){_NTH}\s*,?\s+(?P<y1>{_YEAR})"
    rf"|(?P<d2>{_DAY}){_NTH}[\s./-]+(?:day\s+)?(?:of\s+)?(?P<m2>{_MONTH})[\s,./-]*(?P<y2>{_YEAR})"
    rf"|(?P<y3>{_YEAR})[-/.](?P<m3>\d\d)[-/.](?P<d3>\d\d)"
    r"|(?P<a>\d{1,2})(?P<sep>[/.])(?P<b>\d{1,2})(?P=sep)(?P<y4>(?:20)?\d\d))(?![\w/])",
    re.IGNORECASE,
)
_HALF = re.compile(
    rf"(?<!\w)(?:(?P<m1>{_MONTH})\s*(?P<d1>{_DAY}){_NTH}|(?P<d2>{_DAY}){_NTH}\s+(?P<m2>{_MONTH}))"
    r"\s*(?:to|through|until|till|and|[-–—])\s*$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"[\s,(]*(?:to|through|thru|until|till|and(?: ending)?(?: on)?|up to(?: and including)?|ending"
    r"|[-–—])(?:\s+(?:the|and|ending|on|to|including|until|end:?))*[\s,:]*",
    re.IGNORECASE,
)
_LONGEST_DAYS = 800


@dataclass(frozen=True, slots=True)
class Found:
    """A date and where it stands in the text."""

    day: date
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FoundPeriod:
    """Two days, both inclusive, and where they stand in the text."""

    first: date
    last: date
    start: int
    end: int


def dates(text: str) -> Iterator[Found]:
    """Every whole date of a text. Where 03/04/2026 could be two days it is the fourth of March."""
    for match in _DATE.finditer(text):
        day = _day(match)
        if day:
            yield Found(day, match.start(), match.end())


def periods(text: str) -> Iterator[FoundPeriod]:
    """Every "A to B" of a text, also where the year stands once."""
    previous: Found | None = None
    for found in dates(text):
        half = _HALF.search(text[: found.start])
        if half and half.end() >= found.start - 1:
            first = _made(half, found.day.year)
            if first and first < found.day:
                yield FoundPeriod(first, found.day, half.start(), found.end)
                previous = None
                continue
        if previous and _BETWEEN.fullmatch(text[previous.end : found.start]):
            if 0 < (found.day - previous.day).days <= _LONGEST_DAYS:
                yield FoundPeriod(previous.day, found.day, previous.start, found.end)
            previous = None
            continue
        previous = found


def _day(match: re.Match[str]) -> date | None:
    if match["y4"]:
        return _numeric(int(match["a"]), int(match["b"]), match["y4"], match["sep"])
    if match["y3"]:
        return _date(int(match["y3"]), int(match["m3"]), int(match["d3"]))
    year = int(match["y1"] or match["y2"])
    return _made(match, year)


def _made(match: re.Match[str], year: int) -> date | None:
    month = _NAMES.index((match["m1"] or match["m2"])[:3].lower()) + 1
    return _date(year, month, int(match["d1"] or match["d2"]))


def _numeric(one: int, two: int, year: str, separator: str) -> date | None:
    whole = int(year) + (2000 if len(year) == 2 else 0)
    american = separator == "/" and one <= 12
    return _date(whole, one, two) if american else _date(whole, two, one)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
