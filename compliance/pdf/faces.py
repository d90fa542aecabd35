"""What is in the file of a face: its measures, its letters, and any part of it as a font."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from compliance.pdf.fonts import Face
from compliance.pdf.glyphs import cut

UNITS = 1000
# Flags of a font descriptor (ISO 32000-1, table 123); codes are glyphs, so every font is symbolic.
FIXED, SERIF, SYMBOLIC, ITALIC = 1, 2, 4, 64
# Of a face with a variable weight these are always prepared, so that it is done once.
USUAL = frozenset(map(chr, range(0x20, 0x7F)))


@dataclass(frozen=True)
class Shape:
    """Measures of a face in thousandths of its size, and the glyphs of its letters."""

    flags: int
    box: Sequence[int]
    angle: int
    ascent: int
    descent: int
    capitals: int
    glyphs: Mapping[str, int]
    widths: Sequence[int]


@cache
def shape_of(face: Face) -> Shape:
    """Read once in the life of a process."""
    with TTFont(face.path, lazy=True) as font:
        return _shape(face, font)


def _shape(face: Face, font: TTFont) -> Shape:
    scale = UNITS / font["head"].unitsPerEm
    head, metrics, letters = font["head"], font["hmtx"].metrics, font.getBestCmap()
    order = font.getReverseGlyphMap()
    flags = SYMBOLIC | FIXED * bool(font["post"].isFixedPitch) | SERIF * ("Serif" in face.family)
    return Shape(
        flags=flags | ITALIC * (face.style == "italic"),
        box=[round(side * scale) for side in (head.xMin, head.yMin, head.xMax, head.yMax)],
        angle=round(font["post"].italicAngle),
        ascent=round(font["hhea"].ascent * scale),
        descent=round(font["hhea"].descent * scale),
        capitals=round(font["OS/2"].sCapHeight * scale),
        glyphs={chr(code): order[name] for code, name in letters.items()},
        widths=[round(metrics[name][0] * scale) for name in font.getGlyphOrder()],
    )


@lru_cache(maxsize=64)
def cut_face(face: Face, glyphs: frozenset[int]) -> bytes:
    """A font with these glyphs of a face."""
    if not face.is_variable:
        return cut(face.path.read_bytes(), glyphs)
    usual = {glyph for letter, glyph in shape_of(face).glyphs.items() if letter in USUAL}
    return cut(_made_static(face, glyphs | usual), glyphs)


@lru_cache(maxsize=4)
def _made_static(face: Face, glyphs: frozenset[int]) -> bytes:
    options = subset.Options(retain_gids=True, layout_features=[], hinting=False)
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "MVAR", "STAT"]
    cutter = subset.Subsetter(options)
    cutter.populate(gids=glyphs)
    out = BytesIO()
    with TTFont(face.path, recalcTimestamp=False) as font:
        cutter.subset(font)
        instantiateVariableFont(font, {"wght": face.weight}, static=True).save(out)
    return out.getvalue()
