"""Comparing two manifests: every kind of difference, and none where there is none."""

from datetime import UTC, date, datetime, timedelta

import pytest

from compliance.packets.rules import ComparisonRefused, LeftOut, compare
from tests.compliance.packets.rules.manifests import asked, item, person, told

BAA, REPORT, DPA = item("agreement:1"), item("soc2_report:2"), item("dpa:3")
DAY = timedelta(days=1)


def ids(found):
    return [one.id for one in found]


# Which two


def test_a_manifest_that_was_written_is_read_back_as_it_was():
    read = told(
        3,
        item(effective_until=date(2027, 1, 31)),
        cleared_until=date(2027, 1, 31),
        requirements=(asked(until=date(2027, 1, 31)),),
        people=(person(until=date(2026, 5, 1)),),
    )

    assert (read.id, read.number, read.engagement) == ("p3", 3, "e1")
    assert (read.as_of, read.cleared_until) == (date(2026, 3, 1), date(2027, 1, 31))
    assert read.requested_at == datetime(2026, 3, 1, 12, tzinfo=UTC)
    assert read.papers["agreement:1"].effective_until == date(2027, 1, 31)
    assert read.papers["agreement:1"].effective_from == date(2026, 1, 1)
    assert read.requirements == {"requirement:BAA-1": asked(until=date(2027, 1, 31))}
    assert read.people == {"membership:1": person(until=date(2026, 5, 1))}


def test_packets_of_two_engagements_are_not_compared():
    with pytest.raises(ComparisonRefused, match="different engagements"):
        compare(told(1), told(2, engagement="e2"))


def test_a_packet_is_not_compared_with_itself():
    with pytest.raises(ComparisonRefused, match="two different packets"):
        compare(told(2), told(2))


def test_the_one_that_shows_a_later_day_is_not_the_older_one():
    first, second = told(1, as_of=date(2026, 6, 1)), told(2, as_of=date(2026, 5, 1))

    with pytest.raises(ComparisonRefused, match="Packet 1 shows a later day than packet 2"):
        compare(first, second)
    assert compare(second, first).newer.number == 1


def test_those_of_one_day_are_compared_in_the_order_in_which_they_were_asked_for():
    day = date(2026, 2, 1)

    with pytest.raises(ComparisonRefused, match="Packet 2 is newer than packet 1"):
        compare(told(2, as_of=day), told(1, as_of=day))


def test_a_packet_that_was_asked_for_again_is_newer_than_its_number_says():
    again = told(1, requested_at=datetime(2026, 6, 1, tzinfo=UTC), as_of=date(2026, 6, 1))

    assert compare(told(2), again).newer.number == 1


def test_two_packets_of_one_moment_can_be_compared():
    at = datetime(2026, 1, 1, tzinfo=UTC)

    assert compare(told(1, requested_at=at), told(2, requested_at=at)).nothing_changed


def test_papers_of_one_title_stand_in_the_order_of_what_tells_them_apart():
    runs = [item(f"run:{9 - n}", title="Output of the run", version=f"for {n}") for n in (2, 1, 3)]

    found = compare(told(1), told(2, *runs))

    assert [one.version for one in found.documents.added] == ["for 1", "for 2", "for 3"]


def test_nothing_is_different_where_all_is_the_same():
    parts = {
        "requirements": (asked(), asked("requirement:SOC-1", "due")),
        "people": (person(), person("grant:1", "Auditor", date(2027, 1, 1))),
        "cleared_until": date(2027, 1, 1),
    }

    found = compare(told(1, BAA, REPORT, **parts), told(2, BAA, REPORT, **parts))

    assert found.nothing_changed
    assert not any(vars(found.documents).values())


# Documents


def test_a_document_of_the_newer_one_alone_was_added():
    found = compare(told(1, BAA), told(2, BAA, REPORT, DPA))

    assert ids(found.documents.added) == ["dpa:3", "soc2_report:2"]
    assert not found.documents.removed
    assert not found.documents.changed
    assert not found.nothing_changed


def test_a_document_of_the_older_one_alone_was_removed_and_the_newer_one_says_why():
    gone = LeftOut(id="dpa:3", kind="dpa", title="DPA", reason="It was refused.")

    found = compare(told(1, BAA, REPORT, DPA), told(2, BAA, left_out=(gone,)))

    removed = [(one.paper.id, one.why) for one in found.documents.removed]
    assert removed == [("dpa:3", "It was refused."), ("soc2_report:2", "")]
    assert not found.nothing_changed


def test_a_document_that_was_left_out_before_was_added():
    gone = LeftOut(id="dpa:3", kind="dpa", title="DPA", reason="In review.")

    found = compare(told(1, left_out=(gone,)), told(2, DPA))

    assert ids(found.documents.added) == ["dpa:3"]


@pytest.mark.parametrize(
    ("other", "which"),
    [
        ({"version": "2026.2"}, (True, False, False)),
        ({"sha256": "cd" * 32}, (False, True, False)),
        ({"effective_from": date(2026, 1, 2)}, (False, False, True)),
        ({"effective_until": date(2027, 1, 2)}, (False, False, True)),
        ({"version": "2", "sha256": "cd" * 32, "effective_from": None}, (True, True, True)),
    ],
)
def test_one_record_with_another_version_bytes_or_period_has_changed(other, which):
    found = compare(told(1, BAA), told(2, item("agreement:1", **other)))

    [changed] = found.documents.changed
    assert (changed.has_other_version, changed.has_other_bytes, changed.has_other_period) == which
    assert not found.documents.added
    assert not found.documents.removed
    assert not found.nothing_changed


@pytest.mark.parametrize("day", [None, date(2026, 2, 3)])
def test_one_record_that_was_accepted_otherwise_has_changed(day):
    found = compare(told(1, BAA), told(2, item("agreement:1", accepted_on=day)))

    [changed] = found.documents.changed
    assert changed.has_other_acceptance
    assert not any((changed.has_other_version, changed.has_other_bytes, changed.has_other_period))


@pytest.mark.parametrize(
    "other",
    [
        {"accepted_by": ("Samuel Sign-Name",)},
        {"pages": (90, 99)},
        {"title": "Another title"},
        {"file": "exhibit-c.pdf"},
        {"counts_because": "In other words."},
    ],
)
def test_where_it_stands_and_how_it_is_called_is_no_change(other):
    assert compare(told(1, BAA), told(2, item("agreement:1", **other))).nothing_changed


@pytest.mark.parametrize(
    ("last_day", "lapsed"),
    [
        (None, False),
        (date(2026, 1, 1) - DAY, False),  # it had lapsed before the first
        (date(2026, 1, 1), True),  # it held on the first day, for the last time
        (date(2026, 1, 20), True),
        (date(2026, 2, 1) - DAY, True),
        (date(2026, 2, 1), False),  # it holds on the second day, for the last time
        (date(2026, 2, 1) + DAY, False),
    ],
)
def test_a_document_lapsed_when_its_last_day_passed_between_the_two(last_day, lapsed):
    paper = item("agreement:1", effective_until=last_day)

    found = compare(told(1, paper), told(2, paper))

    assert ids(found.documents.lapsed) == (["agreement:1"] if lapsed else [])
    assert found.nothing_changed is not lapsed


def test_a_document_that_was_extended_did_not_lapse():
    before = item(effective_until=date(2026, 1, 20))
    after = item(effective_until=date(2026, 6, 30))

    found = compare(told(1, before), told(2, after)).documents

    assert (found.lapsed, len(found.changed)) == ((), 1)


def test_a_document_that_was_ended_early_changed_and_lapsed():
    before = item(effective_until=None)
    after = item(effective_until=date(2026, 1, 20))

    found = compare(told(1, before), told(2, after)).documents

    assert (ids(found.lapsed), len(found.changed)) == (["agreement:1"], 1)


def test_a_document_that_ran_out_and_was_taken_away_lapsed_and_was_removed():
    found = compare(told(1, item(effective_until=date(2026, 1, 20))), told(2)).documents

    assert ids(found.lapsed) == ["agreement:1"]
    assert [one.paper.id for one in found.removed] == ["agreement:1"]


def test_nothing_lapses_within_one_day():
    same = {"as_of": date(2026, 3, 1)}
    paper = item(effective_until=date(2026, 3, 1))

    assert compare(told(3, paper, **same), told(4, paper, **same)).nothing_changed
