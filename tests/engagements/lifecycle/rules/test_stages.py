"""How far an engagement has come, and what refuses a step."""

from dataclasses import replace
from datetime import date

import pytest

from engagements.lifecycle.rules import (
    Party,
    Progress,
    Refused,
    Stage,
    is_cleared,
    stage_of,
)

TODAY = date(2026, 11, 22)
SCOPED = Progress(scope_settled=True)
CLEARED = replace(SCOPED, cleared_until=TODAY)


@pytest.mark.parametrize(
    ("progress", "stage"),
    [
        (Progress(), Stage.SCOPING),
        (replace(SCOPED, open_agreements=1, open_evidence=2), Stage.AGREEMENTS),
        (replace(SCOPED, open_evidence=2, open_milestones=3), Stage.EVIDENCE),
        (replace(SCOPED, open_milestones=3), Stage.DEPLOYMENT),
        (CLEARED, Stage.CLEARED),
        (replace(SCOPED, cleared_until=date(2026, 11, 21)), Stage.EVIDENCE),
        (replace(SCOPED, open_evidence=1, went_live_on=TODAY), Stage.LIVE),
        (replace(CLEARED, went_live_on=TODAY, closed_on=TODAY), Stage.CLOSED),
        (Progress(closed_on=TODAY), Stage.CLOSED),
    ],
)
def test_the_stage_is_the_first_with_something_open(progress, stage):
    assert stage_of(progress, today=TODAY) is stage


def test_clearance_holds_through_its_last_day():
    assert is_cleared(TODAY, today=TODAY)
    assert not is_cleared(TODAY, today=date(2026, 11, 23))
    assert not is_cleared(None, today=TODAY)


@pytest.mark.parametrize("name", [*Stage, *Party])
def test_every_name_has_words(name):
    assert name.label
    assert "_" not in name.label


@pytest.mark.parametrize("stage", Stage)
def test_every_stage_says_what_is_done_there(stage):
    assert stage.sentence.endswith(".")


def test_a_refusal_carries_every_reason():
    with pytest.raises(Refused, match=r"^First\. Second\.$") as refused:
        Refused.if_any(["First.", "Second."])

    assert refused.value.reasons == ("First.", "Second.")


def test_without_a_reason_nothing_is_refused():
    Refused.if_any([])
