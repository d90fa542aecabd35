"""HTML to PDF: exact, closed to the outside, set in our own type."""

import logging
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from compliance.pdf.printed import DOCUMENT_CSS, Look, Paper, document_look
from compliance.pdf.refusals import RenderRefused
from compliance.pdf.render import render
from tests.compliance.pdf import sections
from tests.compliance.pdf.sections import page, table

REPOSITORY = Path(__file__).parents[3]


def text_of(pdf: bytes) -> list[str]:
    """The words of every page."""
    done = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    )
    return done.stdout.decode().split("\f")[:-1]


def picture() -> bytes:
    out = BytesIO()
    Image.new("RGB", (40, 40), "#1f4f3d").save(out, "JPEG")
    return out.getvalue()


def test_the_same_html_gives_the_same_bytes_in_another_process():
    program = (
        "from hashlib import sha256; from tests.compliance.pdf import sections;"
        "from compliance.pdf.render import render;"
        "print(sha256(render(sections.readiness()).pdf).hexdigest())"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=REPOSITORY,
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]

    assert runs[0] == runs[1]


def test_only_our_own_typefaces_are_used_and_they_are_embedded(tmp_path):
    path = tmp_path / "page.pdf"
    path.write_bytes(render(sections.readiness()).pdf)

    listed = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout

    for line in listed.splitlines()[2:]:
        assert re.match(r"[A-Z]{6}\+Source-(Serif|Sans)", line)
        assert line.split()[-5] == "yes"


@pytest.mark.parametrize(
    "body",
    [
        '<img src="file:///etc/passwd">',
        '<img src="/etc/passwd">',
        '<img src="picture.png">',
        '<img src="app:unknown.png">',
        '<link rel="attachment" href="file:///etc/passwd">',
        '<link rel="stylesheet" href="http://127.0.0.1:9/style.css">',
        "<style>@import 'https://example.org/style.css';</style>",
        "<p style=\"background: url('http://127.0.0.1:9/')\">x</p>",
        '<object data="file:///etc/hostname"></object>',
        '<img src="data:image/svg+xml,%3Csvg xmlns=%27http://www.w3.org/2000/svg%27%3E'
        '%3Cimage href=%27file:///etc/passwd%27/%3E%3C/svg%3E">',
    ],
)
def test_a_document_that_reaches_outside_is_not_made(body):
    with pytest.raises(RenderRefused, match="not an asset of this document"):
        render(page("Page", body))


def test_assets_handed_over_by_name_are_shown():
    made = render(
        page("Page", '<img src="app:logo.jpg" alt="Logo">'),
        assets={"app:logo.jpg": (picture(), "image/jpeg")},
    )

    with pikepdf.open(BytesIO(made.pdf)) as pdf:
        assert len(pdf.pages[0].get_images()) == 1


def test_elements_with_an_id_tell_where_they_are():
    made = render(page("Page", '<h1>A</h1><div style="break-before:page" id="here">B</div>'))

    anchor = made.anchors["here"]
    assert made.pages == 2
    assert anchor.page == 1
    assert 612 > anchor.right > anchor.left > 0
    assert 792 > anchor.top > anchor.bottom > 0
    assert anchor.top > 700


def test_the_stylesheet_holds_nothing_that_the_renderer_does_not_know(caplog):
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        render(sections.cover(), look=Look(f"{DOCUMENT_CSS.read_text()}/* read anew */"))
        for section in (sections.cover, sections.readiness, sections.agreement, sections.audit):
            render(section())

    assert caplog.messages == []


def test_the_stylesheet_keeps_to_what_prints_fast():
    rules = DOCUMENT_CSS.read_text().split("*/", 1)[1]

    assert not re.search(r"display:\s*(flex|grid)|hyphens:|text-align:\s*justify", rules)
    assert "table-layout: fixed" in rules


def test_table_heads_are_repeated_and_no_row_is_cut():
    rows = [[f"upper{n}<br>middle{n}<br>lower{n}", "words " * (n % 30)] for n in range(90)]

    pages = text_of(render(page("Page", table([40, 60], ["Left head", "Right head"], rows))).pdf)

    assert len(pages) > 3
    assert all("Left head" in text and "Right head" in text for text in pages)
    for number in range(90):
        [where] = [at for at, text in enumerate(pages) if re.search(rf"\bupper{number}\b", text)]
        assert re.search(rf"\blower{number}\b", pages[where])


def test_an_entry_of_a_long_list_stays_together():
    pages = text_of(render(sections.audit(200)).pdf)

    for text in pages[1:]:
        assert re.match(r"\s*\d+\s+\d+ November 2026", text)


@pytest.mark.parametrize(("paper", "size"), [(Paper.LETTER, (612, 792)), (Paper.A4, (595, 842))])
def test_paper_is_letter_unless_said_otherwise(paper, size):
    made = render(page("Page", "<p>x</p>"), look=document_look(paper))

    with pikepdf.open(BytesIO(made.pdf)) as pdf:
        assert tuple(round(float(side)) for side in list(pdf.pages[0].mediabox)[2:]) == size
    assert document_look() == document_look(Paper.LETTER)


def test_the_key_of_a_look_changes_with_its_rules():
    assert Look("p { color: red }").key == Look("p { color: red }").key
    assert Look("p { color: red }").key != Look("p { color: blue }").key


def test_documents_are_tagged_in_the_language_they_are_in():
    with pikepdf.open(BytesIO(render(sections.readiness()).pdf)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "en"
    with pikepdf.open(BytesIO(render(sections.readiness(), tagged=False).pdf)) as pdf:
        assert "/StructTreeRoot" not in pdf.Root


def test_words_that_only_look_otherwise_are_no_elements_of_their_own():
    body = "<p>One <b>bold</b> and <i>slanted <b>both</b></i> word, <a href='#x'>a link</a>.</p>"

    made = render(page("Page", f"{body}<p id='x'>End</p>"))

    with pikepdf.open(BytesIO(made.pdf)) as pdf:
        kinds = [
            str(one.S)
            for one in pdf.objects
            if isinstance(one, pikepdf.Dictionary) and {"/S", "/P", "/K"} <= one.keys()
        ]
    assert "/NonStruct" not in kinds
    assert kinds.count("/P") == 2
    assert kinds.count("/Link") == 1


def test_every_mark_on_a_page_is_found_in_the_tree_where_it_says(tmp_path):
    made = render(sections.readiness())

    with pikepdf.open(BytesIO(made.pdf)) as pdf:
        numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
        for position in range(0, len(numbers), 2):
            holders = numbers[position + 1]
            if isinstance(holders, pikepdf.Array):
                for mark, holder in enumerate(holders):
                    assert mark in [item for item in holder.K if isinstance(item, int)]
