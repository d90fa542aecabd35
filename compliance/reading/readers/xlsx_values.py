"""What a cell of a workbook shows: numbers as days, shares or plain, texts unescaped."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from lxml import etree

# ECMA-376, part 1, 18.8.30: formats that are built in, by their numbers.
_DAYS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_SHARES = frozenset({9, 10})
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LAST_DAY = 2_958_465  # 31 December 9999
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)


@dataclass(frozen=True, slots=True)
class Values:
    """What turns what is stored into what is shown."""

    strings: Sequence[str]
    formats: Sequence[str]
    since_1904: bool

    def shown(self, kind: str, stored: str, style: str) -> str:
        """The text of a cell by its type, its stored value and the number of its style."""
        if kind == "s":
            return self.strings[int(stored)] if stored.isdecimal() else ""
        if kind == "b":
            return "TRUE" if stored.strip() == "1" else "FALSE"
        if kind in ("str", "e", "d"):
            return unescaped(stored)
        return self._number(stored, style)

    def _number(self, stored: str, style: str) -> str:
        try:
            value = float(stored)
        except ValueError:
            return stored
        form = (
            self.formats[int(style)] if style.isdecimal() and int(style) < len(self.formats) else ""
        )
        if form == "day" and 0 <= value <= _LAST_DAY:
            return self._day(value)
        if form == "share":
            return f"{value * 100:.12g}%"
        return f"{value:.15g}"

    def _day(self, value: float) -> str:
        # The calendar of 1900 counts a 29 February that never was. No zone is known.
        first = (1904, 1, 1) if self.since_1904 else (1899, 12, 30)
        when = datetime(*first, tzinfo=UTC) + timedelta(seconds=round(value * 86_400))
        time = f"{when:%H:%M}" if value % 1 else ""
        if value < 1:
            return time
        day = f"{when.day} {_MONTHS[when.month - 1]} {when.year}"
        return f"{day}, {time}" if time else day


def format_of(number: int, code: str) -> str:
    """ "day", "share" or nothing, by the number of a format and its own code, if it has one."""
    if not code:
        return "day" if number in _DAYS else "share" if number in _SHARES else ""
    plain = _LITERAL.sub("", code.lower())
    if "%" in plain:
        return "share"
    return "day" if re.search(r"[ymdhs]", plain) and "general" not in plain else ""


def text_of(element: etree._Element) -> str:
    """The words of a string, of all its runs; without what tells how they are spoken."""
    kept = (one for one in element.iter("{*}t") if not _is_spoken(one))
    return unescaped("".join(one.text or "" for one in kept))


def unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def _is_spoken(element: etree._Element) -> bool:
    parent = element.getparent()
    return parent is not None and etree.QName(parent).localname == "rPh"
