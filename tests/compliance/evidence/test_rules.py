"""Evidence is looked at by two people, counts for a stated time, and only once accepted."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from compliance.evidence import rules
from compliance.evidence.rules import (
    EvidenceKind,
    EvidenceRecord,
    EvidenceRefused,
    EvidenceState,
    EvidenceStep,
)

TODAY = date(2026, 11, 22)
PROOF = EvidenceRecord(
    kind=EvidenceKind.RETENTION_PROOF,
    state=EvidenceState.RECORDED,
    recorded_by_id="eng",
    effective_from=TODAY,
    effective_until=TODAY + timedelta(days=365),
    has_service=True,
    has_file=True,
)
BAA = replace(PROOF, kind=EvidenceKind.EXECUTED_BAA, effective_until=None)


def test_every_kind_state_and_step_has_its_words():
    assert set(rules.KINDS) == set(EvidenceKind)
    assert set(rules.TRANSITIONS) == set(EvidenceState)
    assert all(kind.label for kind in EvidenceKind)


@pytest.mark.parametrize("state", EvidenceState)
@pytest.mark.parametrize("step", EvidenceStep)
def test_a_step_leads_where_the_table_says_or_is_refused(state, step):
    if step in rules.TRANSITIONS[state]:
        assert rules.advance(state, step) is rules.TRANSITIONS[state][step]
    else:
        with pytest.raises(EvidenceRefused, match=f"This record is {state.words}"):
            rules.advance(state, step)


@pytest.mark.parametrize("record", [PROOF, BAA])
def test_a_second_person_accepts(record):
    rules.check_acceptance(record, accepted_by_id="pat", today=TODAY)


@pytest.mark.parametrize("kind", EvidenceKind)
def test_whoever_recorded_it_may_not_accept_it(kind):
    record = replace(PROOF, kind=kind, has_service=rules.KINDS[kind].about_service)

    with pytest.raises(EvidenceRefused, match="Somebody else has to accept it"):
        rules.check_acceptance(record, accepted_by_id="eng", today=TODAY)


@pytest.mark.parametrize("state", sorted(set(EvidenceState) - {EvidenceState.RECORDED}))
def test_only_what_is_recorded_can_be_accepted(state):
    with pytest.raises(EvidenceRefused, match="it cannot be accepted"):
        rules.check_acceptance(replace(PROOF, state=state), accepted_by_id="pat", today=TODAY)


@pytest.mark.parametrize(
    ("record", "message"),
    [
        (replace(PROOF, has_file=False), "Attach the file"),
        (replace(BAA, has_file=False), "Attach the file"),
        (replace(PROOF, has_service=False), "which vendor service"),
        (replace(BAA, has_service=False), "which vendor service"),
        (replace(PROOF, kind=EvidenceKind.ANSWERED_QUESTIONNAIRE), "about the whole engagement"),
        (replace(PROOF, effective_from=TODAY + timedelta(days=1)), "lies in the future"),
        (replace(PROOF, effective_until=None), "until when it counts"),
        (replace(PROOF, effective_until=TODAY + timedelta(days=366)), "365 days at most"),
        (replace(PROOF, effective_until=TODAY - timedelta(days=1)), "before its first"),
        (replace(BAA, effective_until=TODAY - timedelta(days=1)), "before its first"),
    ],
)
def test_each_thing_that_makes_it_prove_nothing_is_refused(record, message):
    with pytest.raises(EvidenceRefused, match=message):
        rules.check_record(record, today=TODAY)
    with pytest.raises(EvidenceRefused, match=message):
        rules.check_acceptance(record, accepted_by_id="pat", today=TODAY)


@pytest.mark.parametrize(
    "record",
    [
        PROOF,
        BAA,
        replace(BAA, effective_from=TODAY + timedelta(days=30)),
        replace(BAA, effective_until=TODAY + timedelta(days=5000)),
        replace(PROOF, kind=EvidenceKind.ANSWERED_QUESTIONNAIRE, has_service=False),
        replace(PROOF, effective_until=TODAY),
    ],
)
def test_sound_records_pass(record):
    rules.check_record(record, today=TODAY)


def test_every_reason_is_told_at_once():
    with pytest.raises(EvidenceRefused) as refused:
        rules.check_record(replace(PROOF, has_file=False, has_service=False), today=TODAY)

    assert len(refused.value.reasons) == 2


def test_what_has_already_run_out_is_not_accepted():
    old = replace(
        PROOF,
        effective_from=TODAY - timedelta(days=30),
        effective_until=TODAY - timedelta(days=1),
    )

    with pytest.raises(EvidenceRefused, match="until 21 November 2026 only"):
        rules.check_acceptance(old, accepted_by_id="pat", today=TODAY)


def test_a_refusal_says_why():
    rules.check_reason("The file is of another account.")

    with pytest.raises(EvidenceRefused, match="Say why"):
        rules.check_reason("  ")
