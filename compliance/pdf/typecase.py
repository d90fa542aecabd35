"""The fonts of a whole document: each face once, cut to the glyphs that its parts want of it."""

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from compliance.pdf.borrowed import Note
from compliance.pdf.faces import cut_face, shape_of
from compliance.pdf.fonts import Face

# Lists in a character map are at most so long (Adobe Technical Note 5014).
LONGEST_LIST = 100


class Typecase:
    """Lends fonts of one PDF to its parts; they are cut when all of them have said what they want.

    Where two parts want other widths or meanings of a glyph, a face is there twice.
    """

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._fonts: dict[Face, list[_Font]] = {}

    def collect(self, source: Pdf) -> list[tuple[int, dict[str, Object]]]:
        """Take the notes out of a part. Call before its pages are copied; gives what `hand_out()`
        needs afterwards: page, and the fonts that go back into it by name.
        """
        seen: set[tuple[int, int]] = set()
        wanted = []
        for number, page in enumerate(source.pages):
            fonts = page.resources.get(Name.Font)
            if fonts is None or fonts.objgen in seen:
                continue
            if fonts.is_indirect:
                seen.add(fonts.objgen)
            lent = {name: self.lend(note) for name, note in _notes(fonts)}
            for name in lent:
                del fonts[name]
            wanted.append((number, lent))
        return wanted

    def hand_out(self, wanted: Iterable[tuple[int, dict[str, Object]]], first: int) -> None:
        """Give the copied pages, the first of which is number `first` from 0, their fonts."""
        for number, lent in wanted:
            fonts = self._pdf.pages[first + number].resources[Name.Font]
            for name, font in lent.items():
                fonts[name] = font

    def lend(self, note: Note) -> Object:
        """The font that has these glyphs of a face; it is an empty object until `write()`."""
        fonts = self._fonts.setdefault(note.face, [])
        for font in fonts:
            if font.agrees(note):
                break
        else:
            font = _Font(self._pdf, note.face)
            fonts.append(font)
        font.add(note)
        return font.object

    def write(self) -> None:
        """Cut all fonts and put them into the PDF."""
        for fonts in self._fonts.values():
            for font in fonts:
                font.write()


class _Font:
    """A composite font with glyph numbers as codes."""

    def __init__(self, pdf: Pdf, face: Face) -> None:
        self._pdf = pdf
        self._face = face
        self._widths: dict[int, int] = {}
        self._text: dict[int, str] = {}
        self.object = pdf.make_indirect(Dictionary(Type=Name.Font))

    def agrees(self, note: Note) -> bool:
        return _agree(self._widths, note.widths) and _agree(self._text, note.text)

    def add(self, note: Note) -> None:
        self._widths |= note.widths
        self._text |= note.text

    def write(self) -> None:
        file = cut_face(self._face, frozenset(self._widths))
        name = Name(f"/{_tag(file)}+{self._face.name}")
        descendant = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=name,
            CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
            FontDescriptor=self._pdf.make_indirect(self._descriptor(name, file)),
            W=_runs(self._widths),
            CIDToGIDMap=Name.Identity,
        )
        self.object[Name.Subtype] = Name.Type0
        self.object[Name.BaseFont] = name
        self.object[Name.Encoding] = Name("/Identity-H")
        self.object[Name.DescendantFonts] = Array([self._pdf.make_indirect(descendant)])
        self.object[Name.ToUnicode] = self._pdf.make_stream(_to_unicode(self._text))

    def _descriptor(self, name: Name, file: bytes) -> Dictionary:
        shape = shape_of(self._face)
        return Dictionary(
            Type=Name.FontDescriptor,
            FontName=name,
            FontFamily=String(self._face.family),
            Flags=shape.flags,
            FontBBox=Array(shape.box),
            ItalicAngle=shape.angle,
            Ascent=shape.ascent,
            Descent=shape.descent,
            CapHeight=shape.capitals,
            StemV=80,
            FontFile2=self._pdf.make_stream(file, Length1=len(file)),
        )


def _agree(known: Mapping[int, int | str], said: Mapping[int, int | str]) -> bool:
    return all(known.get(glyph, value) == value for glyph, value in said.items())


def _notes(fonts: Object) -> Iterator[tuple[str, Note]]:
    for name, font in fonts.items():
        for descendant in font.get(Name.DescendantFonts, []):
            file = descendant.FontDescriptor.get(Name.FontFile2)
            note = Note.read(file.read_bytes()) if file is not None else None
            if note is not None:
                yield name, note


def _runs(widths: Mapping[int, int]) -> Array:
    """Widths as a font tells them: the first of adjacent glyphs, then the widths of these."""
    runs: dict[int, list[int]] = {}
    first = 0
    for glyph in sorted(widths):
        if glyph - 1 not in widths:
            first, runs[glyph] = glyph, []
        runs[first].append(widths[glyph])
    return Array([item for first, run in runs.items() for item in (first, Array(run))])


def _to_unicode(text: Mapping[int, str]) -> bytes:
    lines = [
        f"<{glyph:04X}> <{said.encode('utf-16-be').hex().upper()}>"
        for glyph, said in sorted(text.items())
    ]
    lists = [lines[start : start + LONGEST_LIST] for start in range(0, len(lines), LONGEST_LIST)]
    mapping = "\n".join(f"{len(one)} beginbfchar\n{chr(10).join(one)}\nendbfchar" for one in lists)
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
