"""What differs is shown word by word, and nothing else is."""

from compliance.agreements.rules import ChangeKind, differences

TEXT = "# Title\n\n1.1 Partner keeps PHI safe and reports in 10 days.\n\n1.2 Nothing else.\n"


def told(before, after):
    marks = {ChangeKind.SAME: "", ChangeKind.ADDED: "+", ChangeKind.REMOVED: "-"}
    return [
        [f"{marks[change.kind]}{change.text}" for change in passage]
        for passage in differences(before, after)
    ]


def test_the_same_text_has_no_differences():
    assert differences(TEXT, TEXT.replace("\n", "\r\n")) == ()


def test_a_changed_number_is_shown_in_its_sentence():
    assert told(TEXT, TEXT.replace("10", "5")) == [
        ["1.1 Partner keeps PHI safe and reports in", "-10", "+5", "days."]
    ]


def test_a_new_paragraph_and_one_that_is_gone():
    after = TEXT.replace("1.2 Nothing else.", "3.9 A wholly new duty of quite other words.")

    assert told(TEXT, after) == [
        ["-1.2 Nothing else."],
        ["+3.9 A wholly new duty of quite other words."],
    ]


def test_what_is_added_between_two_changed_paragraphs_stands_between_them():
    before = "one two three four\n\nfive six seven eight"
    after = "one two three 4\n\nbrand new words here\n\nfive six seven 8"

    assert told(before, after) == [
        ["one two three", "-four", "+4"],
        ["+brand new words here"],
        ["five six seven", "-eight", "+8"],
    ]


def test_line_breaks_within_a_paragraph_do_not_count():
    assert differences("one two\nthree", "one\ntwo three") == ()
