"""Sections that borrow their fonts, and the fonts of the document that is made of them."""

import subprocess
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from compliance.pdf.borrowed import Note
from compliance.pdf.fonts import face_of
from compliance.pdf.merge import assemble
from compliance.pdf.parts import Metadata, Part
from compliance.pdf.render import render
from compliance.pdf.typecase import Typecase
from tests.compliance.pdf.sections import page

AT = datetime(2026, 11, 22, tzinfo=UTC)
METADATA = Metadata("Packet", "Northwall Partners", "Test", AT)


def together(target: Path, *bodies: str, borrowing: bool = True) -> Path:
    parts = [
        Part(
            f"part-{number}", render(page("Part", body), borrowing=borrowing).pdf, f"Part {number}"
        )
        for number, body in enumerate(bodies)
    ]
    assemble(parts, target, metadata=METADATA)
    return target


def fonts_of(path: Path) -> list[str]:
    """A line for each font: name, type, encoding, embedded, subset, with a map to letters."""
    said = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout
    return sorted(line.split("+")[1] for line in said.splitlines()[2:])


def words(path: Path) -> str:
    return subprocess.run(
        ["pdftotext", path, "-"], capture_output=True, text=True, check=True
    ).stdout


def picture(path: Path, number: int) -> bytes:
    return subprocess.run(
        ["pdftoppm", "-r", "60", "-f", str(number), "-l", str(number), path],
        capture_output=True,
        check=True,
    ).stdout


BODIES = (
    "<h1>One heading</h1><p>Quick jackdaws, 1st of May.</p>",
    "<h1>Another</h1><p>Five wizards box; <em>ﬁnally</em> Łódź.</p>",
    '<p style="font-family: Source Code">sha256sum packet.pdf</p><p>Words</p>',
    '<p style="opacity: 0.5">Faint words</p><svg width="90" height="30" opacity="0.4">'
    '<text x="2" y="20" font-family="Source Sans">Drawn</text></svg>',
)


def test_each_face_is_in_the_document_once(tmp_path):
    path = together(tmp_path / "out.pdf", *BODIES)

    names = [line.split()[0] for line in fonts_of(path)]
    assert names == ["Source-Code", "Source-Sans", "Source-Serif", "Source-Serif-Italic"]
    assert all("yes yes yes" in line for line in fonts_of(path))


def test_pages_look_and_read_as_with_fonts_of_their_own(tmp_path):
    borrowed = together(tmp_path / "borrowed.pdf", *BODIES)
    own = together(tmp_path / "own.pdf", *BODIES, borrowing=False)

    assert words(borrowed) == words(own)
    for number in range(1, len(BODIES) + 1):
        assert picture(borrowed, number) == picture(own, number)
    assert borrowed.stat().st_size < own.stat().st_size


def test_letters_that_our_faces_lack_leave_the_document_whole(tmp_path):
    path = together(tmp_path / "out.pdf", "<p>報告 report</p>", "<p>Report</p>")

    assert "report" in words(path)
    assert "Report" in words(path)
    subprocess.run(["qpdf", "--check", path], capture_output=True, check=True)


def test_a_space_that_does_not_break_is_found_as_a_space(tmp_path):
    path = together(tmp_path / "out.pdf", "<p>22&nbsp;November</p>", "<p>two words</p>")

    assert "22 November" in words(path)
    assert "two words" in words(path)


def test_a_section_that_borrows_has_no_font_in_it():
    made = render(page("Page", "<p>Words</p>"), borrowing=True)

    with pikepdf.open(BytesIO(made.pdf)) as pdf:
        sizes = [len(one.read_bytes()) for one in pdf.objects if isinstance(one, pikepdf.Stream)]
    assert max(sizes) < 2_000


@pytest.mark.parametrize(
    ("widths", "text"),
    [({7: 501}, {7: "a"}), ({7: 500}, {7: "b"})],
    ids=["another width", "another letter"],
)
def test_parts_that_do_not_agree_on_a_glyph_have_a_font_each(widths, text):
    face = face_of("Source Sans")
    with pikepdf.Pdf.new() as pdf:
        typecase = Typecase(pdf)
        first = typecase.lend(Note(face, {7: 500}, {7: "a"}))

        other = typecase.lend(Note(face, widths, text))
        third = typecase.lend(Note(face, {7: 500, 8: 400}, {7: "a", 8: "c"}))

        assert other.objgen != first.objgen
        assert third.objgen == first.objgen


def test_a_note_reads_as_it_was_written():
    note = Note(face_of("Source Serif"), {7: 500}, {7: "ﬁ"})

    assert Note.read(note.written()) == note
    assert Note.read(b"\x00\x01\x00\x00 a font") is None
