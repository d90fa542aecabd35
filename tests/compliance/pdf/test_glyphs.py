"""Cutting fonts: what is kept looks the same and has the same number."""

from io import BytesIO

import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from compliance.pdf.faces import cut_face, shape_of
from compliance.pdf.fonts import FACES, Face
from compliance.pdf.glyphs import cut

LETTERS = "Aagé1½·"
STATIC = [face for face in FACES if not face.is_variable]
[VARIABLE] = [face for face in FACES if face.is_variable]


def glyphs_of(face: Face, letters: str) -> set[int]:
    return {shape_of(face).glyphs[letter] for letter in letters}


def drawn(font: TTFont, glyph: int) -> tuple[int, list]:
    """The width of a glyph and the strokes that draw it."""
    glyphs, name = font.getGlyphSet(), font.getGlyphOrder()[glyph]
    pen = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(pen)
    return font["hmtx"][name][0], pen.value


@pytest.mark.parametrize("face", STATIC, ids=lambda face: face.name)
def test_a_glyph_that_is_kept_is_drawn_as_before_under_its_number(face):
    wanted = glyphs_of(face, LETTERS)

    made = cut(face.path.read_bytes(), wanted)

    with TTFont(face.path) as before, TTFont(BytesIO(made), checkChecksums=2) as after:
        assert [drawn(after, glyph) for glyph in sorted({0} | wanted)] == [
            drawn(before, glyph) for glyph in sorted({0} | wanted)
        ]


def test_what_is_not_wanted_is_gone():
    face = STATIC[0]
    [wanted] = glyphs_of(face, "z")
    [other] = glyphs_of(face, "A")

    made = cut(face.path.read_bytes(), {wanted})

    with TTFont(BytesIO(made)) as font:
        assert drawn(font, other) == (0, [])
        assert sorted(font.keys()) == ["GlyphOrder", "glyf", "head", "hhea", "hmtx", "loca", "maxp"]
    assert len(made) < len(face.path.read_bytes()) / 10


def test_the_same_glyphs_give_the_same_bytes_in_any_order():
    font = STATIC[0].path.read_bytes()

    assert cut(font, [5, 40, 7]) == cut(font, {40, 7, 5})


def test_a_face_with_many_weights_is_cut_at_its_own():
    wanted = glyphs_of(VARIABLE, "AB·é")

    made = cut_face(VARIABLE, frozenset(wanted))

    with TTFont(VARIABLE.path) as before, TTFont(BytesIO(made), checkChecksums=2) as after:
        assert after["head"].modified == before["head"].modified, "the hour it was cut at shows"
        heavy = before.getGlyphSet(location={"wght": VARIABLE.weight})
        for glyph in wanted:
            pen = DecomposingRecordingPen(heavy)
            heavy[before.getGlyphOrder()[glyph]].draw(pen)
            kinds = [kind for kind, _ in pen.value]
            assert [kind for kind, _ in drawn(after, glyph)[1]] == kinds
            assert widest(drawn(after, glyph)[1]) == pytest.approx(widest(pen.value), abs=1)


def widest(strokes: list) -> float:
    return max((abs(x) for _, points in strokes for x, _ in points), default=0)
