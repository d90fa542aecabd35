"""Counts what Word counts itself: "4.2", "(b)", "iii." before paragraphs that only say "a list".

ECMA-376-1, 17.9. A cross-reference to "Section 4.2" leads nowhere without it.
"""

import re
from dataclasses import dataclass, field

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9
_DEEPEST = 20  # styles above a style
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_LONGEST_COUNT = 3999
BULLET = "•"


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list is counted and shown."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    plain: bool = False  # every number in Arabic figures
    style: str = ""


@dataclass(slots=True)
class _List:
    """A list with its levels, and where each stands. Several numberings may share one."""

    levels: dict[int, _Level]
    counts: dict[int, int] = field(default_factory=dict)

    def next(self, at: int) -> str:
        """Count one on, and give the label as it is printed."""
        level = self.levels.get(at, _Level())
        self.counts[at] = self.counts.get(at, level.start - 1) + 1
        for deeper in [one for one in self.counts if one > at]:
            del self.counts[deeper]
        if level.form == "bullet":
            return BULLET
        return _PLACE.sub(lambda found: self._shown(int(found[1]) - 1, level), level.text).strip()

    def _shown(self, at: int, showing: _Level) -> str:
        level = self.levels.get(at, _Level())
        form = "decimal" if showing.plain else level.form
        return _in_form(self.counts.get(at, level.start), form)


class Numbers:
    """The labels of the paragraphs of one document, asked for in their order."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self._lists: dict[str, _List] = {}
        self._of_style: dict[str, tuple[str | None, str | None]] = {}
        self._based_on: dict[str, str] = {}
        if numbering is not None:
            self._read_lists(numbering)
        if styles is not None:
            self._read_styles(styles)

    def label(self, paragraph: etree._Element) -> str:
        """What Word prints before the words of this paragraph; empty where it prints nothing."""
        style = _value(paragraph, f"{_W}pPr/{_W}pStyle")
        number, level = _numbered(paragraph.find(f"{_W}pPr"))
        inherited, its_level = self._inherited(style)
        number, level = number or inherited, level or its_level
        if number == "0":
            return ""
        found = self._lists.get(number or "")
        if found is None:
            listed = paragraph.find(f"{_W}pPr/{_W}numPr") is not None
            return BULLET if number or listed else ""
        by_style = next((at for at, one in found.levels.items() if style and one.style == style), 0)
        return found.next(int(level) if level and level.isdigit() else by_style)

    def _inherited(self, style: str | None) -> tuple[str | None, str | None]:
        for _ in range(_DEEPEST):
            if not style:
                break
            number, level = self._of_style.get(style, (None, None))
            if number:
                return number, level
            style = self._based_on.get(style)
        return None, None

    def _read_lists(self, numbering: etree._Element) -> None:
        plans = {
            one.get(f"{_W}abstractNumId"): _levels(one)
            for one in numbering.iterfind(f"{_W}abstractNum")
        }
        plans |= _by_style(numbering, plans)
        shared: dict[str | None, _List] = {}
        for one in numbering.iterfind(f"{_W}num"):
            plan = _value(one, f"{_W}abstractNumId")
            levels = dict(plans.get(plan, {}))
            changed = False
            for override in one.iterfind(f"{_W}lvlOverride"):
                changed = True
                levels |= _overridden(override, levels)
            number = str(one.get(f"{_W}numId"))
            own = _List(levels)
            self._lists[number] = own if changed else shared.setdefault(plan, own)

    def _read_styles(self, styles: etree._Element) -> None:
        for one in styles.iterfind(f"{_W}style"):
            name = str(one.get(f"{_W}styleId"))
            self._of_style[name] = _numbered(one.find(f"{_W}pPr"))
            above = _value(one, f"{_W}basedOn")
            if above:
                self._based_on[name] = above


def _levels(plan: etree._Element) -> dict[int, _Level]:
    found = ((_at(one), _level(one)) for one in plan.iterfind(f"{_W}lvl"))
    return {at: level for at, level in found if 0 <= at < _LEVELS}


def _by_style(
    numbering: etree._Element, plans: dict[str | None, dict[int, _Level]]
) -> dict[str | None, dict[int, _Level]]:
    """The levels of plans that say no more than which style has them."""
    rows = list(numbering.iterfind(f"{_W}abstractNum"))
    styles = {_value(one, f"{_W}styleLink"): one.get(f"{_W}abstractNumId") for one in rows}
    found = {}
    for one in rows:
        style = _value(one, f"{_W}numStyleLink")
        if style and styles.get(style) in plans:
            found[one.get(f"{_W}abstractNumId")] = plans[styles[style]]
    return found


def _overridden(override: etree._Element, levels: dict[int, _Level]) -> dict[int, _Level]:
    at = _at(override)
    whole = override.find(f"{_W}lvl")
    level = _level(whole) if whole is not None else levels.get(at, _Level())
    start = _number(_value(override, f"{_W}startOverride"))
    if start is not None:
        level = _Level(start, level.form, level.text, level.plain, level.style)
    return {at: level}


def _level(one: etree._Element) -> _Level:
    start = _number(_value(one, f"{_W}start"))
    form = _value(one, f"{_W}numFmt") or "decimal"
    hidden = _value(one, f"{_W}rPr/{_W}vanish") not in {None, "0", "false", "off"}
    return _Level(
        start=1 if start is None else start,
        form="none" if hidden and form == "bullet" else form,
        text="" if hidden else _value(one, f"{_W}lvlText") or "",
        plain=one.find(f"{_W}isLgl") is not None,
        style=_value(one, f"{_W}pStyle") or "",
    )


def _numbered(properties: etree._Element | None) -> tuple[str | None, str | None]:
    if properties is None:
        return None, None
    return _value(properties, f"{_W}numPr/{_W}numId"), _value(properties, f"{_W}numPr/{_W}ilvl")


def _at(one: etree._Element) -> int:
    found = _number(str(one.get(f"{_W}ilvl", "")))
    return -1 if found is None else found


def _value(parent: etree._Element, path: str) -> str | None:
    found = parent.find(path)
    return None if found is None else str(found.get(f"{_W}val", ""))


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else None


def _in_form(count: int, form: str) -> str:
    if form == "none":
        return ""
    if form in {"lowerLetter", "upperLetter"} and count > 0:
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in {"lowerRoman", "upperRoman"} and 0 < count <= _LONGEST_COUNT:
        return _roman(count).upper() if form == "upperRoman" else _roman(count)
    return f"{count:02d}" if form == "decimalZero" else str(count)


def _roman(count: int) -> str:
    words = ""
    for value, sign in _ROMAN:
        words += sign * (count // value)
        count %= value
    return words
