"""Parts put together: ours and those of others, as they were, with links, numbers and bookmarks."""

import hashlib
import io
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, ImageChops

from compliance.pdf.attach import Attachment, Relation
from compliance.pdf.merge import Part, assemble
from compliance.pdf.metadata import Metadata
from compliance.pdf.refusals import AssemblyRefused, SourceRefused
from compliance.pdf.render import render
from tests.compliance.pdf import packets, sections
from tests.compliance.pdf.fixtures import AT

REPOSITORY = Path(__file__).parents[3]
METADATA = Metadata("Packet of Lakeview Clinic", "Northwall Partners", "As of 2 March 2026", AT)


def put_together(target: Path, *parts: Part, attachments: list[Attachment] | None = None) -> Path:
    assemble(parts, target, metadata=METADATA, attachments=attachments or [])
    return target


def words(path: Path, first: int, last: int | None = None) -> str:
    command = ["pdftotext", "-layout", "-f", str(first), "-l", str(last or first), path, "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def picture(path: Path, number: int) -> Image.Image:
    command = ["pdftoppm", "-r", "50", "-f", str(number), "-l", str(number), path]
    done = subprocess.run(command, capture_output=True, check=True)
    return Image.open(io.BytesIO(done.stdout)).convert("L")


def jumps(pdf: pikepdf.Pdf, page: int) -> Iterator[int]:
    """Page numbers, from 1, that the links of a page lead to."""
    numbers = {one.obj.objgen: at for at, one in enumerate(pdf.pages, start=1)}
    for annotation in pdf.pages[page - 1].obj.get(Name.Annots, []):
        if Name.Dest in annotation:
            yield numbers[annotation.Dest[0].objgen]


def outline(items, numbers) -> list[tuple[str, int, list]]:
    return [
        (item.title, numbers[item.destination[0].objgen], outline(item.children, numbers))
        for item in items
    ]


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


def broken(kind: str) -> bytes:
    out = io.BytesIO()
    if kind == "truncated":
        return packets.one_page()[:500]
    if kind == "not a PDF":
        return b"PK\x03\x04"
    with pikepdf.open(io.BytesIO(packets.one_page())) as pdf:
        user = "secret" if kind == "password" else ""
        pdf.save(out, encryption=pikepdf.Encryption(owner="owner", user=user))
    return out.getvalue()


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("truncated", "The PDF is damaged or cut off"),
        ("not a PDF", "The PDF is damaged or cut off"),
        ("password", "The PDF is encrypted and asks for a password."),
        ("protected", "The PDF is encrypted. Export it again without protection."),
    ],
)
def test_a_part_that_cannot_be_used_is_refused_and_nothing_is_left(kind, sentence, tmp_path):
    with pytest.raises(SourceRefused, match=re.escape(sentence)):
        put_together(tmp_path / "out.pdf", Part("only", broken(kind), "Only", foreign=True))

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("address", ["app:part/nowhere", "app:part/only/2"])
def test_a_link_to_what_is_not_there_is_refused(address, tmp_path):
    html = sections.page("Only", f'<p><a href="{address}">There</a></p>')

    with pytest.raises(AssemblyRefused, match="A link leads to"):
        put_together(tmp_path / "out.pdf", Part("only", render(html).pdf, "Only"))

    assert list(tmp_path.iterdir()) == []


def hostile() -> bytes:
    """A page that would run, launch, send and hide things."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(packets.one_page())) as pdf:
        script = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
        pdf.Root.OpenAction = script
        pdf.pages[0].obj.AA = Dictionary(O=script)
        actions = [
            script,
            Dictionary(S=Name.Launch, F=String("calc.exe")),
            Dictionary(S=Name.SubmitForm, F=String("https://example.org")),
            Dictionary(S=Name.GoToR, F=String("other.pdf"), D=Array([0, Name.Fit])),
            Dictionary(S=Name.URI, URI=String("file:///etc/passwd")),
            Dictionary(S=Name.URI, URI=String("javascript:alert(1)")),
            Dictionary(S=Name.URI, URI=String("https://example.org/"), Next=script),
        ]
        pdf.pages[0].obj.Annots = Array(
            Dictionary(
                Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=action, AA=script
            )
            for action in actions
        )
        pdf.save(out)
    return out.getvalue()


def test_nothing_that_acts_comes_along(tmp_path):
    path = put_together(tmp_path / "out.pdf", Part("only", hostile(), "Only", foreign=True))

    with pikepdf.open(path) as pdf:
        [link] = pdf.pages[0].obj.Annots
        assert (
            link.A.to_json() == Dictionary(S=Name.URI, URI=String("https://example.org/")).to_json()
        )
        assert Name.AA not in link
        assert Name.AA not in pdf.pages[0].obj
        assert Name.OpenAction not in pdf.Root
        everything = "".join(repr(entry) for entry in pdf.objects)
    assert "JavaScript" not in everything
    assert "Launch" not in everything


def layered() -> bytes:
    """A word that is hidden by a layer which is off."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(packets.one_page("Shown"))) as pdf:
        group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Draft")))
        pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(OFF=Array([group])))
        page = pdf.pages[0]
        page.obj.Resources.Properties = Dictionary(Draft=group)
        page.contents_add(b"/OC /Draft BDC 0 0 0 rg 100 100 300 300 re f EMC")
        pdf.save(out)
    return out.getvalue()


def test_what_a_layer_hides_stays_hidden(tmp_path):
    original = tmp_path / "original.pdf"
    original.write_bytes(layered())

    path = put_together(tmp_path / "out.pdf", Part("only", layered(), "Only", foreign=True))

    box = (80, 300, 250, 450)
    assert picture(original, 1).crop(box).getextrema() == (255, 255)
    assert picture(path, 1).crop(box).getextrema() == (255, 255)


def loop() -> bytes:
    """An outline that bites its own tail."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(packets.one_page())) as pdf:
        target = Array([pdf.pages[0].obj, Name.Fit])
        entry = pdf.make_indirect(Dictionary(Title=String("Again"), Dest=target))
        entry.Next = entry
        entry.First = entry
        pdf.Root.Outlines = pdf.make_indirect(Dictionary(First=entry, Last=entry))
        pdf.save(out)
    return out.getvalue()


def test_an_outline_without_end_is_read_once(tmp_path):
    path = put_together(tmp_path / "out.pdf", Part("only", loop(), "Only", foreign=True))

    with pikepdf.open(path) as pdf, pdf.open_outline() as tree:
        [top] = tree.root
        assert [child.title for child in top.children] == ["Again"]


def test_memory_does_not_grow_with_the_pages_appended(tmp_path):
    report = tmp_path / "large.pdf"
    noise = Image.effect_noise((2400, 2400), 90).convert("RGB")
    noise.save(report, "PDF", quality=95, save_all=True, append_images=[noise] * 5)

    once, often = (_peak(report, times, tmp_path) for times in (1, 6))

    assert report.stat().st_size > 15 << 20
    assert often < once * 1.25


def _peak(report: Path, times: int, folder: Path) -> int:
    """Largest memory, in KiB, of a process that appends and embeds copies of a report."""
    for number in range(times):
        (folder / f"{number}.pdf").write_bytes(report.read_bytes() + b"\n" * number)
    program = f"""
import resource
from pathlib import Path
from tests.compliance.pdf.fixtures import AT
from compliance.pdf.attach import Attachment, Relation
from compliance.pdf.merge import Part, assemble
from compliance.pdf.metadata import Metadata
folder = Path({str(folder)!r})
files = [folder / f"{{number}}.pdf" for number in range({times})]
assemble(
    [Part(file.stem, file, file.stem, foreign=True) for file in files],
    folder / "out.pdf",
    metadata=Metadata("T", "A", "S", AT),
    attachments=[
        Attachment(file.name, file, "application/pdf", "x", Relation.SOURCE, AT) for file in files
    ],
)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=REPOSITORY,
        env={"PYTHONPATH": "cli/src"},
        capture_output=True,
        text=True,
        check=True,
    )
    return int(done.stdout)
