"""Where a retention setting stands: every order of proofs, against a table."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations, product

import pytest

from compliance.evidence.rules import EvidenceState
from compliance.retention.rules import (
    Outcome,
    Proof,
    Reach,
    RetentionRefused,
    Stage,
    Statement,
    Step,
    Verdict,
    check_attestation,
    check_proof,
    check_statement,
    contradiction,
    counting,
    next_move,
    stage_of,
)
from engagements.lifecycle.rules import Party

TODAY = date(2026, 11, 22)
ASKED = Statement(step=Step.ASKED, outcome=Outcome.DONE, on=TODAY, who="them", words="Please.")
APPROVED = Statement(
    step=Step.ANSWERED,
    outcome=Outcome.DONE,
    on=TODAY,
    who="Vera",
    reach=Reach.PROJECT,
    words="Yes.",
)
REFUSED = replace(APPROVED, outcome=Outcome.REFUSED)
NOT_NEEDED = Statement(step=Step.ANSWERED, outcome=Outcome.NOT_NEEDED, words="Self-service.")
SET = Statement(
    step=Step.CONFIGURED,
    outcome=Outcome.DONE,
    on=TODAY - timedelta(days=40),
    who="Emil",
    account="a",
    setting="s",
    value="v",
)
DEFAULT = Statement(step=Step.CONFIGURED, outcome=Outcome.NOT_NEEDED, words="The default.")


def back(step):
    return Statement(step=step, outcome=Outcome.RETRACTED, words="It was a mistake.")


@pytest.mark.parametrize(
    ("told", "stage"),
    [
        ([], Stage.NOTHING),
        ([ASKED], Stage.ASKED),
        ([ASKED, back(Step.ASKED)], Stage.NOTHING),
        ([ASKED, APPROVED], Stage.APPROVED),
        ([APPROVED], Stage.APPROVED),
        ([NOT_NEEDED], Stage.APPROVED),
        ([ASKED, REFUSED], Stage.REFUSED),
        ([ASKED, REFUSED, ASKED], Stage.ASKED),
        ([ASKED, REFUSED, APPROVED], Stage.APPROVED),
        ([ASKED, APPROVED, back(Step.ANSWERED)], Stage.ASKED),
        ([ASKED, APPROVED, SET], Stage.CONFIGURED),
        ([NOT_NEEDED, SET], Stage.CONFIGURED),
        ([DEFAULT], Stage.CONFIGURED),
        ([NOT_NEEDED, SET, back(Step.CONFIGURED)], Stage.APPROVED),
    ],
)
def test_before_a_proof_the_stage_follows_from_what_was_told_last(told, stage):
    assert stage_of(told, [], today=TODAY) is stage


@pytest.mark.parametrize(
    ("new", "told", "words"),
    [
        (replace(ASKED, who=""), [], "of whom"),
        (replace(ASKED, words=""), [], "the words"),
        (replace(ASKED, on=None), [], "the day"),
        (replace(ASKED, on=TODAY + timedelta(days=1)), [], "still to come"),
        (replace(ASKED, outcome=Outcome.REFUSED), [], "cannot have this outcome"),
        (replace(APPROVED, reach=None), [], "reaches"),
        (replace(APPROVED, words=""), [], "Attach the reply"),
        (replace(APPROVED, on=TODAY - timedelta(days=1)), [ASKED], "before the one"),
        (replace(NOT_NEEDED, words=" "), [], "Say why"),
        (SET, [], "approval first, or say why none"),
        (SET, [ASKED], "approval first, or say why none"),
        (SET, [REFUSED], "The vendor refused it"),
        (replace(SET, account=""), [APPROVED], "Name the account"),
        (back(Step.ASKED), [], "no record of this step"),
        (back(Step.ASKED), [ASKED, back(Step.ASKED)], "no record of this step"),
        (replace(DEFAULT, words=""), [], "Say why"),
    ],
)
def test_a_record_that_says_too_little_or_comes_too_early_is_refused(new, told, words):
    with pytest.raises(RetentionRefused, match=words):
        check_statement(new, told, today=TODAY)


@pytest.mark.parametrize(
    ("new", "told"),
    [
        (ASKED, []),
        (APPROVED, []),
        (replace(APPROVED, words="", has_file=True), [ASKED]),
        (NOT_NEEDED, []),
        (SET, [NOT_NEEDED]),
        (SET, [APPROVED]),
        (DEFAULT, []),
        (back(Step.ASKED), [ASKED]),
    ],
)
def test_a_later_step_without_the_earlier_one_is_taken_with_its_reason(new, told):
    check_statement(new, told, today=TODAY)


# A proof: agreeing or not, and whether a second person stands behind it, and until when.
def proof(name, verdict, *, until=None, state=None, day=0):
    accepted = EvidenceState.ACCEPTED if until else EvidenceState.RECORDED
    return Proof(
        id=name,
        label=name,
        state=state or accepted,
        captured_on=TODAY - timedelta(days=30) + timedelta(days=day),
        recorded_on=TODAY - timedelta(days=30) + timedelta(days=day),
        recorded_by_id="carla",
        counts_until=TODAY + timedelta(days=335 + day),
        verdict=verdict,
        because="It says so.",
        attested_until=until,
    )


AHEAD, PAST = TODAY + timedelta(days=9), TODAY - timedelta(days=1)
AGREES, AGAINST, UNTOLD = Verdict.AGREES, Verdict.CONTRADICTS, Verdict.CANNOT_TELL
KINDS = {
    "agrees": {"verdict": AGREES},
    "attested": {"verdict": AGREES, "until": AHEAD},
    "lapsed": {"verdict": AGREES, "until": PAST},
    "untold": {"verdict": UNTOLD},
    "seen": {"verdict": UNTOLD, "until": AHEAD},
    "against": {"verdict": AGAINST},
    "older": {"verdict": None, "until": AHEAD},
    "refused": {"verdict": AGAINST, "state": EvidenceState.REFUSED},
    "withdrawn": {"verdict": AGREES, "state": EvidenceState.WITHDRAWN},
}
SETTLES = {"agrees", "attested", "lapsed", "seen", "older"}
COUNTS = {"attested", "seen", "older"}
WAITS = {"agrees", "untold"}


def expected(names):
    """The table: what each order of proofs comes to, oldest first."""
    standing = [name for name in names if name not in {"refused", "withdrawn"}]
    last = max((at for at, name in enumerate(standing) if name == "against"), default=-1)
    after = standing[last + 1 :]
    if last >= 0 and not SETTLES & set(after):
        return Stage.CONTRADICTED
    if COUNTS & set(after):
        return Stage.ATTESTED
    if WAITS & set(standing):
        return Stage.EVIDENCED
    return Stage.LAPSED if "lapsed" in after else Stage.CONFIGURED


@pytest.mark.parametrize("first", KINDS)
def test_every_order_of_three_proofs_comes_to_what_the_table_says(first):
    for second, third in product(KINDS, KINDS):
        names = (first, second, third)
        proofs = [proof(str(at), day=at, **KINDS[name]) for at, name in enumerate(names)]
        for given in permutations(proofs):
            found = stage_of([NOT_NEEDED, SET], given, today=TODAY)
            assert found is expected(names), names


def test_what_was_attested_before_a_contradiction_no_longer_counts_when_it_is_settled():
    proofs = [
        proof("old", AGREES, until=AHEAD, day=0),
        proof("bad", AGAINST, day=1),
        proof("new", AGREES, day=2),
    ]

    assert contradiction(proofs) is None
    assert counting(proofs) == ()
    assert stage_of([SET], proofs, today=TODAY) is Stage.EVIDENCED


def test_the_last_day_of_an_attestation_still_counts():
    proofs = [proof("one", AGREES, until=TODAY)]

    assert stage_of([SET], proofs, today=TODAY) is Stage.ATTESTED
    assert stage_of([SET], proofs, today=TODAY + timedelta(days=1)) is Stage.LAPSED


def test_a_proof_of_another_account_never_counts():
    other = replace(proof("one", UNTOLD, until=AHEAD), account_differs=True)

    assert counting([other]) == ()


ONE = proof("one", AGREES, day=2)


@pytest.mark.parametrize(
    ("of", "others", "more", "words"),
    [
        (ONE, [], {"by_id": "carla"}, "Somebody else"),
        (replace(ONE, verdict=AGAINST), [], {}, "contradicts the claim"),
        (replace(ONE, account_differs=True), [], {}, "about another account"),
        (replace(ONE, verdict=UNTOLD), [], {}, "Say in words"),
        (ONE, [], {"until": PAST}, "a day that is past"),
        (ONE, [], {"until": TODAY + timedelta(days=338)}, "counts until"),
        (ONE, [proof("bad", AGAINST, day=3)], {}, "contradicts it"),
        (replace(ONE, state=EvidenceState.REFUSED), [], {}, "cannot be attested"),
    ],
)
def test_what_does_not_bear_an_attestation_is_refused(of, others, more, words):
    given = {"until": AHEAD, "words": "", "by_id": "pavel"} | more
    with pytest.raises(RetentionRefused, match=words):
        check_attestation(of, [of, *others], today=TODAY, **given)


def test_an_agreeing_proof_after_a_contradiction_may_be_attested_until_its_last_day():
    proofs = [proof("bad", AGAINST, day=1), ONE]

    check_attestation(ONE, proofs, until=ONE.counts_until, words="", by_id="pavel", today=TODAY)


def test_bad_news_is_taken_at_any_time_and_good_news_once_it_is_said_what_was_set():
    shown = {"account": "A", "captured_on": TODAY}
    check_proof(AGAINST, [], **shown)
    check_proof(AGREES, [SET], **shown)
    check_proof(AGREES, [DEFAULT], **shown)
    for verdict in (AGREES, UNTOLD):
        with pytest.raises(RetentionRefused, match="Record who configured it"):
            check_proof(verdict, [], **shown)


@pytest.mark.parametrize(
    ("account", "captured_on", "words"),
    [
        ("b", TODAY, "What was set is “a”, and this is about “b”"),
        ("a", SET.on - timedelta(days=1), "does not show it"),
    ],
)
def test_a_proof_of_another_account_or_from_before_it_was_set_is_refused(
    account, captured_on, words
):
    with pytest.raises(RetentionRefused, match=words):
        check_proof(AGREES, [SET], account=account, captured_on=captured_on)
    check_proof(AGAINST, [SET], account=account, captured_on=captured_on)


def test_what_was_set_anew_is_not_shown_by_what_was_captured_before():
    attested = proof("one", AGREES, until=TODAY + timedelta(days=100))
    anew = replace(SET, on=TODAY)

    assert stage_of([SET], [attested], today=TODAY) is Stage.ATTESTED
    assert stage_of([SET, anew], [attested], today=TODAY) is Stage.CONFIGURED
    assert counting([attested], [SET, anew]) == ()


@pytest.mark.parametrize(
    ("told", "proofs", "title", "party"),
    [
        ([], [], "Ask OpenAI", Party.PARTNER),
        ([ASKED], [], "Record what OpenAI replies", Party.VENDOR),
        ([REFUSED], [], "Settle the retention", Party.PARTNER),
        ([APPROVED], [], "Record how the retention", Party.PARTNER),
        ([SET], [], "Capture the retention setting", Party.PARTNER),
        ([SET], [proof("p", AGREES)], "Look at the proof", Party.PARTNER),
        ([SET], [proof("p", AGREES, until=PAST)], "Attest the retention", Party.PARTNER),
        ([SET], [proof("p", AGAINST)], "Set the retention", Party.PARTNER),
    ],
)
def test_the_next_step_is_named_with_who_has_it(told, proofs, title, party):
    move = next_move(told, proofs, vendor="OpenAI", service="the API", today=TODAY)

    assert move.title.startswith(title)
    assert move.party is party


def test_nothing_is_next_while_it_is_attested():
    proofs = [proof("p", AGREES, until=AHEAD)]

    assert next_move([SET], proofs, vendor="OpenAI", service="the API", today=TODAY) is None
