"""A review is accepted when every item is judged, grounded, and seen by a second person."""

from dataclasses import replace
from datetime import date

import pytest

from compliance.dpa.rules import (
    ITEM,
    ITEMS,
    REVIEW_TRANSITIONS,
    Judgement,
    ReviewRefused,
    ReviewState,
    ReviewStep,
    Verdict,
    advance_review,
    check_acceptance,
    check_submission,
    conditions,
    counts_until,
    replaced_from,
    review_valid_until,
)

COMPLETE = tuple(
    Judgement(item_id=item.id, verdict=Verdict.PRESENT, words="as agreed", page=3) for item in ITEMS
)


def changed(item_id, **changes):
    return [replace(j, **changes) if j.item_id == item_id else j for j in COMPLETE]


def submit(judgements):
    check_submission(judgements, state=ReviewState.OPEN)


def accept(judgements, state=ReviewState.SUBMITTED, submitted_by_id="pat", accepted_by_id="sam"):
    check_acceptance(
        judgements, state=state, submitted_by_id=submitted_by_id, accepted_by_id=accepted_by_id
    )


def refusal(judgements):
    with pytest.raises(ReviewRefused) as refused:
        submit(judgements)
    return refused.value.reasons


def test_a_page_behind_the_last_of_the_document_is_refused():
    judgements = changed("28(3)(a)", page=4)

    check_submission(judgements, state=ReviewState.OPEN, pages=4)
    with pytest.raises(ReviewRefused) as refused:
        check_submission(judgements, state=ReviewState.OPEN, pages=3)

    assert refused.value.reasons == (
        "Documented instructions: there is no page 4; the document has 3.",
    )


@pytest.mark.parametrize("state", ReviewState)
@pytest.mark.parametrize("step", ReviewStep)
def test_a_step_leads_where_the_table_says_or_is_refused(state, step):
    if step in REVIEW_TRANSITIONS[state]:
        assert advance_review(state, step) is REVIEW_TRANSITIONS[state][step]
    else:
        with pytest.raises(ReviewRefused, match=f"This review is {state.words}"):
            advance_review(state, step)


def test_a_complete_review_is_submitted_and_accepted_by_a_second_person():
    submit(COMPLETE)
    accept(COMPLETE)


def test_whoever_submitted_may_not_accept():
    with pytest.raises(ReviewRefused, match="Somebody else has to accept it"):
        accept(COMPLETE, accepted_by_id="pat")


@pytest.mark.parametrize("state", sorted(set(ReviewState) - {ReviewState.SUBMITTED}))
def test_only_what_was_submitted_is_accepted(state):
    with pytest.raises(ReviewRefused, match="it cannot be accepted"):
        accept(COMPLETE, state=state)


def test_what_was_submitted_is_not_submitted_again():
    with pytest.raises(ReviewRefused, match="it cannot be submitted"):
        check_submission(COMPLETE, state=ReviewState.SUBMITTED)


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_every_item_has_to_be_judged(item):
    judgements = [j for j in COMPLETE if j.item_id != item.id]

    assert refusal(judgements) == (f"Still to be judged: {item.label}.",)
    with pytest.raises(ReviewRefused, match="Still to be judged"):
        accept(judgements)


def test_an_item_nobody_knows_and_one_judged_twice_are_refused():
    judgements = [*COMPLETE, COMPLETE[0], replace(COMPLETE[0], item_id="28(99)")]

    assert refusal(judgements) == ("No such item: 28(99).", "Judged more than once: 28(3).")


@pytest.mark.parametrize("verdict", [Verdict.PRESENT, Verdict.PARTIAL, Verdict.CONTRADICTS])
@pytest.mark.parametrize(
    ("words", "page", "grounded"),
    [
        ("as agreed", None, True),
        ("", 1, True),
        ("  ", None, False),
        ("", None, False),
        ("", 0, False),
    ],
)
def test_a_verdict_on_words_says_which_or_on_what_page(verdict, words, page, grounded):
    judgements = changed(
        "28(3)(b)", verdict=verdict, words=words, page=page, condition="Ask for it."
    )

    if grounded:
        submit(judgements)
    else:
        assert refusal(judgements) == (
            "Confidentiality: quote the words or give the page that the verdict rests on.",
        )


def test_what_is_missing_has_no_place_to_quote():
    submit(changed("28(3)(b)", verdict=Verdict.MISSING, words="", page=None, condition="Ask."))


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
@pytest.mark.parametrize("verdict", [Verdict.PARTIAL, Verdict.MISSING, Verdict.CONTRADICTS])
def test_a_required_item_that_falls_short_takes_a_condition_and_any_other_does_not(item, verdict):
    judgements = changed(item.id, verdict=verdict)

    if item.required:
        assert refusal(judgements) == (
            f"{item.label}: say what has to be done, because it is required and not fully there.",
        )
    else:
        submit(judgements)


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_not_applicable_is_for_some_items_only_and_says_why(item):
    without_note = changed(item.id, verdict=Verdict.NOT_APPLICABLE)
    with_note = changed(item.id, verdict=Verdict.NOT_APPLICABLE, note="All in Frankfurt.")

    if item.may_not_apply:
        assert refusal(without_note) == (f"{item.label}: say why it does not apply.",)
        submit(with_note)
    else:
        assert refusal(with_note) == (f"{item.label}: this item always applies.",)


def test_every_reason_is_told_at_once():
    judgements = [replace(j, words="", page=None) for j in COMPLETE]

    assert len(refusal(judgements)) == len(ITEMS)


def test_conditions_come_in_the_order_of_the_list_with_their_item():
    judgements = [
        Judgement(item_id="retention", verdict=Verdict.PARTIAL, condition="State 30 days."),
        Judgement(item_id="28(4)", verdict=Verdict.MISSING, condition="Add the flow-down."),
        Judgement(item_id="28(2)", verdict=Verdict.PRESENT, condition=" "),
    ]

    assert conditions(judgements) == (
        (ITEM["28(4)"], "Add the flow-down."),
        (ITEM["retention"], "State 30 days."),
    )


def test_a_review_counts_for_a_year():
    assert review_valid_until(date(2026, 11, 22)) == date(2027, 11, 22)


def test_verdicts_have_their_words():
    assert Verdict.NOT_APPLICABLE.label == "Not applicable"


ACCEPTED = date(2026, 11, 16)
YEAR_ON = date(2027, 11, 16)


@pytest.mark.parametrize(
    ("dated", "known_on", "last_day"),
    [
        (date(2026, 3, 1), date(2026, 11, 20), date(2026, 11, 19)),
        (date(2026, 11, 20), date(2026, 11, 20), date(2026, 11, 19)),
        (date(2027, 1, 1), date(2026, 11, 20), date(2026, 12, 31)),
        (date(2029, 1, 1), date(2026, 11, 20), YEAR_ON),
    ],
    ids=["dated before it came in", "dated that day", "to come", "after the review has run out"],
)
def test_a_version_counts_until_the_day_before_a_newer_one_with_a_date(dated, known_on, last_day):
    replaced_on = replaced_from(dated=dated, known_on=known_on)

    assert counts_until(ACCEPTED, replaced_on=replaced_on) == last_day


def test_a_version_that_nothing_replaces_counts_for_a_year():
    assert counts_until(ACCEPTED, replaced_on=None) == YEAR_ON
