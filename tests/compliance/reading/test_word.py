"""Word documents: the labels that Word counts itself, notes, and where a place is."""

import pytest

from compliance.reading.extracting import extract
from compliance.reading.rules import Paragraphs, paper_of
from tests import word


def read(tmp_path, *args, **kwargs):
    path = tmp_path / "paper.docx"
    path.write_bytes(word.document(*args, **kwargs))
    return extract(path).pages[0].text.split("\n\n")


def listed(*levels, number=1):
    return "".join(word.paragraph(f"at {at}", word.numbered(at, number)) for at in levels)


def test_levels_are_counted_and_begin_anew_below_the_next(tmp_path):
    levels = [("decimal", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "(%3)")]
    extra = [("word/numbering.xml", word.numbering(*levels))]

    lines = read(tmp_path, listed(0, 1, 1, 2, 2, 0, 1, 2), extra)

    labels = [line.split()[0] for line in lines]
    assert labels == ["1.", "1.1", "1.2", "(a)", "(b)", "2.", "2.1", "(a)"]


@pytest.mark.parametrize(
    ("form", "labels"),
    [
        ("upperRoman", ["I", "II", "III", "IV"]),
        ("lowerRoman", ["i", "ii", "iii", "iv"]),
        ("upperLetter", ["A", "B", "C", "D"]),
        ("decimalZero", ["01", "02", "03", "04"]),
        ("bullet", ["•", "•", "•", "•"]),
        ("none", ["at", "at", "at", "at"]),
    ],
)
def test_forms_of_numbers(tmp_path, form, labels):
    extra = [("word/numbering.xml", word.numbering((form, "%1")))]

    assert [line.split()[0] for line in read(tmp_path, listed(0, 0, 0, 0), extra)] == labels


def test_a_numbering_that_starts_elsewhere_counts_by_itself(tmp_path):
    other = (
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    extra = [("word/numbering.xml", word.numbering(("decimal", "%1."), more=other))]

    lines = read(tmp_path, listed(0, 0) + listed(0, 0, number=2) + listed(0), extra)

    assert [line.split()[0] for line in lines] == ["1.", "2.", "5.", "6.", "3."]


def test_a_style_numbers_its_paragraphs_and_one_can_be_left_out(tmp_path):
    style = (
        '<w:style w:styleId="Base"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="Clause"><w:basedOn w:val="Base"/></w:style>'
    )
    extra = [
        ("word/numbering.xml", word.numbering(("decimal", "%1)"))),
        ("word/styles.xml", word.part("styles", style)),
    ]
    clause = '<w:pStyle w:val="Clause"/>'
    body = (
        word.paragraph("one", clause)
        + word.paragraph("plain", f"{clause}{word.numbered(0, 0)}")
        + word.paragraph("two", clause)
    )

    assert read(tmp_path, body, extra) == ["1) one", "plain", "2) two"]


def test_notes_and_signs_are_not_lost(tmp_path):
    note = (
        '<w:footnote w:type="separator" w:id="0"/>'
        f'<w:footnote w:id="2">{word.paragraph("Said below.")}</w:footnote>'
    )
    body = (
        '<w:p><w:r><w:t>Text</w:t><w:footnoteReference w:id="2"/><w:t>goes on</w:t>'
        '<w:noBreakHyphen/><w:sym w:char="F0FE"/><w:sym w:char="F0FF"/></w:r></w:p>'
    )
    extra = [("word/footnotes.xml", word.part("footnotes", note))]

    assert read(tmp_path, body, extra) == [
        "Text [note 2] goes on-☒[symbol]",
        "[note 2] Said below.",
    ]


def test_a_place_is_named_by_its_paragraph():
    texts = ["AGREEMENT", "____________", "1. First. The same.", "2. Second. The same.", "By: ___"]
    paper = paper_of("\n\n".join(texts))
    paragraphs = Paragraphs(paper)

    places = [paragraphs.at(paper.text.index(words)) for words in ("AGREE", "First", "Second")]

    assert list(paragraphs.texts) == texts
    assert places == [1, 3, 4]
    assert paragraphs.at(paper.text.rindex("The same")) == 4
