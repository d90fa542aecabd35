"""Word documents: the labels that Word counts itself, notes, and where a place is."""

import pytest

from compliance.reading.extracting import Unreadable, extract
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
        "Text [note 1] goes on-☒[symbol]",
        "[note 1] Said below.",
    ]


def test_a_place_is_named_by_its_paragraph():
    texts = ["AGREEMENT", "____________", "1. First. The same.", "2. Second. The same.", "By: ___"]
    paper = paper_of("\n\n".join(texts))
    paragraphs = Paragraphs(paper)

    places = [paragraphs.at(paper.text.index(words)) for words in ("AGREE", "First", "Second")]

    assert list(paragraphs.texts) == texts
    assert places == [1, 3, 4]
    assert paragraphs.at(paper.text.rindex("The same")) == 4


def run(text):
    return f"<w:r><w:t xml:space='preserve'>{text}</w:t></w:r>"


def mark(kind):
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def code(text):
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def test_notes_have_the_numbers_of_their_order_and_none_is_read_that_the_text_does_not_name(
    tmp_path,
):
    notes = "".join(
        f'<w:footnote w:id="{i}">{word.paragraph(text)}</w:footnote>'
        for i, text in ((4, "The later."), (9, "The first."), (7, "Nobody sees this."))
    )
    body = (
        '<w:p><w:r><w:t>One</w:t><w:footnoteReference w:id="9"/></w:r>'
        '<w:r><w:t>two</w:t><w:footnoteReference w:id="4"/></w:r></w:p>'
    )
    extra = [("word/footnotes.xml", word.part("footnotes", notes))]

    assert read(tmp_path, body, extra) == [
        "One [note 1] two [note 2]",
        "[note 1] The first.",
        "[note 2] The later.",
    ]


def test_of_a_field_the_result_is_read_and_not_its_code(tmp_path):
    inner = f"{mark('begin')}{code(' REF x ')}{mark('separate')}{run('never shown')}{mark('end')}"
    outer = f"{mark('begin')}{code(' IF ')}{inner}{mark('separate')}{run('within 5 days')}"
    body = f"<w:p>{run('Told ')}{outer}{mark('end')}{run(' of it.')}</w:p>"

    assert read(tmp_path, body) == ["Told within 5 days of it."]


def test_a_field_that_does_not_end_is_no_text(tmp_path):
    with pytest.raises(Unreadable, match="a field that does not end"):
        read(tmp_path, f"<w:p>{mark('begin')}{run('code or words?')}</w:p>")


def test_a_picture_is_told_of_where_it_stands_and_drawn_words_are_read(tmp_path):
    drawn = (
        '<v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textpath string="DRAFT"/></v:shape>'
    )
    body = (
        f"<w:p>{run('A')}<w:r><w:drawing/></w:r>{run('B')}<w:r><w:pict>{drawn}</w:pict></w:r></w:p>"
    )

    assert read(tmp_path, body) == ["A [picture] B DRAFT"]


def test_boxes_of_text_are_parted_from_the_words_around_them(tmp_path):
    box = f"<w:txbxContent>{word.paragraph('one')}{word.paragraph('two')}</w:txbxContent>"
    body = f"<w:p>{run('Before')}<w:r><w:drawing>{box}</w:drawing></w:r>{run('after')}</w:p>"

    assert read(tmp_path, body) == ["Before one two after"]


def test_cells_are_read_whatever_stands_around_them(tmp_path):
    cell = f"<w:tc>{word.paragraph('in a cell')}</w:tc>"
    body = f"<w:tbl><w:tr><w:smartTag>{cell}</w:smartTag>{cell}</w:tr></w:tbl>"

    assert read(tmp_path, body) == ["in a cell | in a cell"]


def test_a_list_takes_its_levels_from_the_style_it_names(tmp_path):
    plans = (
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="Legal"/></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="2"><w:styleLink w:val="Legal"/><w:lvl w:ilvl="0">'
        '<w:numFmt w:val="decimal"/><w:lvlText w:val="Section %1"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    extra = [("word/numbering.xml", word.part("numbering", plans))]

    assert read(tmp_path, listed(0, 0), extra) == ["Section 1 at 0", "Section 2 at 0"]


def test_a_number_that_word_hides_is_not_shown(tmp_path):
    plan = (
        '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:lvlText w:val="%1."/>'
        "<w:rPr><w:vanish/></w:rPr></w:lvl></w:abstractNum>"
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    )

    assert read(tmp_path, listed(0), [("word/numbering.xml", word.part("numbering", plan))]) == [
        "at 0"
    ]
