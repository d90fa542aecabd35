"""The text of a Word document on its pages: all of it, and none of it beside the paper."""

from types import SimpleNamespace

from compliance.agreements.typesetting import typeset
from compliance.reading.extracting import extract
from tests.cast import NOON


def test_a_word_longer_than_a_line_stays_on_the_page(tmp_path):
    file = SimpleNamespace(name="baa.docx", sha256="0" * 64)
    paper = SimpleNamespace(file=file, received_at=NOON)
    path = tmp_path / "set.pdf"

    path.write_bytes(typeset(paper, ["An agreement of words.", "x" * 400]).pdf)

    pages = extract(path, words=True).pages
    words = [word for page in pages for word in page.words]
    assert max(word.right for word in words) < 612
    assert sum(word.text.count("x") for word in words if set(word.text) == {"x"}) == 400
