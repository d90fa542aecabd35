"""The document both are shown: the whole text, the same bytes again, a place for each signature."""

import re
import subprocess
from dataclasses import asdict
from hashlib import sha256

import pytest

from compliance.agreements.reading import as_html
from compliance.agreements.rendering import render_document
from compliance.agreements.rules import Side
from tests.compliance.agreements import executed


@pytest.fixture(scope="module")
def paper():
    return executed.agreement()


@pytest.fixture(scope="module")
def document(paper):
    return render_document(paper)


def printed(pdf):
    """What poppler reads on the pages."""
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


def words(text):
    return re.sub(r"[^a-z0-9]+", "", text.lower())


def test_the_pdf_carries_every_word_of_the_reading_view_in_its_order(paper, document):
    shown = re.sub(r"<[^>]+>", " ", as_html(paper.text)).replace("&quot;", '"')
    paragraphs = [words(part) for part in shown.split("\n") if words(part)]
    page_feet = r"Business Associate Agreement · [^\n]*\n|\n\d+ of \d+\n"

    text = words(re.sub(page_feet, "", printed(document.pdf)))

    assert len(paragraphs) > 60
    assert [part for part in paragraphs if part not in text] == []


def test_the_same_agreement_gives_the_same_bytes(paper, document):
    assert sha256(render_document(paper).pdf).digest() == sha256(document.pdf).digest()


def test_both_signatures_have_their_place_on_a_page_the_client_above(document):
    client, partner = document.places[Side.CLIENT], document.places[Side.PARTNER]

    assert client.page == partner.page == document.pages - 1
    assert client.box[1] > partner.box[3]


def test_what_somebody_types_into_a_value_stays_text():
    paper = executed.agreement(governing_law="<img src='http://evil.example/x'> **Ohio**")

    text = " ".join(printed(render_document(paper).pdf).split())

    assert "<img src='http://evil.example/x'> **Ohio**" in text


# The text on the page


def test_numbered_clauses_carry_their_number_apart_and_can_be_linked_to():
    html = as_html("4.7 **Breaches.** Partner shall tell.\n")

    assert html == (
        '<p class="clause" id="clause-4.7"><span class="clause-number">4.7 </span>'
        "<strong>Breaches.</strong> Partner shall tell.</p>\n"
    )


def test_headings_go_down_with_the_page_they_stand_on():
    assert as_html("# A\n\n## B\n", top=3) == "<h3>A</h3>\n<h4>B</h4>\n"


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "a <b>bold</b> claim",
        "![x](http://evil.example/x.png)",
        "[here](javascript:alert(1))",
        "<https://evil.example>",
        "    <script>alert(1)</script>",
        "```\n<script>\n```",
    ],
)
def test_markup_in_the_text_is_shown_and_not_obeyed(text):
    html = as_html(text)

    assert re.findall(r"<(?!/?p>)", html) == []


def test_an_ordinary_number_is_no_clause():
    assert "clause" not in as_html("1.5 million people\n".replace("1.5 ", "About 1.5 "))


def test_places_can_be_stored_and_read_again(document, paper):
    paper.places = {side.value: asdict(place) for side, place in document.places.items()}

    assert paper.place_of(Side.CLIENT) == document.places[Side.CLIENT]
