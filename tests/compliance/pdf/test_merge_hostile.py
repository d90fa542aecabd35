"""What parts from elsewhere may not bring along, and what merging them may not cost."""

import io
import re
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from compliance.pdf.parts import Part
from compliance.pdf.refusals import AssemblyRefused, SourceRefused
from compliance.pdf.render import render
from tests.compliance.pdf import packets, sections
from tests.compliance.pdf.assembled import picture, put_together

REPOSITORY = Path(__file__).parents[3]


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


def test_a_document_from_elsewhere_cannot_link_to_parts_of_the_packet(tmp_path):
    html = sections.page("Only", '<p><a href="app:part/nowhere">There</a></p>')

    path = put_together(tmp_path / "out.pdf", Part("only", render(html).pdf, "Only", foreign=True))

    with pikepdf.open(path) as pdf:
        assert list(pdf.pages[0].obj.Annots) == []


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
from pathlib import Path
from compliance.pdf.merge import assemble
from compliance.pdf.parts import Attachment, Metadata, Part, Relation
from tests.compliance.pdf.fixtures import AT
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
status = Path("/proc/self/status").read_text()
print(status.partition("VmHWM:")[2].split()[0])
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
