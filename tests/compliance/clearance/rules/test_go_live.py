"""Once everything is met, the go-live is the next step, and somebody has it."""

import pytest

from compliance.clearance.rules import GoLive, RequirementKind
from engagements.lifecycle.rules import Party, Stage
from portal.accounts.roles import Right
from tests.compliance.clearance.rules.facts import PAPERS, TODAY, clinic

K = RequirementKind


@pytest.mark.parametrize(
    ("go_live", "title", "party", "right"),
    [
        (GoLive(), "Record the go-live", Party.PARTNER, Right.RECORD_MILESTONE),
        (
            GoLive(is_submitted=True, since=TODAY),
            "Accept the go-live",
            Party.CLIENT,
            Right.ACCEPT_MILESTONE,
        ),
    ],
)
def test_once_all_is_met_the_go_live_is_next(go_live, title, party, right):
    readiness = clinic(go_live=go_live)
    step = readiness.next_step

    assert readiness.stage is Stage.CLEARED
    assert (step.title, step.party, step.right) == (title, party, right)
    assert (step.kind, step.since) == (K.MILESTONES, go_live.since)


def test_the_go_live_is_nobodys_step_before_all_is_met_or_after_it_was():
    missing = [p for kind, p in PAPERS.items() if kind is not K.SOC2_REPORT]

    assert clinic(missing, go_live=GoLive()).next_step.kind is K.SOC2_REPORT
    assert clinic(go_live=GoLive(), went_live_on=TODAY).next_step is None
    assert clinic().next_step is None
