"""The next step is called what is to be done, by whoever has it."""

from dataclasses import replace

import pytest

from compliance.clearance.rules import RequirementKind as K
from compliance.clearance.rules import judge
from engagements.lifecycle.rules import Party
from portal.accounts.roles import Right
from tests.compliance.clearance.rules.facts import CLINIC, HOST, TODAY, clinic, with_paper


@pytest.mark.parametrize(
    ("right", "words"),
    [
        (Right.SIGN_FOR_CLIENT, "Read and sign the BAA between client and partner"),
        (Right.COUNTERSIGN, "Read and countersign the BAA between client and partner"),
    ],
)
def test_whose_signature_is_missing_is_told_to_sign(right, words):
    unsigned = with_paper(K.PARTNER_BAA, accepted=False, waiting_on=Party.CLIENT, right=right)

    assert clinic(unsigned).next_step.title == words


def test_facts_that_are_missing_are_a_thing_to_do():
    step = judge(replace(CLINIC, model=""), [HOST], [], today=TODAY).next_step

    assert step.title == "State the facts of the engagement"
