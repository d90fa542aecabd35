"""Page numbers that are true before the contents page is printed."""

import pytest

from compliance.pdf.layout import Layout, lay_out, settle
from compliance.pdf.refusals import AssemblyRefused

PARTS = [("cover", 1), ("contents", 1), ("body", 7)]


def test_parts_follow_one_another():
    layout = lay_out(PARTS)

    assert layout == Layout(
        {"cover": 1, "contents": 2, "body": 3}, {"cover": 1, "contents": 2, "body": 9}, 9
    )


def test_a_key_is_given_once():
    with pytest.raises(AssemblyRefused, match="'cover'"):
        lay_out([*PARTS, ("cover", 1)])


def test_contents_that_turn_out_longer_are_printed_again_with_true_numbers():
    printed: list[Layout] = []

    def render(layout: Layout) -> int:
        printed.append(layout)
        return 3

    layout, pages = settle(PARTS, "contents", render, lambda made: made)

    assert pages == 3
    assert [one.firsts["body"] for one in printed] == [3, 5]
    assert layout.firsts["body"] == 5


def test_contents_that_never_settle_are_refused():
    lengths = iter(range(2, 100))

    with pytest.raises(AssemblyRefused, match="changes its length"):
        settle(PARTS, "contents", lambda _: next(lengths), lambda made: made)
