"""Parts put together: ours and those of others, as they were, with links, numbers and bookmarks."""

import hashlib
import io
import re
import subprocess

import pikepdf
import pytest
from pikepdf import Array, Name
from PIL import Image, ImageChops

from compliance.pdf.parts import Attachment, Part, Relation
from compliance.pdf.render import render
from tests.compliance.pdf import packets, sections
from tests.compliance.pdf.assembled import jumps, outline, picture, put_together, words
from tests.compliance.pdf.fixtures import AT


@pytest.fixture
def bookmarks(unsealed) -> dict[str, tuple[int, list]]:
    with pikepdf.open(unsealed) as pdf, pdf.open_outline() as tree:
        numbers = {page.obj.objgen: at for at, page in enumerate(pdf.pages, start=1)}
        return {title: (page, inner) for title, page, inner in outline(tree.root, numbers)}


def test_contents_links_and_numbers_lead_to_where_the_parts_begin(unsealed, bookmarks):
    listed = words(unsealed, 2)

    with pikepdf.open(unsealed) as pdf:
        targets = set(jumps(pdf, 2))

    for title in ("Readiness", "Audit trail", sections.REPORT, packets.DC):
        page, _ = bookmarks[title]
        assert re.search(rf"{re.escape(title)}\s+{page}\n", listed)
        assert page in targets
        assert title.split(",")[0] in words(unsealed, page)


def test_a_link_from_one_section_to_another_document_arrives(unsealed, bookmarks):
    soc2, baa = bookmarks[sections.REPORT][0] + 1, bookmarks["Business Associate Agreement"][0]

    with pikepdf.open(unsealed) as pdf:
        targets = list(jumps(pdf, bookmarks["Readiness"][0]))

    assert {soc2, baa} <= set(targets)


def test_bookmarks_of_a_report_hang_under_its_divider(bookmarks):
    page, inner = bookmarks[sections.REPORT]

    titles = {title: (at, below) for title, at, below in inner}
    assert titles["Contents"][0] == page + 1
    at, below = titles["Section 2"]
    assert at == page + 2
    assert ("Control 3", page + 3, []) in below
    assert len(bookmarks[packets.DC][1]) >= 1


def test_named_links_inside_a_report_still_lead_to_the_same_pages(unsealed, bookmarks):
    divider = bookmarks[sections.REPORT][0]

    with pikepdf.open(unsealed) as pdf:
        targets = list(jumps(pdf, divider + 1))

    assert targets == [divider + number for number in range(2, 61, 5)]


def test_links_of_a_printed_web_page_survive(unsealed, bookmarks):
    divider = bookmarks[packets.DC][0]

    with pikepdf.open(unsealed) as pdf:
        targets = set(jumps(pdf, divider + 1))

    assert len(targets) > 20
    assert min(targets) > divider


def test_form_fields_become_part_of_the_page(unsealed, bookmarks):
    page = bookmarks[sections.REPORT][0] + 3

    with pikepdf.open(unsealed) as pdf:
        assert Name.AcroForm not in pdf.Root
        assert not pdf.pages[page - 1].obj.get(Name.Annots)
    assert "Received 4 March 2026" in words(unsealed, page)


@pytest.mark.parametrize("number", [1, 2, 14, 60])
def test_pages_from_elsewhere_look_as_they_did(number, unsealed, bookmarks, soc2, tmp_path):
    original = tmp_path / "soc2.pdf"
    original.write_bytes(soc2)

    before = picture(original, number)
    after = picture(unsealed, bookmarks[sections.REPORT][0] + number)

    edge = before.height - 14  # the stamp stands in the last 7 mm
    area = (0, 0, before.width, edge)
    difference = ImageChops.difference(before.crop(area), after.crop(area))
    assert difference.getbbox() is None
    assert ImageChops.difference(before, after).getbbox() is not None


def test_every_page_but_the_cover_tells_its_number(unsealed):
    with pikepdf.open(unsealed) as pdf:
        total = len(pdf.pages)

    assert f"1 of {total}" not in words(unsealed, 1)
    for number in (2, 5, 60, total):
        assert f"{number} of {total}" in words(unsealed, number)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_the_number_is_upright_at_the_foot_of_turned_pages(turn, tmp_path):
    with pikepdf.open(io.BytesIO(packets.one_page())) as source:
        source.pages[0].obj.Rotate = turn
        source.pages[0].obj.CropBox = Array([20, 30, 500, 700])
        turned = io.BytesIO()
        source.save(turned)
    path = put_together(tmp_path / "out.pdf", Part("only", turned.getvalue(), "Only", foreign=True))

    command = ["pdftoppm", "-r", "72", "-cropbox", path]
    seen = subprocess.run(command, capture_output=True, check=True).stdout
    image = Image.open(io.BytesIO(seen)).convert("L")
    assert image.size == ((480, 670) if turn in {0, 180} else (670, 480))
    foot = image.height - 20
    left, right = (0, foot, 60, image.height), (image.width - 60, foot, image.width, image.height)
    assert image.crop(left).getextrema()[0] < 200
    assert image.crop(right).getextrema()[0] < 200
    assert "1 of 1" in words(path, 1)


@pytest.mark.parametrize(
    "crop",
    [[-200, -200, 900, 1100], [500, 700, 20, 30], [5000, 5000, 6000, 6000]],
    ids=["larger than its sheet", "upside down", "beside its sheet"],
)
def test_marks_and_numbers_stand_where_they_are_seen_whatever_the_boxes_say(crop, tmp_path):
    with pikepdf.open(io.BytesIO(packets.one_page())) as source:
        source.pages[0].obj.CropBox = Array(crop)
        boxed = io.BytesIO()
        source.save(boxed)
    part = Part("only", boxed.getvalue(), "Only", foreign=True, mark="For Nora Hale " * 5)
    path = put_together(tmp_path / "out.pdf", part)

    command = ["pdftoppm", "-r", "72", "-cropbox", path]
    seen = subprocess.run(command, capture_output=True, check=True).stdout
    image = Image.open(io.BytesIO(seen)).convert("L")
    middle, foot = image.width // 2, image.height - 20
    assert image.crop((middle - 40, 0, middle + 40, 20)).getextrema()[0] < 200
    assert image.crop((0, foot, 60, image.height)).getextrema()[0] < 200
    assert image.crop((image.width - 60, foot, image.width, image.height)).getextrema()[0] < 200


def test_of_a_part_that_covers_the_packet_the_first_page_alone_has_no_number(tmp_path):
    two = render("<p>One</p><p style='break-before: page'>Two</p>").pdf

    path = put_together(tmp_path / "out.pdf", Part("cover", two, "Cover", covers=True))

    assert "of 2" not in words(path, 1)
    assert "2 of 2" in words(path, 2)


def test_a_running_title_that_is_too_long_is_cut(tmp_path):
    long = "A very long title of a report " * 12

    path = put_together(
        tmp_path / "out.pdf", Part("only", packets.one_page(), "Only", foreign=True, running=long)
    )

    assert "A very long title" in words(path, 1)
    assert "…" in words(path, 1)


def test_a_title_in_letters_the_typeface_lacks_is_stamped_all_the_same(tmp_path):
    path = put_together(
        tmp_path / "out.pdf",
        Part("only", packets.one_page(), "Only", foreign=True, running="Łódź Ελλάδα 報告"),
    )

    assert "Łódź Ελλάδα ??" in words(path, 1)


def test_a_document_that_was_stamped_before_keeps_its_own_running_title(tmp_path):
    """An executed agreement has one, and stands in a packet that stamps its pages again."""
    agreement = put_together(
        tmp_path / "agreement.pdf",
        Part("only", packets.one_page(), "Only", running="Agreement of both parties"),
    )

    packet = put_together(
        tmp_path / "packet.pdf",
        Part("first", packets.one_page(), "First", foreign=True, running="Quick jackdaws vex"),
        Part("exhibit", agreement, "Exhibit", foreign=True, running="Exhibit A"),
    )

    assert "Agreement of both parties" in words(packet, 2)
    assert "Exhibit A" in words(packet, 2)


def test_stamps_are_not_read_aloud_and_sections_are(unsealed):
    read = subprocess.run(
        ["pdfinfo", "-struct-text", unsealed], capture_output=True, text=True, check=True
    ).stdout

    assert 'Part "Readiness"' in read
    assert "Business associate agreement in" in read
    assert "compliance packet of 2 March 2026" not in read
    assert not re.search(r"\b\d+ of \d+\b", read)


def test_header_cells_of_different_sections_are_told_apart(unsealed):
    read = subprocess.run(
        ["pdfinfo", "-struct", unsealed], capture_output=True, text=True, check=True
    ).stdout

    names = re.findall(r"TH <([^>]+)>", read)
    assert len(names) > 50
    assert len(set(names)) == len(names)


def test_the_same_parts_give_the_same_bytes(unsealed, soc2, printed, tmp_path):
    again = tmp_path / "again.pdf"

    packets.build(again, soc2=soc2, printed=printed, at=AT)

    assert again.read_bytes() == unsealed.read_bytes()


def test_title_language_and_dates_are_those_given(unsealed):
    with pikepdf.open(unsealed) as pdf:
        assert str(pdf.Root.Lang) == "en"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert str(pdf.docinfo.Title) == "Compliance packet: Lakeview Clinic"
        assert str(pdf.docinfo.CreationDate) == "D:20260302140300Z"
        with pdf.open_metadata() as xmp:
            assert xmp["dc:title"] == "Compliance packet: Lakeview Clinic"


def test_pdf_a_is_claimed_only_when_every_page_is_ours(unsealed, tmp_path):
    own = put_together(tmp_path / "own.pdf", Part("check", render(sections.check()).pdf, "Check"))

    with pikepdf.open(own) as pdf, pdf.open_metadata() as xmp:
        assert xmp.pdfa_status == "3B"
        assert Name.OutputIntents in pdf.Root
    with pikepdf.open(unsealed) as pdf, pdf.open_metadata() as xmp:
        assert xmp.pdfa_status == ""


def test_embedded_files_come_out_bit_for_bit(unsealed, soc2, printed, tmp_path):
    subprocess.run(["pdfdetach", "-saveall", "-o", tmp_path, unsealed], check=True)

    assert (tmp_path / "soc2.pdf").read_bytes() == soc2
    assert (tmp_path / "dc.pdf").read_bytes() == printed
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "audit.json",
        "dc.pdf",
        "manifest.json",
        "soc2.pdf",
    ]


def test_a_file_may_be_embedded_from_disk_and_says_what_it_is(tmp_path):
    content = bytes(range(256)) * 5000
    source = tmp_path / "evidence.bin"
    source.write_bytes(content)
    file = Attachment(
        "evidence.bin", source, "application/octet-stream", "Evidence", Relation.SOURCE, AT
    )

    path = put_together(
        tmp_path / "out.pdf",
        Part("only", packets.one_page(), "Only", foreign=True),
        attachments=[file],
    )

    with pikepdf.open(path) as pdf:
        [specification] = pdf.Root.AF
        assert specification.AFRelationship == Name.Source
        assert str(specification.Desc) == "Evidence"
        assert int(specification.EF.F.Params.Size) == len(content)
        held = specification.EF.F.read_bytes()
    assert hashlib.sha256(held).digest() == hashlib.sha256(content).digest()
