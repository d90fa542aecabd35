"""Cleared means that everything is met today; anything else says what is missing and who has it."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

import pytest

from compliance.clearance.rules import (
    LONGEST_CLEARANCE_DAYS,
    RequirementKind,
    Standing,
)
from engagements.lifecycle.rules import Party, Stage
from tests.compliance.clearance.rules.facts import (
    PAPERS,
    TODAY,
    clinic,
    line_of,
    paper,
    with_paper,
)

K = RequirementKind
END_OF_2027 = date(2027, 12, 31)
A_YEAR_ON = date(2027, 11, 22)


# Cleared


def test_with_every_paper_the_clinic_is_cleared_for_a_year():
    readiness = clinic()

    assert readiness.cleared_until == A_YEAR_ON
    assert readiness.stage is Stage.CLEARED
    assert readiness.earliest_expiry == END_OF_2027
    assert readiness.open_lines == ()
    assert readiness.next_step is None


@pytest.mark.parametrize(
    "present",
    [kinds for size in range(len(PAPERS) + 1) for kinds in combinations(PAPERS, size)],
    ids=lambda kinds: "+".join(kinds) or "nothing",
)
def test_cleared_only_when_every_paper_is_there_and_otherwise_exactly_the_others_are_due(present):
    readiness = clinic([PAPERS[kind] for kind in present])

    missing = [line.requirement.kind for line in readiness.open_lines]
    assert missing == [kind for kind in PAPERS if kind not in present]
    assert (readiness.cleared_until is not None) == (not missing)
    assert all(line.standing is Standing.DUE for line in readiness.open_lines)


def test_cleared_until_the_first_paper_runs_out():
    readiness = clinic(with_paper(K.SOC2_REPORT, effective_until=date(2027, 3, 31)))

    assert readiness.cleared_until == readiness.earliest_expiry == date(2027, 3, 31)


@pytest.mark.parametrize(("days", "cleared_days"), [(364, 364), (365, 365), (366, 365)])
def test_never_longer_than_a_year(days, cleared_days):
    until = TODAY + timedelta(days=days)

    readiness = clinic(with_paper(K.SOC2_REPORT, effective_until=until))

    assert readiness.cleared_until == TODAY + timedelta(days=cleared_days)
    assert LONGEST_CLEARANCE_DAYS == 365


def test_without_any_end_in_sight_nothing_expires_but_clearance_still_ends():
    endless = [replace(p, effective_until=None) for p in PAPERS.values()]

    readiness = clinic(endless)

    assert readiness.earliest_expiry is None
    assert readiness.cleared_until == A_YEAR_ON


# From day to day


@pytest.mark.parametrize(
    ("today", "standing"),
    [
        (date(2026, 11, 30), Standing.DUE),
        (date(2026, 12, 1), Standing.MET),
        (date(2027, 2, 28), Standing.MET),
        (date(2027, 3, 1), Standing.EXPIRING),
        (date(2027, 3, 31), Standing.EXPIRING),
        (date(2027, 4, 1), Standing.LAPSED),
    ],
)
def test_a_paper_counts_from_its_first_day_to_its_last(today, standing):
    papers = with_paper(
        K.VENDOR_BAA, effective_from=date(2026, 12, 1), effective_until=date(2027, 3, 31)
    )

    readiness = clinic(papers, today=today)

    assert line_of(readiness, K.VENDOR_BAA).standing is standing
    assert (readiness.cleared_until == date(2027, 3, 31)) == standing.is_met


def test_what_meets_a_requirement_reads_as_part_of_the_sentence():
    readiness = clinic(with_paper(K.DPA_REVIEW, label="The review of “DPA”", effective_until=None))

    assert line_of(readiness, K.DPA_REVIEW).sentence == "Met by the review of “DPA”."


def test_expiring_says_until_when_and_who_owes_what_follows():
    readiness = clinic(with_paper(K.DPA_REVIEW, effective_until=date(2026, 12, 1)))
    line = line_of(readiness, K.DPA_REVIEW)

    assert line.sentence == (
        "Met by DPA review paper, but only until 1 December 2026. What follows it is owed by the "
        "partner and settled by reviewing the DPA of Amazon Web Services and having a second "
        "person accept the review."
    )
    assert readiness.cleared_until == date(2026, 12, 1)
    assert readiness.next_step.kind is K.DPA_REVIEW


def test_when_several_expire_the_first_to_run_out_is_next():
    papers = [
        replace(given, effective_until=end)
        for given, end in zip(
            PAPERS.values(),
            [None, date(2026, 12, 9), date(2026, 12, 2), None, date(2026, 12, 5), None],
            strict=True,
        )
    ]

    assert clinic(papers).next_step.kind is K.SOC2_REPORT


def test_lapsed_names_the_day_and_asks_for_a_new_one():
    readiness = clinic(with_paper(K.SOC2_REPORT, effective_until=date(2026, 11, 21)))
    line = line_of(readiness, K.SOC2_REPORT)

    assert line.sentence.startswith(
        "SOC 2 report paper counted until 21 November 2026. A new one is owed by the partner"
    )
    assert readiness.cleared_until is None
    assert readiness.stage is Stage.EVIDENCE


def test_of_several_that_ran_out_the_last_is_named():
    old = paper(K.SOC2_REPORT, "host", label="Older", effective_until=date(2025, 12, 31))
    papers = [old, *with_paper(K.SOC2_REPORT, effective_until=date(2026, 11, 21))]

    assert "Older" not in line_of(clinic(papers), K.SOC2_REPORT).sentence


def test_a_renewal_that_follows_without_a_gap_extends():
    papers = with_paper(K.SOC2_REPORT, effective_until=date(2026, 12, 31))
    renewal = paper(
        K.SOC2_REPORT,
        "host",
        effective_from=date(2027, 1, 1),
        effective_until=date(2027, 6, 30),
    )

    assert clinic([renewal, *papers]).cleared_until == date(2027, 6, 30)


def test_a_renewal_after_a_gap_does_not_extend():
    papers = with_paper(K.SOC2_REPORT, effective_until=date(2026, 12, 31))
    renewal = paper(K.SOC2_REPORT, "host", effective_from=date(2027, 1, 2))

    assert clinic([*papers, renewal]).cleared_until == date(2026, 12, 31)


def test_a_paper_inside_another_shortens_nothing():
    inside = paper(K.SOC2_REPORT, "host", effective_until=date(2026, 12, 1))

    assert clinic([inside, *PAPERS.values()]).cleared_until == A_YEAR_ON


def test_what_only_begins_later_says_from_when_and_asks_nobody():
    papers = with_paper(K.PARTNER_BAA, effective_from=date(2026, 12, 1))
    line = line_of(clinic(papers), K.PARTNER_BAA)

    assert line.sentence == "BAA with the partner paper counts from 1 December 2026 on."
    assert (line.standing, line.holder, line.right) == (Standing.DUE, Party.NOBODY, None)


def test_between_what_ended_and_what_begins_it_is_lapsed_and_both_are_told():
    ended = paper(K.PARTNER_BAA, label="Old BAA", effective_until=date(2026, 11, 1))
    coming = paper(K.PARTNER_BAA, label="New BAA", effective_from=date(2026, 12, 1))

    line = line_of(clinic([ended, coming]), K.PARTNER_BAA)

    assert line.standing is Standing.LAPSED
    assert line.sentence == (
        "Old BAA counted until 1 November 2026. New BAA counts from 1 December 2026 on."
    )
