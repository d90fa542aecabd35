"""A text that is evidence is printed with every line to its end, as far as there is room."""

from compliance.packets.exhibits import letter_exhibits
from compliance.packets.papers import Bytes, Document, DocumentKind, Shape
from compliance.packets.sections.exhibit import LONGEST_LINE, MOST_LINES, SET_IN, divider


def printed(text):
    document = Document(
        kind=DocumentKind.MILESTONE,
        record_id="1",
        title="Checksums of the weights",
        shape=Shape.TEXT,
        content=Bytes("ab" * 32, len(text), "text/plain", ".txt", text=text),
    )
    return divider(letter_exhibits([document])[document.id], text=text)


def test_a_line_longer_than_the_page_goes_on_in_the_next():
    line = f"{'0123456789abcdef' * 4}  weights/{'shard/' * 40}model.safetensors"

    page = printed(f"first\n{line}\nlast")

    assert page.lines[0] == "first"
    assert page.lines[-1] == "last"
    assert all(len(piece) <= LONGEST_LINE for piece in page.lines)
    assert all(piece.startswith(SET_IN) for piece in page.lines[2:-1])
    assert "".join([page.lines[1], *(p.removeprefix(SET_IN) for p in page.lines[2:-1])]) == line
    assert page.more == 0


def test_lines_that_fit_stay_as_they_are():
    page = printed("a\tb  \n\nc")

    assert page.lines == ("a   b", "", "c")


def test_what_there_is_no_room_for_is_counted():
    page = printed("x\n" * (MOST_LINES + 5))

    assert len(page.lines) == MOST_LINES
    assert page.more == 5


def test_a_line_that_is_not_printed_to_its_end_counts_as_left_out():
    page = printed("y" * LONGEST_LINE * (MOST_LINES + 5) + "\nz")

    assert len(page.lines) == MOST_LINES
    assert page.more == 2
