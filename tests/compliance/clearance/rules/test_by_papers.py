"""How a requirement stands for every state of its papers, and until when all is cleared."""

from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from compliance.clearance.rules import EXPIRY_WARNING_DAYS, RequirementKind, Standing, judge
from engagements.lifecycle.rules import Party, Stage
from tests.compliance.clearance.rules.facts import (
    API,
    CLINIC,
    HOST,
    PAPERS,
    TODAY,
    clinic,
    line_of,
    paper,
)

YES, NO = True, False

# One piece of evidence: when it begins and ends, seen from today, and how the requirement stands
# if it was accepted and nothing speaks against it.
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
LONG_AGO, LATER = TODAY - timedelta(days=300), TODAY + timedelta(days=300)
LAST_WARNED = TODAY + timedelta(days=EXPIRY_WARNING_DAYS)
FIRST_UNWARNED = LAST_WARNED + timedelta(days=1)
ONE_PIECE = {
    # first day   last day
    (LONG_AGO, YESTERDAY): Standing.LAPSED,
    (LONG_AGO, TODAY): Standing.EXPIRING,
    (LONG_AGO, TOMORROW): Standing.EXPIRING,
    (LONG_AGO, LAST_WARNED): Standing.EXPIRING,
    (LONG_AGO, FIRST_UNWARNED): Standing.MET,
    (LONG_AGO, None): Standing.MET,
    (TODAY, TODAY): Standing.EXPIRING,
    (TODAY, LATER): Standing.MET,
    (TODAY, None): Standing.MET,
    (TOMORROW, LATER): Standing.DUE,
    (TOMORROW, None): Standing.DUE,
    (None, YESTERDAY): Standing.DUE,
    (None, LATER): Standing.DUE,
    (None, None): Standing.DUE,
}
SETTLED_BY_PAPERS = [
    (RequirementKind.PARTNER_BAA, None),
    (RequirementKind.VENDOR_BAA, "host"),
    (RequirementKind.SOC2_REPORT, "host"),
    (RequirementKind.DPA_REVIEW, "host"),
    (RequirementKind.MILESTONES, None),
]


@pytest.mark.parametrize(("kind", "service_id"), SETTLED_BY_PAPERS)
@pytest.mark.parametrize(("days", "standing"), ONE_PIECE.items())
def test_a_requirement_stands_as_its_one_piece_of_evidence_does(kind, service_id, days, standing):
    for accepted, problems, waiting in product(
        (NO, YES), ((), ("It is about another account.",)), (None, *Party)
    ):
        piece = paper(
            kind,
            service_id,
            effective_from=days[0],
            effective_until=days[1],
            accepted=accepted,
            problems=problems,
            waiting_on=waiting,
        )
        found = line_of(clinic([piece]), kind)
        assert found.standing is (standing if accepted and not problems else Standing.DUE)
        if found.standing.is_met:
            assert found.until == days[1]
        else:
            assert found.until is None


# Two pieces, each as it is today: counting for long, counting still, ended, to come, half done.
PIECES = {
    "long": {"effective_from": LONG_AGO, "effective_until": LATER},
    "soon": {"effective_from": LONG_AGO, "effective_until": TOMORROW},
    "over": {"effective_from": LONG_AGO, "effective_until": YESTERDAY},
    "next": {"effective_from": TOMORROW, "effective_until": LATER},
    "late": {"effective_from": TODAY + timedelta(days=3), "effective_until": LATER},
    "half": {"accepted": False, "waiting_on": Party.PARTNER},
}
M, E, D, L = Standing.MET, Standing.EXPIRING, Standing.DUE, Standing.LAPSED
TWO_PIECES = {
    #         long soon over next late half
    "long": [M, M, M, M, M, M],
    "soon": [M, E, E, M, E, E],
    "over": [M, E, L, L, L, L],
    "next": [M, M, L, D, D, D],
    "late": [M, E, L, D, D, D],
    "half": [M, E, L, D, D, D],
}


@pytest.mark.parametrize("one", PIECES)
@pytest.mark.parametrize("other", PIECES)
def test_two_pieces_stand_as_the_table_says_in_either_order(one, other):
    kind = RequirementKind.SOC2_REPORT
    papers = [paper(kind, "host", **PIECES[name]) for name in (one, other)]

    expected = TWO_PIECES[one][list(PIECES).index(other)]

    assert line_of(clinic(papers), kind).standing is expected
    assert line_of(clinic(papers[::-1]), kind).standing is expected


def test_clearance_reaches_to_the_first_last_day_and_only_if_every_paper_counts_today():
    states = {
        "endless": {"effective_until": None},
        "long": {"effective_until": LATER},
        "short": {"effective_until": TOMORROW},
        "over": {"effective_until": YESTERDAY},
        "open": {"accepted": False},
    }
    last_days = {"endless": None, "long": LATER, "short": TOMORROW}
    longest = TODAY + timedelta(days=365)

    for chosen in product(states, repeat=len(PAPERS)):
        papers = [
            replace(piece, **states[state])
            for piece, state in zip(PAPERS.values(), chosen, strict=True)
        ]
        found = clinic(papers)
        if set(chosen) & {"over", "open"}:
            assert found.cleared_until is None
            continue
        days = [last_days[state] for state in chosen if last_days[state]]
        assert found.cleared_until == min([longest, *days])
        assert found.stage is Stage.CLEARED


def test_a_service_more_that_proves_nothing_takes_the_clearance_away():
    whole = clinic()
    more = judge(CLINIC, (HOST, API), tuple(PAPERS.values()), today=TODAY)

    assert whole.cleared_until is not None
    assert more.cleared_until is None
