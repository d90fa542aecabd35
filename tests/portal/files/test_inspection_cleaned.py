"""PDFs with active content: the original stays, packets get a copy without it."""

import io

import pikepdf
import pytest

from tests.portal.files.raw_pdf import (
    TEXT,
    annotation,
    catalog,
    link,
    page,
    pdf,
    stream,
    with_wrong_offsets,
)

SCRIPT = b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>"
EMBEDDED = stream(b"MZ program", b"/Type /EmbeddedFile")
SPEC = b"<< /Type /Filespec /F (a.exe) /UF (a.exe) /EF << /F 9 0 R >> >>"
CLIP = b"<< /Type /Rendition /S /MR /C << /S /MCD /D (http://example.org/a.mp4) >> >>"

SCRIPTS, LAUNCH, FORMS = "scripts", "start programs", "form data"
MEDIA, FILES, XFA, OUTSIDE = "video, sound", "embedded files", "XFA", "outside the file"
LINKS, AUTOMATIC = "not web or mail", "run by themselves"

CASES = {
    "script on opening": (catalog(b"/OpenAction " + SCRIPT), SCRIPTS),
    "script by name": (
        catalog(b"/Names << /JavaScript << /Names [(a) 5 0 R] >> >>") | {5: SCRIPT},
        SCRIPTS,
    ),
    "script in a stream": (
        catalog(b"/OpenAction << /S /JavaScript /JS 5 0 R >>") | {5: stream(b"app.alert(1)")},
        SCRIPTS,
    ),
    "script before closing": (catalog(b"/AA << /WC %s >>" % SCRIPT), AUTOMATIC),
    "script of a page": (page(b"/AA << /O %s >>" % SCRIPT), AUTOMATIC),
    "script of a field": (
        catalog(b"/AcroForm << /Fields [5 0 R] >>")
        | {5: b"<< /FT /Tx /T (total) /AA << /C %s >> >>" % SCRIPT},
        SCRIPTS,
    ),
    "script of a bookmark": (
        catalog(b"/Outlines 5 0 R")
        | {
            5: b"<< /Type /Outlines /First 6 0 R /Last 6 0 R /Count 1 >>",
            6: b"<< /Title (Read me) /Parent 5 0 R /A %s >>" % SCRIPT,
        },
        SCRIPTS,
    ),
    "script in a chain": (
        link(
            b"<< /S /URI /URI (https://example.org)"
            b" /Next [<< /S /GoTo /D [3 0 R /Fit] /Next %s >>] >>" % SCRIPT
        ),
        SCRIPTS,
    ),
    "script nobody points to": ({7: SCRIPT}, SCRIPTS),
    "script with a disguised name": (
        catalog(b"/OpenAction << /S /Java#53cript /#4a#53 (app.alert\\(1\\)) >>"),
        SCRIPTS,
    ),
    "launch whose kind is an object of its own": (
        link(b"<< /S 8 0 R /F (calc.exe) >>") | {8: b"/Launch"},
        LAUNCH,
    ),
    "launch": (link(b"<< /S /Launch /F (calc.exe) /Win << /F (calc.exe) >> >>"), LAUNCH),
    "launch in a deep corner": (
        page(b"/PieceInfo << /A << /B [[[<< /C << /S /Launch /F (a) >> >>]]] >> >>"),
        LAUNCH,
    ),
    "other file": (link(b"<< /S /GoToR /F (\\\\\\\\host\\\\share) /D [0 /Fit] >>"), LAUNCH),
    "file inside": (link(b"<< /S /GoToE /T << /R /C /N (a) >> >>"), LAUNCH),
    "thread of another file": (link(b"<< /S /Thread /F (a.pdf) /D 0 >>"), LAUNCH),
    "sending": (link(b"<< /S /SubmitForm /F (https://example.org/collect) >>"), FORMS),
    "fetching": (link(b"<< /S /ImportData /F (data.fdf) >>"), FORMS),
    "playing": (
        annotation(b"/Subtype /Screen /A << /S /Rendition /OP 0 /R 5 0 R >>") | {5: CLIP},
        MEDIA,
    ),
    "clips by name": (
        catalog(b"/Names << /Renditions << /Names [(a) 5 0 R] >> >>") | {5: CLIP},
        MEDIA,
    ),
    "film": (annotation(b"/Subtype /Movie /Movie << /F (a.avi) >> /A true"), MEDIA),
    "sound": (annotation(b"/Subtype /Sound /Sound 5 0 R") | {5: stream(b"", b"/R 8000")}, MEDIA),
    "rich media": (
        annotation(b"/Subtype /RichMedia /RichMediaContent << /Assets << /Names [(a) 8 0 R] >> >>")
        | {8: SPEC, 9: EMBEDDED},
        MEDIA,
    ),
    "model": (
        annotation(b"/Subtype /3D /3DD 5 0 R") | {5: stream(b"", b"/Type /3D /Subtype /U3D")},
        MEDIA,
    ),
    "pinned file": (
        annotation(b"/Subtype /FileAttachment /FS 8 0 R") | {8: SPEC, 9: EMBEDDED},
        FILES,
    ),
    "attached file": (
        catalog(b"/Names << /EmbeddedFiles << /Names [(a) 8 0 R] >> >>") | {8: SPEC, 9: EMBEDDED},
        FILES,
    ),
    "associated file": (catalog(b"/AF [8 0 R]") | {8: SPEC, 9: EMBEDDED}, FILES),
    "file nobody lists": ({8: SPEC, 9: EMBEDDED}, FILES),
    "second form": (
        catalog(b"/AcroForm << /Fields [] /XFA [(template) 5 0 R] >>") | {5: stream(b"<x/>")},
        XFA,
    ),
    "content from outside": (
        page(b"/Resources << /XObject << /X 5 0 R >> >>")
        | {5: stream(b"", b"/Subtype /Image /Width 1 /Height 1 /F (\\\\\\\\host\\\\a)")},
        OUTSIDE,
    ),
    "page from outside": (
        page(b"/Resources << /XObject << /X 5 0 R >> >>")
        | {5: stream(b"", b"/Subtype /Form /BBox [0 0 1 1] /Ref << /F (a.pdf) /Page 0 >>")},
        OUTSIDE,
    ),
    "script as a link": (link(b"<< /S /URI /URI (JavaScript:alert\\(1\\)) >>"), LINKS),
    "file as a link": (link(b"<< /S /URI /URI (file:///etc/passwd) >>"), LINKS),
    "share as a link": (link(b"<< /S /URI /URI (\\\\\\\\host\\\\share) >>"), LINKS),
}

# What must not be in the copy any more, when every object of it is spelt out.
WORDS = (
    *(b"/JavaScript", b"/JS ", b"/Launch", b"/GoToR", b"/GoToE", b"/SubmitForm", b"/ImportData"),
    *(b"/Rendition", b"/Movie", b"/Sound", b"/RichMedia", b"/3D", b"/Screen", b"/FileAttachment"),
    *(b"/EmbeddedFile", b"/EF ", b"/XFA", b"/AA ", b"/Ref ", b"file:", b"host", b"MZ program"),
    *(b"alert", b"calc.exe"),
)


def spelt_out(path):
    """Every object of a file in plain bytes."""
    out = io.BytesIO()
    with pikepdf.open(path) as copy:
        copy.save(
            out,
            qdf=True,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
        )
    return out.getvalue()


@pytest.mark.parametrize("case", CASES)
def test_active_content_is_removed_from_the_copy_and_what_the_page_shows_stays(look, case):
    changed, words = CASES[case]

    inspection = look(pdf(changed))

    (note,) = inspection.notes
    assert note.startswith("Removed from the copy that packets use: ")
    assert words in note
    assert note.endswith("The file as it came is kept unchanged.")
    plain = spelt_out(inspection.derivative_path)
    assert [word for word in WORDS if word in plain] == []
    assert inspection.pages == 1
    with pikepdf.open(inspection.derivative_path, attempt_recovery=False) as copy:
        (only,) = copy.pages
        assert only.Contents.read_bytes() == TEXT
        assert [float(side) for side in only.mediabox] == [0, 0, 612, 792]


def test_web_links_survive_the_cleaning(look):
    frame = b"<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << %s >> >>"
    annotations = b"/Annots [%s %s]" % (
        frame % b"/S /URI /URI (https://a.example)",
        frame % b"/S /Launch /F (x)",
    )

    inspection = look(pdf(page(annotations)))

    assert b"https://a.example" in spelt_out(inspection.derivative_path)


def test_several_dangers_are_named_in_one_sentence(look):
    inspection = look(pdf(catalog(b"/OpenAction " + SCRIPT) | {8: SPEC, 9: EMBEDDED}))

    assert inspection.notes == (
        "Removed from the copy that packets use: scripts, embedded files. "
        "The file as it came is kept unchanged.",
    )


def test_the_same_file_gives_the_same_copy(look):
    data = pdf(catalog(b"/OpenAction " + SCRIPT))

    first = look(data).derivative_path.read_bytes()

    assert look(data).derivative_path.read_bytes() == first


def test_a_long_report_with_an_attachment_keeps_all_its_pages(look, report):
    with pikepdf.open(io.BytesIO(report)) as source:
        source.attachments["table.xlsx"] = b"PK\x03\x04 not really"
        out = io.BytesIO()
        source.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)

    inspection = look(out.getvalue())

    assert inspection.pages == 60
    assert FILES in inspection.notes[0]
    with pikepdf.open(inspection.derivative_path) as copy:
        assert len(copy.pages) == 60
        assert len(copy.attachments) == 0
        with copy.open_outline() as outline:
            assert len(outline.root) == 60
        assert {str(field.T) for field in copy.Root.AcroForm.Fields} == {"reviewer", "agreed"}


def test_a_signature_that_the_copy_cannot_carry_is_mentioned(look):
    signature = b"<< /Type /Sig /ByteRange [0 1 2 3] /Contents <00> >>"

    inspection = look(pdf(catalog(b"/OpenAction " + SCRIPT) | {7: signature}))

    assert "digital signature" in inspection.notes[1]


@pytest.mark.parametrize(
    "data",
    [
        with_wrong_offsets(pdf()),
        pdf().replace(b"startxref\n", b"startxref\n9"),
        pdf().replace(b"/Length %d" % len(TEXT), b"/Length 3"),
        b"\n\n" + pdf(),
        b"\xef\xbb\xbf" + pdf(),
        pdf() + b"\0" * 4096,
    ],
    ids=["offsets", "start", "length", "blank lines before", "byte order mark", "padding"],
)
def test_a_damaged_file_that_can_be_mended_whole_gives_a_mended_copy(look, data):
    inspection = look(data)

    assert inspection.pages == 1
    assert inspection.notes[0].startswith("The file was damaged and has been mended")
    with pikepdf.open(inspection.derivative_path, attempt_recovery=False) as copy:
        assert copy.pages[0].Contents.read_bytes().strip() == TEXT


def test_an_empty_page_is_no_damage_where_nothing_had_to_be_searched_for(look):
    odd = pdf(
        {
            2: b"<< /Type /Pages /Kids [3 0 R 5 0 R] /Count 2 >>",
            5: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Odd bareword >>",
        }
    )

    inspection = look(odd)

    assert inspection.pages == 2
    assert inspection.notes[0].startswith("The file was damaged and has been mended")


def test_a_long_damaged_report_is_mended_with_all_its_pages(look, report):
    inspection = look(with_wrong_offsets(report))

    assert inspection.pages == 60
    assert inspection.derivative_path.stat().st_size > len(report) // 2
    assert len(inspection.notes) == 1


def test_a_damaged_picture_in_a_sound_file_is_mentioned(look):
    broken = page(b"/Resources << /XObject << /X 5 0 R >> >>") | {
        5: stream(b"not flate at all", b"/Subtype /Image /Width 1 /Height 1 /Filter /FlateDecode")
    }

    inspection = look(pdf(broken))

    assert inspection.derivative_path is None
    assert "may not show completely" in inspection.notes[0]
