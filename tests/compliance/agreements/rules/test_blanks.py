"""What counts as a blank of a client's own paper, and what does not."""

import pytest

from compliance.agreements.rules import ReviewRefused, check_blanks, find_blanks


def words_of(*paragraphs):
    return [blank.words for blank in find_blanks([paragraphs])]


@pytest.mark.parametrize(
    "blank",
    [
        "____________",
        "___ ___ ___",
        "[…]",
        "[...]",
        "[ ]",
        "[•]",
        "[____]",
        "{{client_name}}",
        "${client}",
        "«Client»",
        "<<Client Name>>",
        "[DATE]",
        "[COVERED ENTITY NAME]",
        "[Insert Name of Covered Entity]",
        "[insert effective date]",
        "[Choose either “covered entity” or “individual”]",
        "[reference the underlying services agreement]",
        "[Covered Entity]",
        "[XX]",
        "<DATE>",
        "<insert address>",
        "..........",
        "TBD",
        "MM/DD/YYYY",
        "XX/XX/XXXX",
    ],
)
def test_a_sign_for_something_to_fill_in_is_a_blank(blank):
    assert words_of(f"This Agreement is made with {blank}, a covered entity.") == [blank]


@pytest.mark.parametrize(
    "text",
    [
        "Each party shall, as 45 CFR 164.504(e)(2)(ii)[A] says, report it.",
        "[Reserved]",
        "4.3 [RESERVED].",
        "[This page intentionally left blank]",
        "[Intentionally omitted]",
        "[Signature page follows]",
        "[SIGNATURES APPEAR ON THE NEXT PAGE]",
        "[Remainder of page left blank]",
        "the term “[t]he parties” [sic]",
        "as reported in [1] and [12]",
        "Definitions ................ 3",
        "a date_of_birth field, and snake__case",
        "fewer than five <5 and more than >7 persons",
        "wait... and then report",
        "[ ] The Business Associate keeps a designated record set.",
        "It keeps one: yes [x] no [ ].",
    ],
)
def test_what_finished_papers_hold_is_no_blank(text):
    assert words_of(text) == []


@pytest.mark.parametrize(
    "line",
    [
        "By: ________________________ Name: ______________________",
        "Title: ________ Date: ________",
        "Signature: ____________",
        "Signed by ____________",
        "Print Name: ....................",
        "Name (printed): ____________",
        "________________",
    ],
)
def test_lines_to_sign_on_are_no_blanks(line):
    assert words_of(line) == []


def test_the_year_and_the_day_left_open_are_blanks():
    assert words_of("made on the ___ day of ________, 20__ between the parties") == [
        "___",
        "________",
        "__",
    ]


def test_a_blank_has_its_page_and_the_words_around_it():
    start, end = "word " * 20, " word" * 20

    first, second = find_blanks([["Nothing."], [f"{start}[DATE]{end}", "at [ADDRESS]."]])

    assert (first.page, second.page) == (2, 2)
    assert first.before.startswith("…")
    assert first.after.endswith("…")
    assert len(first.before) <= 61
    assert str(second) == "at [ADDRESS]."


def test_blanks_go_out_only_when_they_are_meant():
    blanks = find_blanks([["as of [DATE]"]])

    with pytest.raises(ReviewRefused, match="meant"):
        check_blanks(blanks, meant=False)

    check_blanks(blanks, meant=True)
    check_blanks((), meant=False)


def test_a_long_line_of_signs_is_read_in_no_time():
    for unit in ("_ ", "[", "{{", "<", ". ", "[ "):
        find_blanks([[unit * 20_000]])
