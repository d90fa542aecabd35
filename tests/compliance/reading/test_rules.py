"""Pages become one text; lines become clauses under their leads; times become numbers."""

import pytest

from compliance.reading.rules import (
    Page,
    Paper,
    Scores,
    Sort,
    Verdict,
    durations,
    judged,
    paper_of,
    sentences,
)

AGREEMENT = """\
ADDENDUM

1. DUTIES

1.1 Reporting. The Processor shall report, without
undue delay and in writ-
ing, under 45 C.F.R. § 164.410, every breach under Section 2
(b) of the rules.

1.2 The Processor agrees to:

(a) return the data; and

(b) keep no copy.

2. TERM

Either party may end it.
"""


def outline(paper: Paper) -> list[tuple[str, str, int | None]]:
    return [(clause.sort, clause.number, clause.parent) for clause in paper.clauses]


def test_clauses_stand_under_their_leads_and_titles():
    paper = paper_of(AGREEMENT)

    assert outline(paper) == [
        (Sort.HEADING, "", None),
        (Sort.HEADING, "1.", 0),
        (Sort.ITEM, "1.1", 1),
        (Sort.ITEM, "1.2", 1),
        (Sort.ITEM, "(a)", 3),
        (Sort.ITEM, "(b)", 3),
        (Sort.HEADING, "2.", 0),
        (Sort.PARAGRAPH, "", 6),
    ]
    assert [above.number for above in paper.above(paper.clauses[5])] == ["1.2", "1.", ""]
    assert [below.number for below in paper.below(paper.clauses[3])] == ["(a)", "(b)"]


def test_lines_are_joined_and_words_parted_at_their_end_made_whole():
    paper = paper_of(AGREEMENT)

    assert "without undue delay and in writing, under 45 C.F.R. § 164.410" in paper.text
    assert paper.clauses[2].heading == "Reporting"


def test_a_running_title_and_page_numbers_are_no_text():
    pages = tuple(
        Page(number, f"Acme   Agreement v{number}\n\n{words}\nPage {number} of 3")
        for number, words in enumerate(["The first words go", "on over the page.", "The end."], 1)
    )

    paper = Paper(pages)

    assert paper.text == "The first words go on over the page. The end."
    assert [paper.page_at(paper.text.index(word)) for word in ("first", "over", "end")] == [1, 2, 3]


def test_words_are_found_whatever_white_space_case_and_marks_stand_between():
    paper = paper_of("One **two** three.\n\nFour\nfive - SIX.\fone two THREE", marked=True)

    found = list(paper.find("One two\n  three"))

    assert [(passage.page, passage.words) for passage in found] == [
        (1, "One two three"),
        (2, "one two THREE"),
    ]
    assert [passage.page for passage in paper.find("one two three", page=2)] == [2]
    assert not list(paper.find("two four"))
    assert not list(paper.find(" - "))


def test_passages_overlap_when_they_share_a_character():
    paper = paper_of("abcdef ghi")

    assert paper.passage(0, 4).overlaps(paper.passage(3, 6))
    assert not paper.passage(0, 4).overlaps(paper.passage(4, 6))


def test_a_paper_of_pictures_is_a_scan():
    assert Paper((Page(1, "3"), Page(2, ""))).is_scan
    assert not paper_of(AGREEMENT).is_scan


def test_marks_of_markdown_are_read_and_taken_out():
    text = """\
---
title: not text
---
## 2. Return <!-- note -->

**Party:** [Acme](https://acme.example) `v1`, <NAME>, ____

| Kind | Window |
|------|--------|
| Breach | 72 hours |
- first
- second
"""
    paper = paper_of(text, marked=True)

    assert [(clause.sort, clause.text) for clause in paper.clauses] == [
        (Sort.HEADING, "2. Return"),
        (Sort.PARAGRAPH, "Party: Acme v1, <NAME>, ____"),
        (Sort.ROW, "Kind | Window"),
        (Sort.ROW, "Breach | 72 hours"),
        (Sort.ITEM, "- first"),
        (Sort.ITEM, "- second"),
    ]


def test_the_ninth_letter_and_the_first_roman_number_are_told_apart():
    letters = [f"({letter}) item {letter};" for letter in "ghij"]
    romans = ["(a) first:", "(i) inner one;", "(ii) inner two;", "(b) second."]

    by_letter = paper_of("\n".join(letters))
    by_roman = paper_of("\n".join(romans))

    assert {clause.parent for clause in by_letter.clauses} == {None}
    assert [clause.parent for clause in by_roman.clauses] == [None, 0, 0, None]


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("within seventy-two (72) hours of discovery", 72, "hours"),
        ("no later than sixty (60) calendar days", 60, "days"),
        ("ten business days", 10, "business days"),
        ("a 24-hour notice", 24, "hours"),
        ("within five (5) Business Days", 5, "business days"),
        ("not more than two weeks after", 2, "weeks"),
        ("within forty eight hours", 48, "hours"),
        ("in thirty [30] days", 30, "days"),
    ],
)
def test_lengths_of_time_are_read_in_words_and_digits(text, number, unit):
    (found,) = durations(text)

    assert (found.number, found.unit) == (number, unit)
    assert text[found.start : found.end].strip().lower().endswith(unit.split()[-1].rstrip("s")) or (
        text[found.start : found.end].lower().endswith(unit)
    )


@pytest.mark.parametrize(
    "text", ["45 CFR 164.410 days of", "the day after", "in ___ days", "Friday"]
)
def test_what_has_no_number_is_no_length_of_time(text):
    assert not list(durations(text))


def test_lengths_of_time_can_be_compared():
    by_length = sorted(
        durations("3 days, 10 hours, 2 business days, 1 week"), key=lambda d: d.hours
    )

    assert [d.number for d in by_length] == [10, 2, 3, 1]


def test_citations_and_abbreviations_end_no_sentence():
    text = 'Under 45 C.F.R. § 164.410, Acme Inc. reports. It says "why." The end'

    assert [text[start:end] for start, end in sentences(text)] == [
        "Under 45 C.F.R. § 164.410, Acme Inc. reports.",
        'It says "why."',
        "The end",
    ]


def test_an_answer_in_the_wrong_place_counts_against_both_figures():
    answers = [(True, True, True), (True, True, False), (True, False, False), (False, True, False)]
    answers += [(False, False, False)]
    judgements = [
        judged("x", labelled=labelled, proposed=proposed, right=right)
        for labelled, proposed, right in answers
    ]

    scores = Scores.of(judgements)

    assert [one.verdict for one in judgements] == list(Verdict)
    assert scores.precision == pytest.approx(1 / 3, abs=1e-4)
    assert scores.recall == pytest.approx(1 / 3, abs=1e-4)
    assert scores.absent_right == 0.5
    assert scores.as_json()["false_positives"] == 2


def test_without_answers_there_are_no_figures():
    scores = Scores.of([])

    assert (scores.precision, scores.recall, scores.absent_right) == (None, None, None)
