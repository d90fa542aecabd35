"""Page numbers and running titles, drawn into the margin of finished pages.

Stamps are artifacts: they are not read aloud and not part of the text.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from io import BytesIO

from fontTools import subset
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Object, Page, Pdf

from compliance.pdf.fonts import font_file

UNITS = 1000
MILLIMETRE = 72 / 25.4
# The grey-green of the quiet text in document.css, and its hairline.
INK = "0.345 0.38 0.36 rg"
HAIR = "0.79 0.81 0.79 RG 0.35 w"
# On pages from elsewhere: size of type, room at the sides, and from the upper edge to the line.
SMALL, EDGE, HEAD = 6.5, 8 * MILLIMETRE, 4.6 * MILLIMETRE
# Always in the font, so that one and the same font serves nearly every packet.
USUAL = {chr(code) for code in range(0x20, 0x7F)} | set("·’“”…?")


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
    """Stamps pages of one PDF with one embedded font: the usual letters and whatever is needed."""

    def __init__(self, pdf: Pdf, stamps: Iterable[Stamp]) -> None:
        self._pdf = pdf
        letters = {
            letter for stamp in stamps for letter in stamp.running + stamp.count + stamp.mark
        }
        self._font = _font(frozenset(letters | USUAL))
        self._resource = self._font.embed(pdf)
        # A page may carry a stamp of ours already, with a font of other letters.
        self._name = Name(f"/CountersignStamp{self._font.tag}")
        self._save = pdf.make_indirect(pdf.make_stream(b"q\n"))

    def stamp(self, page: Page, stamp: Stamp) -> None:
        """Draw over the page, whatever its rotation and whatever state its content ends in."""
        _fonts_of(page)[self._name] = self._resource
        drawing = self._pdf.make_stream(b"\nQ\n" + self._draw(page, stamp))
        content = page.obj.get(Name.Contents)
        streams = list(content) if isinstance(content, Array) else [content] if content else []
        page.obj[Name.Contents] = Array([self._save, *streams, drawing])

    def _draw(self, page: Page, stamp: Stamp) -> bytes:
        turn, width, height = _upright(page)
        return self._foot(turn, width, stamp) + self._head(turn, width, height, stamp)

    def _head(self, turn: str, width: float, height: float, stamp: Stamp) -> bytes:
        if not stamp.mark:
            return b""
        room = width - 2 * EDGE
        mark = self._font.fit(stamp.mark, SMALL, room)
        left = EDGE + (room - self._font.width(mark, SMALL)) / 2
        base = height - HEAD
        return (
            f"/Artifact <</Type /Pagination /Subtype /Watermark>> BDC\nq {turn} cm\n{INK} BT "
            f"{self._name} {SMALL} Tf 1 0 0 1 {left:.2f} {base:.2f} Tm {self._font.show(mark)} "
            "ET Q\nEMC\n"
        ).encode("ascii")

    def _foot(self, turn: str, width: float, stamp: Stamp) -> bytes:
        if stamp.small:
            size, margin, base, rule = SMALL, EDGE, 3.6 * MILLIMETRE, ""
        else:
            size, margin, base = 8.0, 22 * MILLIMETRE, 12.5 * MILLIMETRE
            height = base + 4.2 * MILLIMETRE
            rule = f"{HAIR} {margin:.2f} {height:.2f} m {width - margin:.2f} {height:.2f} l S"
        right = width - margin - self._font.width(stamp.count, size)
        running = self._font.fit(stamp.running, size, right - margin - 6 * MILLIMETRE)
        return (
            f"/Artifact <</Type /Pagination /Subtype /Footer>> BDC\nq {turn} cm\n{rule}\n{INK} BT "
            f"{self._name} {size} Tf 1 0 0 1 {margin:.2f} {base:.2f} Tm {self._font.show(running)} "
            f"1 0 0 1 {right:.2f} {base:.2f} Tm {self._font.show(stamp.count)} ET Q\nEMC\n"
        ).encode("ascii")


class _Font:
    """A subset of Source Sans, written as a composite font with glyph numbers as codes."""

    def __init__(self, letters: Iterable[str]) -> None:
        font = TTFont(BytesIO(font_file("Source Sans")), lazy=True, recalcTimestamp=False)
        options = subset.Options(layout_features=[], hinting=False, notdef_outline=True)
        cutter = subset.Subsetter(options)
        cutter.populate(text="".join(sorted(letters)))
        cutter.subset(font)
        out = BytesIO()
        font.save(out, reorderTables=False)
        self._file = out.getvalue()
        self.tag = _tag(self._file)
        font = TTFont(BytesIO(self._file), recalcTimestamp=False)
        scale = UNITS / font["head"].unitsPerEm
        order = {name: number for number, name in enumerate(font.getGlyphOrder())}
        self._glyphs = {chr(code): order[name] for code, name in font.getBestCmap().items()}
        self._widths = [round(font["hmtx"][name][0] * scale) for name in font.getGlyphOrder()]
        self._metrics = [
            round(value * scale)
            for value in (font["hhea"].ascent, font["hhea"].descent, font["OS/2"].sCapHeight)
        ]
        self._box = [
            round(font["head"].__getattribute__(side) * scale)
            for side in ("xMin", "yMin", "xMax", "yMax")
        ]

    def width(self, text: str, size: float) -> float:
        units: int = sum(self._widths[self._glyph(letter)] for letter in text)
        return units * size / UNITS

    def fit(self, text: str, size: float, width: float) -> str:
        """The text, or as much of it as fits with an ellipsis."""
        if self.width(text, size) <= width:
            return text
        while text and self.width(f"{text}…", size) > width:
            text = text[:-1]
        return f"{text.rstrip()}…"

    def show(self, text: str) -> str:
        return f"<{''.join(f'{self._glyph(letter):04X}' for letter in text)}> Tj"

    def embed(self, pdf: Pdf) -> Object:
        name = Name(f"/{self.tag}+SourceSansPro-Regular")
        ascent, descent, capitals = self._metrics
        descriptor = Dictionary(
            Type=Name.FontDescriptor,
            FontName=name,
            Flags=4,
            FontBBox=Array(self._box),
            ItalicAngle=0,
            Ascent=ascent,
            Descent=descent,
            CapHeight=capitals,
            StemV=80,
            FontFile2=pdf.make_stream(self._file, Length1=len(self._file)),
        )
        descendant = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=name,
            CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
            FontDescriptor=pdf.make_indirect(descriptor),
            W=Array([0, Array(self._widths)]),
            CIDToGIDMap=Name.Identity,
        )
        font = Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=name,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(descendant)]),
            ToUnicode=pdf.make_stream(self._to_unicode()),
        )
        return pdf.make_indirect(font)

    def _glyph(self, letter: str) -> int:
        return self._glyphs.get(letter, self._glyphs["?"])

    def _to_unicode(self) -> bytes:
        pairs = sorted((number, letter) for letter, number in self._glyphs.items())
        lines = [
            f"<{number:04X}> <{letter.encode('utf-16-be').hex().upper()}>"
            for number, letter in pairs
        ]
        blocks = [lines[start : start + 100] for start in range(0, len(lines), 100)]
        mapping = "\n".join(
            f"{len(block)} beginbfchar\n{chr(10).join(block)}\nendbfchar" for block in blocks
        )
        return (
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
            "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
            "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
            "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
            f"{mapping}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
        ).encode("ascii")


def _tag(font: bytes) -> str:
    """Six capitals that tell this subset from others of the same face (ISO 32000-1, 9.6.4)."""
    return "".join(chr(ord("A") + byte % 26) for byte in sha256(font).digest()[:6])


@lru_cache(maxsize=16)
def _font(letters: frozenset[str]) -> _Font:
    return _Font(letters)


def _fonts_of(page: Page) -> Object:
    if Name.Resources not in page.obj:
        page.obj[Name.Resources] = Dictionary()
    resources = page.obj[Name.Resources]
    if Name.Font not in resources:
        resources[Name.Font] = Dictionary()
    return resources[Name.Font]


def _upright(page: Page) -> tuple[str, float, float]:
    """The matrix from "origin at the lower left as seen" to the page, width and height as seen."""
    left, bottom, right, top = (float(side) for side in page.cropbox)
    left, right = min(left, right), max(left, right)
    bottom, top = min(bottom, top), max(bottom, top)
    turn = int(page.obj.get(Name.Rotate, 0)) % 360
    across, up = right - left, top - bottom
    matrix = {
        90: (0, 1, -1, 0, right, bottom),
        180: (-1, 0, 0, -1, right, top),
        270: (0, -1, 1, 0, left, top),
    }.get(turn, (1, 0, 0, 1, left, bottom))
    width, height = (up, across) if turn in {90, 270} else (across, up)
    return " ".join(f"{value:g}" for value in matrix), width, height
