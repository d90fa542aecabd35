"""Pictures, workbooks and writing: what passes, in which form, and what does not."""

import struct
import zlib

import pytest
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from portal.files.inspection import Limits
from portal.files.rules import FileKind, FileRefused
from tests.portal.files.friendly import encoded, photograph, screenshot
from tests.portal.files.raw_xlsx import TYPES, locked, workbook

# Pictures


def copy_of(inspection):
    with Image.open(inspection.derivative_path) as copy:
        copy.load()
    return copy


@pytest.mark.parametrize(
    ("picture", "form", "name", "kind"),
    [
        (screenshot("kubectl get pods"), "PNG", "terminal.png", FileKind.PNG),
        (photograph(1), "JPEG", "rack.jpg", FileKind.JPEG),
        (photograph(1).convert("L"), "JPEG", "grey.jpeg", FileKind.JPEG),
        (photograph(1).convert("CMYK"), "JPEG", "press.jpg", FileKind.JPEG),
        (photograph(1).convert("P"), "PNG", "palette.png", FileKind.PNG),
        (Image.effect_noise((1500, 1500), 200), "PNG", "noise.png", FileKind.PNG),
        (photograph(1).convert("1"), "PNG", "fax.png", FileKind.PNG),
        (photograph(1).convert("LA"), "PNG", "unnamed", FileKind.PNG),
    ],
)
def test_a_picture_gets_a_jpeg_for_packets(look, picture, form, name, kind):
    inspection = look(encoded(picture, form), name)

    copy = copy_of(inspection)
    assert inspection.kind is kind
    assert inspection.pages is None
    assert inspection.notes == ()
    assert (copy.format, copy.mode, copy.size) == ("JPEG", "RGB", picture.size)


def test_a_large_picture_is_scaled_to_what_a_page_can_show(look):
    inspection = look(encoded(screenshot("wide", size=(4800, 1200)), "PNG"), "wide.png")

    assert copy_of(inspection).size == (2400, 600)
    assert "from 4800 by 1200 pixels" in inspection.notes[0]


def test_a_large_photograph_of_a_phone_passes(look):
    inspection = look(encoded(Image.new("RGB", (8064, 6048), "grey"), "JPEG"), "phone.jpg")

    assert max(copy_of(inspection).size) == 2400


def test_transparency_becomes_white(look):
    inspection = look(encoded(Image.new("RGBA", (50, 50), (255, 0, 0, 0)), "PNG"), "clear.png")

    assert copy_of(inspection).getpixel((25, 25)) == (255, 255, 255)


def test_sixteen_bits_of_grey_keep_their_levels(look):
    inspection = look(encoded(Image.new("I;16", (50, 50), 0x8000), "PNG"), "scan.png")

    assert copy_of(inspection).getpixel((25, 25)) == pytest.approx((128, 128, 128), abs=2)


def test_a_picture_stands_upright_and_loses_what_it_tells_about_the_camera(look):
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "Secret Camera"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = encoded(photograph(2, size=(400, 200)), "JPEG", exif=exif, icc_profile=profile)

    inspection = look(data, "phone.jpg")

    copy = copy_of(inspection)
    assert copy.size == (200, 400)
    assert not copy.getexif()
    assert b"Secret Camera" not in inspection.derivative_path.read_bytes()


def test_what_hides_behind_a_picture_is_not_in_the_copy(look):
    data = encoded(photograph(3), "JPEG") + b"<script>alert(1)</script>" * 50

    inspection = look(data, "photo.jpg")

    assert b"script" not in inspection.derivative_path.read_bytes()


def png_claiming(width, height):
    def chunk(name, data):
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(1000)))
    return b"\x89PNG\r\n\x1a\n" + body + chunk(b"IEND", b"")


def png_with_hidden_text():
    info = PngInfo()
    info.add_text("bomb", "x" * (8 << 20), zip=True)
    return encoded(photograph(4), "PNG", pnginfo=info)


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (png_claiming(50_000, 50_000), "a.png", "more than 50 million pixels"),
        (png_claiming(9_000, 9_000), "a.png", "more than 50 million pixels"),
        (png_claiming(2_000_000_000, 1), "a.png", "million pixels|damaged"),
        (png_claiming(400, 400), "a.png", "damaged or incomplete picture"),
        (encoded(photograph(5), "PNG")[:20_000], "a.png", "damaged or incomplete picture"),
        (encoded(photograph(5), "JPEG")[:5_000], "a.jpg", "damaged or incomplete picture"),
        (b"\xff\xd8\xff\xe0 not a picture", "a.jpg", "damaged or incomplete picture"),
        (b"\x89PNG\r\n\x1a\n", "a.png", "damaged or incomplete picture"),
        (png_with_hidden_text(), "a.png", "damaged or incomplete picture"),
        (encoded(photograph(5), "GIF"), "a.gif", "neither PNG nor JPEG"),
        (encoded(photograph(5), "WEBP"), "a.webp", "neither PNG nor JPEG"),
        (encoded(photograph(5), "TIFF"), "a.tiff", "neither PNG nor JPEG"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "a.heic", "HEIC"),
        (b"<svg xmlns='x'><script>1</script></svg>", "a.svg", "a browser would run"),
    ],
)
def test_pictures_that_are_refused(look, leftovers, data, name, words):
    with pytest.raises(FileRefused, match=words):
        look(data, name)

    assert leftovers() == []


# Workbooks


def test_a_workbook_passes_as_it_is(look):
    inspection = look(workbook(), "questionnaire.xlsx")

    assert inspection.kind is FileKind.XLSX
    assert inspection.derivative_path is None
    assert inspection.notes == ()


def test_links_to_other_workbooks_are_mentioned(look):
    link = ("xl/externalLinks/externalLink1.xml", b"<externalLink><externalBook/></externalLink>")

    inspection = look(workbook([link]), "questionnaire.xlsx")

    assert "refers to other workbooks" in inspection.notes[0]


DTD = b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b'>]><worksheet/>"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (workbook([("xl/vbaProject.bin", b"x")]), "holds macros"),
        (workbook([("xl/macrosheets/sheet1.xml", b"<x/>")]), "holds macros"),
        (workbook([("xl/activeX/activeX1.bin", b"x")]), "holds macros"),
        (workbook(types=TYPES + b"application/vnd.ms-excel.sheet.macroEnabled"), "holds macros"),
        (workbook([("xl/embeddings/a.docx", b"x")]), "other files embedded"),
        (workbook([("xl/a.bin", b"PK\x03\x04...")]), "another archive or file inside"),
        (workbook([("xl/a.xml", DTD)]), "XML that Office does not write"),
        (workbook([("xl/a.xml", DTD.decode().encode("utf-16"))]), "XML that Office does not write"),
        (workbook([("xl/a.xml", b" " * 65_530 + DTD)]), "XML that Office does not write"),
        (
            workbook([("xl/externalLinks/e.xml", b"<x:ddeLink ddeService='cmd'/>")]),
            "runs other programs",
        ),
        (workbook([("xl/workbook.xml", b"<x/>")]), "misleading names"),
        (workbook([("XL/Workbook.xml", b"<x/>")]), "misleading names"),
        (workbook([("../../evil", b"x")]), "misleading names"),
        (workbook([("/etc/passwd", b"x")]), "misleading names"),
        (workbook([("xl\\evil", b"x")]), "misleading names"),
        (workbook([(f"xl/{number}.xml", b"") for number in range(2_001)]), "more than 2000 parts"),
        (locked(workbook()), "locked with a password"),
        (workbook(without=["xl/workbook.xml"]), "is a ZIP archive"),
        (workbook(without=["[Content_Types].xml"]), "is a ZIP archive"),
        (workbook([("word/document.xml", b"")]), "is two things at once"),
        (workbook([("ppt/presentation.xml", b"")]), "is a PowerPoint"),
        (workbook([("content.xml", b"")]), "is an OpenDocument"),
        (workbook([("xl/workbook.bin", b"")]), "binary workbook"),
        (workbook()[:-200], "damaged or incomplete"),
        (b"PK\x03\x04 and nothing", "damaged or incomplete"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "locked with a password"),
    ],
)
def test_workbooks_that_are_refused(look, leftovers, data, words):
    with pytest.raises(FileRefused, match=words):
        look(data, "questionnaire.xlsx")

    assert leftovers() == []


@pytest.mark.parametrize(
    "extra",
    [
        [("xl/worksheets/sheet2.xml", bytes(3 << 20))],
        [(f"xl/worksheets/sheet{number}.xml", bytes(1 << 20)) for number in range(2, 8)],
    ],
    ids=["one sheet", "many sheets"],
)
def test_what_a_workbook_unpacks_to_is_counted_while_it_unpacks(look, extra):
    limits = Limits(member_bytes=2 << 20, members_total=5 << 20)

    with pytest.raises(FileRefused, match="unpacks to more than"):
        look(workbook(extra), "questionnaire.xlsx", limits=limits)


def test_a_size_that_an_archive_understates_is_not_believed(look):
    data = workbook([("xl/worksheets/sheet2.xml", bytes(3 << 20))])
    true = struct.pack("<I", 3 << 20)
    assert data.count(true) == 2
    limits = Limits(member_bytes=2 << 20)

    with pytest.raises(FileRefused, match=r"unpacks to more than|damaged"):
        look(data.replace(true, struct.pack("<I", 10)), "questionnaire.xlsx", limits=limits)


# Writing


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"deployed 2026-11-22\n", "deploy.log", FileKind.TEXT),
        ("Prüfung: bestanden ✓\n".encode(), "notes.txt", FileKind.TEXT),
        (b"\xef\xbb\xbfname;value\r\n", "table.csv", FileKind.CSV),
        (b"a\tb\n", "table.tsv", FileKind.CSV),
        (b'{"a": [1, 2]}', "plan.json", FileKind.JSON),
        (b"\n[1, 2]", "output", FileKind.JSON),
        (b"1", "output", FileKind.TEXT),
        (b"\x1b[32mok\x1b[0m\tdone\x08\n", "run.log", FileKind.TEXT),
        (b"#!/bin/sh\nkubectl apply -f .\n", "deploy.sh", FileKind.TEXT),
        (b"HTTP/1.1 200 OK\n\n<html><body>hello</body></html>", "curl.txt", FileKind.TEXT),
        (b"<?xml version='1.0'?>\n<testsuite/>", "junit.xml", FileKind.TEXT),
    ],
)
def test_writing_passes_as_it_is(look, data, name, kind):
    inspection = look(data, name)

    assert inspection.kind is kind
    assert inspection.derivative_path is None
    assert inspection.notes == ()


@pytest.mark.parametrize("data", [b'{"a": 1', b"[" * 100_000])
def test_what_is_only_called_json_is_taken_as_text_and_said_so(look, data):
    inspection = look(data, "plan.json")

    assert inspection.kind is FileKind.TEXT
    assert "it is not" in inspection.notes[0]


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "empty.txt", "is empty"),
        ("naïve".encode("latin-1"), "a.csv", r"not written in UTF-8 \(line 1\)"),
        ("naïve".encode("utf-16"), "a.csv", "not written in UTF-8"),
        (b"x\n" * (1 << 20) + b"\xe4", "a.txt", r"not written in UTF-8 \(line 1048577\)"),
        (b"ends in the middle of a letter \xc3", "a.txt", "not written in UTF-8"),
        (b"a\x01b", "a.txt", "control character"),
        (b"a" * 5000 + b"\0", "a.txt", "control character"),
        (b"a\0b", "a.txt", "of a kind that is not taken here"),
        (b"<!DOCTYPE html><p>", "a.txt", "a browser would run"),
        (b"\xef\xbb\xbf <!-- x -->\n<script>", "a.txt", "a browser would run"),
        (b"<?xml version='1.0'?>\n<svg>", "a.xml", "a browser would run"),
        (b"{\\rtf1 hello}", "a.txt", "Rich Text"),
        (b"%!PS-Adobe-3.0\n", "a.txt", "PostScript"),
        (b"\x7fELF\x02\x01", "deploy", "is a program"),
        (b"MZ\x90\0\x03", "setup.exe", "is a program"),
        (b"\x1f\x8b\x08\0", "logs.gz", "is an archive"),
        (b"7z\xbc\xaf\x27\x1c", "logs.7z", "is an archive"),
        (b"x" * 257 + b"ustar\x0000", "logs.tar", "is an archive"),
        (b"\0\0\0\x18ftypmp42", "demo.mp4", "is a recording"),
        (b"plain words", "report.pdf", "promises something else"),
        (b"plain words", "picture.png", "promises something else"),
        (encoded(photograph(6), "PNG"), "report.pdf", "content is a PNG picture"),
        (encoded(photograph(6), "PNG"), "photo.jpg", "content is a PNG picture"),
        (b"%PDF-1.7\n", "notes.txt", "content is a PDF"),
    ],
)
def test_writing_and_all_else_that_is_refused(look, leftovers, data, name, words):
    with pytest.raises(FileRefused, match=words):
        look(data, name)

    assert leftovers() == []
