"""What a comparison says where there is something that cannot be compared, and of like papers."""

from dataclasses import replace

import pytest

from compliance.packets.differences import in_words
from compliance.packets.rules import compare
from tests.compliance.packets.rules.manifests import asked, item, person, told

LISTS = {"requirements": {"r": asked()}, "people": {"p": person()}}
WITHOUT_PEOPLE = LISTS | {"people": None}
EARLY = {"requirements": None, "people": None}


@pytest.mark.parametrize(
    ("older", "newer", "untold"),
    [
        (LISTS, LISTS, []),
        (LISTS, WITHOUT_PEOPLE, ["People are not compared: packet 2 does not tell of them."]),
        (WITHOUT_PEOPLE, LISTS, ["People are not compared: packet 1 does not tell of them."]),
        (
            WITHOUT_PEOPLE,
            WITHOUT_PEOPLE,
            ["People are not compared: packet 1 and packet 2 do not tell of them."],
        ),
        (
            EARLY,
            LISTS,
            [
                "Requirements are not compared: packet 1 was sealed before manifests listed them.",
                "People are not compared: packet 1 was sealed before manifests listed them.",
            ],
        ),
        (
            EARLY,
            WITHOUT_PEOPLE,
            [
                "Requirements are not compared: packet 1 was sealed before manifests listed them.",
                "People are not compared: packet 2 does not tell of them.",
            ],
        ),
    ],
)
def test_why_something_is_not_compared_is_said_of_the_packet_that_it_is_true_of(
    older, newer, untold
):
    found = in_words(compare(replace(told(1), **older), replace(told(2), **newer)))

    assert list(found.untold) == untold


def test_removed_papers_of_one_title_are_told_apart():
    runs = [
        item(f"run:{n}", title="Output of the run", version=f"For milestone {n}") for n in (1, 2)
    ]

    [removed] = in_words(compare(told(1, *runs), told(2))).groups

    assert [row.value.partition(".")[0] for row in removed.rows] == [
        "For milestone 1",
        "For milestone 2",
    ]


def test_what_was_accepted_in_between_is_told_with_who_and_when():
    before = item("milestone_evidence:1", accepted_by=(), accepted_on=None)

    told_of = in_words(compare(told(1, before), told(2, item("milestone_evidence:1"))))

    [group] = told_of.groups
    [row] = group.rows
    assert group.title == "Documents changed"
    assert row.value == "Now accepted by Samuel Sign on 1 January 2026; was not accepted."
