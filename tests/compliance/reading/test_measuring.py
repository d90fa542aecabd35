"""Files of every kind are read in the child; folders are measured, and nothing is skipped."""

import json
import zipfile
from io import BytesIO, StringIO

import pytest
from django.core.management import CommandError, call_command
from reportlab.lib.pagesizes import LETTER
from reportlab.pdfgen.canvas import Canvas

from compliance.reading.extracting import Unreadable, extract
from compliance.reading.measuring import measure, table
from compliance.reading.rules import judged
from portal import measures

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def printed(pages):
    target = BytesIO()
    canvas = Canvas(target, pagesize=LETTER, invariant=True)
    for lines in pages:
        for i, line in enumerate(lines):
            canvas.drawString(72, 720 - 14 * i, line)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def word_document(body, *, head=""):
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(
            "word/document.xml",
            f'{head}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
        )
    return target.getvalue()


def test_a_pdf_keeps_its_lines_its_paragraphs_and_where_its_words_stand(tmp_path):
    path = tmp_path / "paper.pdf"
    path.write_bytes(
        printed([["First line", "second line", "third line", "", "New one"], ["Page two"]])
    )

    paper = extract(path, words=True)

    assert [page.text for page in paper.pages] == [
        "First line\nsecond line\nthird line\n\nNew one",
        "Page two",
    ]
    first = paper.pages[0].words[0]
    assert first.text == "First"
    assert first.left == pytest.approx(72, abs=2)
    assert 60 < first.top < first.bottom < 75


def test_a_word_parted_at_the_end_of_a_line_stands_on_both_lines(tmp_path):
    path = tmp_path / "paper.pdf"
    path.write_bytes(printed([["others fall under the carve-", "out method of the report"]]))

    (page,) = extract(path, words=True).pages

    assert page.text == "others fall under the carve-\nout method of the report"
    tops = {word.text: word.top for word in page.words}
    assert tops["carve-"] < tops["out"]
    assert max(word.bottom - word.top for word in page.words) < 15


def test_words_are_left_out_unless_asked_for(tmp_path):
    path = tmp_path / "paper.pdf"
    path.write_bytes(printed([["Text"]]))

    assert extract(path).pages[0].words == ()


def test_a_word_document_gives_what_stands_and_not_what_was_deleted(tmp_path):
    path = tmp_path / "paper.docx"
    path.write_bytes(
        word_document(
            "<w:p><w:r><w:t>Kept </w:t></w:r><w:ins><w:r><w:t>added</w:t></w:r></w:ins>"
            "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>"
            "<w:sdt><w:sdtContent><w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>listed</w:t></w:r></w:p>"
            "</w:sdtContent></w:sdt>"
            "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>"
            "<w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        )
    )

    assert extract(path).pages[0].text == "Kept added\n\n• listed\n\na | b"


def test_what_cannot_be_read_is_refused_with_a_sentence(tmp_path):
    bomb = '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    bad = {
        "cut.pdf": printed([["Text"]])[:200],
        "no.docx": b"PK\x03\x04 no archive",
        "bomb.docx": word_document("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>", head=bomb),
        "latin.txt": "Gerät".encode("latin-1"),
        "picture.png": b"\x89PNG",
    }
    for name, content in bad.items():
        (tmp_path / name).write_bytes(content)

        with pytest.raises(Unreadable, match=r"\.$"):
            extract(tmp_path / name)
    with pytest.raises(Unreadable, match="no such file"):
        extract(tmp_path / "nowhere.md")


def says_hello(paper, labels):
    there = "hello" in paper.text.lower()
    yield judged("hello", labelled=bool(labels.get("hello")), proposed=there, right=there)


@pytest.fixture
def folder(tmp_path):
    def put(stem, labels, **files):
        text = labels if isinstance(labels, str) else json.dumps(labels)
        (tmp_path / f"{stem}.labels.json").write_text(text)
        for ending, content in files.items():
            (tmp_path / f"{stem}.{ending}").write_bytes(content)

    put("a", {"document": "a.md", "also": ["a.txt"], "hello": 1, "odd": {}}, md=b"Hello", txt=b"no")
    put("b", {"hello": 0}, md=b"Hello")
    put("c", {"document": "../c.pdf", "hello": 1}, pdf=b"%PDF-1.7 broken")
    put("d", "{not json")
    return tmp_path


def test_every_document_with_labels_is_measured_or_named_as_unread(folder):
    measurement = measure(folder, kind="greeting", compare=says_hello)

    assert [(m.document, m.judgements[0].verdict) for m in measurement.measured] == [
        ("a.md", "found"),
        ("a.txt", "missed"),
        ("b.md", "invented"),
    ]
    assert [lost.document for lost in measurement.unread] == ["../c.pdf", "d.labels.json"]
    assert measurement.overall.precision == 0.5
    assert "NOT READ  d.labels.json: The labels are not JSON." in list(table(measurement))


def test_the_command_prints_only_json_when_asked(folder, monkeypatch):
    monkeypatch.setitem(measures.KINDS, "greeting", says_hello)
    out = StringIO()

    call_command("measure", "greeting", str(folder), "--json", stdout=out)

    said = json.loads(out.getvalue())
    assert said["documents"] == 3
    assert said["elements"]["hello"]["recall"] == said["overall"]["recall"] == 0.5


def test_the_command_refuses_a_folder_that_is_not_there(monkeypatch):
    monkeypatch.setitem(measures.KINDS, "greeting", says_hello)

    with pytest.raises(CommandError, match="not a folder"):
        call_command("measure", "greeting", "nowhere")
