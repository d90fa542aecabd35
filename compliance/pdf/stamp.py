"""Page numbers and running titles, drawn into the margin of finished pages.

Stamps are artifacts: they are not read aloud and not part of the text.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import count

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf

from compliance.pdf.borrowed import Note
from compliance.pdf.faces import UNITS, shape_of
from compliance.pdf.fonts import Face, face_of
from compliance.pdf.typecase import Typecase

MILLIMETRE = 72 / 25.4
# The grey-green of the quiet text in document.css, and its hairline.
INK = "0.345 0.38 0.36 rg"
HAIR = "0.79 0.81 0.79 RG 0.35 w"
# On pages of ours: size of type, room at the sides, and from the lower edge to the line.
LARGE, MARGIN, BASE = 8.0, 22 * MILLIMETRE, 12.5 * MILLIMETRE
# On pages from elsewhere the same, and from the upper edge to the line there.
SMALL, EDGE, FOOT, HEAD = 6.5, 8 * MILLIMETRE, 3.6 * MILLIMETRE, 4.6 * MILLIMETRE
# Between running title and number, and from the line up to the rule.
GAP, RULE = 6 * MILLIMETRE, 4.2 * MILLIMETRE
NAME = "CountersignStamp"
FIGURES = "0123456789"
END = "ET Q\nEMC\n"
# What a line is cut with, and what stands for a letter that the face lacks.
ALWAYS = {"…", "?", *FIGURES}


@dataclass(frozen=True)
class Stamp:
    """What goes into the margin of one page."""

    running: str
    number: int
    total: int
    small: bool  # on pages from elsewhere: at the very edge, clear of what is printed there
    mark: str = ""  # at the upper edge: for whom the page was made

    @property
    def count(self) -> str:
        return f"{self.number} of {self.total}"


class Stamper:
    """Stamps pages of one PDF with a font of its typecase.

    Nothing is drawn for one page alone: a number is put together from figures that all pages share.
    """

    def __init__(self, pdf: Pdf, typecase: Typecase, stamps: Iterable[Stamp]) -> None:
        self._pdf = pdf
        self._letters = _Letters(face_of("Source Sans"))
        letters = {letter for one in stamps for letter in one.running + one.count + one.mark}
        self._resource = typecase.lend(self._letters.wanted(letters))
        self._save = pdf.make_indirect(pdf.make_stream(b"q\n"))
        self._figures = {figure: self._drawn(self._letters.show(figure)) for figure in FIGURES}
        self._shared: dict[Hashable, Object] = {}

    def stamp(self, page: Page, stamp: Stamp) -> None:
        """Draw over the page, whatever its rotation and whatever state its content ends in."""
        place = _place(page, self._name_in(_fonts_of(page)), small=stamp.small)
        content = page.obj.get(Name.Contents)
        before = [] if content is None else content if isinstance(content, Array) else [content]
        page.obj[Name.Contents] = Array([self._save, *before, *self._line_of(place, stamp)])

    def _name_in(self, fonts: Object) -> str:
        """What the font is called here. A page may carry an older stamp with a font of its own."""
        own = self._resource.objgen
        names = (f"/{NAME}{number}" for number in count(1))
        name = next(one for one in names if one not in fonts or fonts[one].objgen == own)
        fonts[name] = self._resource
        return name

    def _line_of(self, place: "_Place", stamp: Stamp) -> Iterator[Object]:
        """The titles up to where the number stands, its figures, and the rest."""
        left = place.width - place.margin - self._letters.width(stamp.count, place.size)
        alike = replace(stamp, number=0)
        yield self._once((place, alike, left), lambda: self._titles(place, alike, left))
        yield from (self._figures[figure] for figure in str(stamp.number))
        yield self._once(stamp.total, lambda: self._letters.show(f" of {stamp.total}") + END)

    def _titles(self, place: "_Place", stamp: Stamp, left: float) -> str:
        titles = self._running(place, stamp) + self._mark(place, stamp)
        return f"\nQ\n{titles}{_begin(place, 'Footer', left, place.base)}"

    def _once(self, key: Hashable, drawing: Callable[[], str]) -> Object:
        # Not functools.cache: with a method of ours in it, whole PDFs would wait for the collector.
        if key not in self._shared:
            self._shared[key] = self._drawn(drawing())
        return self._shared[key]

    def _drawn(self, drawing: str) -> Object:
        return self._pdf.make_stream(drawing.encode("ascii"))

    def _running(self, place: "_Place", stamp: Stamp) -> str:
        beside = self._letters.width(f"{stamp.total} of {stamp.total}", place.size) + GAP
        room = place.width - 2 * place.margin - beside
        running = self._letters.fit(stamp.running, place.size, room)
        rule = ""
        if not stamp.small:
            height = place.base + RULE
            right = place.width - place.margin
            rule = f"{HAIR} {place.margin:.2f} {height:.2f} m {right:.2f} {height:.2f} l S\n"
        begin = _begin(place, "Footer", place.margin, place.base, before=rule)
        return f"{begin}{self._letters.show(running)}{END}"

    def _mark(self, place: "_Place", stamp: Stamp) -> str:
        if not stamp.mark:
            return ""
        head = replace(place, size=SMALL)
        room = place.width - 2 * EDGE
        mark = self._letters.fit(stamp.mark, SMALL, room)
        left = EDGE + (room - self._letters.width(mark, SMALL)) / 2
        begin = _begin(head, "Watermark", left, place.height - HEAD)
        return f"{begin}{self._letters.show(mark)}{END}"


@dataclass(frozen=True)
class _Place:
    """Where a page is stamped: its sides as seen, the turn to there, the font and its size."""

    turn: str
    width: float
    height: float
    font: str
    size: float
    margin: float
    base: float


def _begin(place: _Place, kind: str, left: float, base: float, *, before: str = "") -> str:
    """Everything of a line before its words; END comes after them."""
    return (
        f"/Artifact <</Type /Pagination /Subtype /{kind}>> BDC\nq {place.turn} cm\n{before}"
        f"{INK} BT {place.font} {place.size} Tf 1 0 0 1 {left:.2f} {base:.2f} Tm\n"
    )


class _Letters:
    """Sets lines in one face."""

    def __init__(self, face: Face) -> None:
        self._face = face
        self._shape = shape_of(face)

    def wanted(self, letters: set[str]) -> Note:
        """Everything that is needed to set these letters."""
        used = {letter: self._glyph(letter) for letter in letters | ALWAYS}
        text = {glyph: letter for letter, glyph in sorted(used.items(), reverse=True)}
        widths = {glyph: self._shape.widths[glyph] for glyph in used.values()}
        return Note(self._face, widths, text)

    def width(self, text: str, size: float) -> float:
        units: int = sum(self._shape.widths[self._glyph(letter)] for letter in text)
        return units * size / UNITS

    def fit(self, text: str, size: float, width: float) -> str:
        """The text, or as much of it as fits with an ellipsis."""
        if self.width(text, size) <= width:
            return text
        while text and self.width(f"{text}…", size) > width:
            text = text[:-1]
        return f"{text.rstrip()}…"

    def show(self, text: str) -> str:
        return f"<{''.join(f'{self._glyph(letter):04X}' for letter in text)}> Tj\n"

    def _glyph(self, letter: str) -> int:
        glyphs = self._shape.glyphs
        return glyphs.get(letter, glyphs["?"])


def _fonts_of(page: Page) -> Object:
    if Name.Resources not in page.obj:
        page.obj[Name.Resources] = Dictionary()
    resources = page.obj[Name.Resources]
    if Name.Font not in resources:
        resources[Name.Font] = Dictionary()
    return resources[Name.Font]


def _place(page: Page, font: str, *, small: bool) -> _Place:
    turn, width, height = _upright(page)
    if small:
        return _Place(turn, width, height, font, SMALL, EDGE, FOOT)
    return _Place(turn, width, height, font, LARGE, MARGIN, BASE)


def _upright(page: Page) -> tuple[str, float, float]:
    """The matrix from "origin at the lower left as seen" to the page, width and height as seen."""
    left, bottom, right, top = _seen(page)
    turn = int(page.obj.get(Name.Rotate, 0)) % 360
    across, up = right - left, top - bottom
    matrix = {
        90: (0, 1, -1, 0, right, bottom),
        180: (-1, 0, 0, -1, right, top),
        270: (0, -1, 1, 0, left, top),
    }.get(turn, (1, 0, 0, 1, left, bottom))
    width, height = (up, across) if turn in {90, 270} else (across, up)
    return " ".join(f"{value:g}" for value in matrix), width, height


def _seen(page: Page) -> tuple[float, float, float, float]:
    """What viewers show: of the crop box, what lies on the sheet (ISO 32000-1, 14.11.2.1)."""
    sheet, crop = _sorted(page.mediabox), _sorted(page.cropbox)
    left, bottom = max(sheet[0], crop[0]), max(sheet[1], crop[1])
    right, top = min(sheet[2], crop[2]), min(sheet[3], crop[3])
    return (left, bottom, right, top) if left < right and bottom < top else sheet


def _sorted(box: Object) -> tuple[float, float, float, float]:
    left, bottom, right, top = (float(side) for side in box)
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)
