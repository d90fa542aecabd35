"""Where words stand on a page: one box a line, over the end of a page too."""

from compliance.reading.rules import Page, Word, boxes_of


def page(number, *lines):
    words = [
        Word(text, 10.0 + 40 * i, 10.0 + 20 * row, 45.0 + 40 * i, 22.0 + 20 * row)
        for row, line in enumerate(lines)
        for i, text in enumerate(line.split())
    ]
    return Page(number, "\n".join(lines), tuple(words))


FIRST = page(1, "Recitals of the parties", "Business Associate shall report", "to Covered Entity")
SECOND = page(2, "any breach of unsecured", "PHI without delay")


def test_each_line_has_a_box():
    (one, two) = boxes_of([FIRST], "Associate shall report to Covered", begins=1)

    assert (one.page, one.left, one.top, one.right, one.bottom) == (1, 50, 30, 165, 42)
    assert (two.left, two.right) == (10, 85)


def test_marks_and_capitals_make_no_difference():
    assert boxes_of([FIRST], "“business-associate SHALL, report", begins=1)


def test_words_go_on_over_the_page():
    words = "shall report to Covered Entity any breach of unsecured PHI"

    assert [box.page for box in boxes_of([FIRST, SECOND], words, begins=1)] == [1, 1, 2, 2]


def test_without_a_page_the_words_are_looked_for():
    assert {box.page for box in boxes_of([FIRST, SECOND], "unsecured PHI without delay")} == {2}


def test_what_is_not_there_has_no_box():
    assert boxes_of([FIRST, SECOND], "Nobody said anything of this kind") == ()
    assert boxes_of([FIRST], "unsecured", begins=1) == ()
    assert boxes_of([FIRST], "parties", begins=7) == ()
    assert boxes_of([FIRST], "", begins=1) == ()
    assert boxes_of([Page(1, "words without boxes")], "words without boxes", begins=1) == ()
