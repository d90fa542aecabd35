"""A duty is given to somebody, shown, looked at by somebody else, and returned or accepted."""

from datetime import timedelta

import pytest

from compliance.cuecs import actions
from compliance.cuecs.models import DutyAnswer
from compliance.cuecs.rules import AnswerKind, DutyRefused, DutyState
from engagements.lifecycle.rules import Party
from tests.cast import NOON
from tests.compliance.cuecs.reading import controls, mailed, states, trail
from tests.compliance.cuecs.relying import (
    NEXT_MONTH,
    TODAY,
    YEAR_ON,
    accepted,
    given,
    shown,
)
from tests.papers import received

LATER = NOON + timedelta(days=20)


def test_an_owner_is_told_once_however_many_duties_there_are(cast, engagement, duties):
    with cast.at(cast.lakeview, cast.carla):
        actions.assign(
            engagement=engagement,
            assignments=[(one, cast.lena) for one in duties],
            due_on=NEXT_MONTH,
            by=cast.carla,
            at=NOON,
            today=TODAY,
        )

    found = controls(cast, engagement)
    assert {(one.owner, one.side, one.due) for one in found} == {
        ("Lena Lake", Party.CLIENT, NEXT_MONTH)
    }
    assert mailed(cast, "2 user entity controls to show") == [cast.lena.email]
    assert trail(cast, "compliance.duty.assigned") == 2


@pytest.mark.parametrize(
    ("name", "due_on", "words"),
    [
        ("hugo", NEXT_MONTH, "works for the client or for the partner"),
        ("sora", NEXT_MONTH, "works for the client or for the partner"),
        ("lena", TODAY - timedelta(days=1), "lies in the past"),
        ("lena", TODAY + timedelta(days=500), "more than a year"),
    ],
)
def test_nobody_from_elsewhere_and_no_impossible_date_is_taken(
    cast, engagement, duties, name, due_on, words
):
    with pytest.raises(DutyRefused, match=words):
        given(cast, duties[0], getattr(cast, name), due_on=due_on)

    assert states(cast, engagement) == [DutyState.OPEN, DutyState.OPEN]
    assert mailed(cast, "user entity control") == []


def test_what_was_shown_counts_once_somebody_else_accepted_it(cast, engagement, duties):
    answer = shown(cast, given(cast, duties[0]))
    before = states(cast, engagement)
    accepted(cast, answer)

    assert before[0] is DutyState.EVIDENCED
    assert states(cast, engagement)[0] is DutyState.ACCEPTED
    assert states(cast, engagement, today=YEAR_ON + timedelta(days=1))[0] is DutyState.OVERDUE
    assert cast.pavel.email in mailed(cast, "To accept: the answer to a user entity control")


def test_whoever_answered_accepts_nothing(cast, duties):
    duty = given(cast, duties[1], cast.carla)
    answer = shown(cast, duty, by=cast.carla, side=Party.PARTNER)

    with pytest.raises(DutyRefused, match="You gave this answer"):
        accepted(cast, answer)

    with cast.at(cast.lakeview):
        assert DutyAnswer.objects.get(pk=answer.pk).accepted is None


def test_only_the_newest_answer_is_decided_on(cast, duties):
    first = shown(cast, given(cast, duties[0]))
    shown(cast, duties[0], at=NOON + timedelta(hours=1))

    with pytest.raises(DutyRefused, match="A newer answer"):
        accepted(cast, first)


def test_a_returned_answer_says_what_is_missing_to_whoever_gave_it(cast, engagement, duties):
    answer = shown(cast, given(cast, duties[0]))
    with cast.at(cast.lakeview, cast.pavel):
        actions.return_answer(
            duty=answer.duty, answer_id=answer.pk, reason="Who does it?", by=cast.pavel, at=NOON
        )

    assert states(cast, engagement)[0] is DutyState.OPEN
    assert mailed(cast, "Returned: an answer") == [cast.lena.email]


def test_what_does_not_apply_needs_a_reason_and_a_second_person(cast, engagement, duties):
    duty = given(cast, duties[1])
    with pytest.raises(DutyRefused, match="Say why it does not apply"):
        shown(cast, duty, kind=AnswerKind.NOT_APPLICABLE, words=" ")
    answer = shown(cast, duty, kind=AnswerKind.NOT_APPLICABLE, words="The host keeps the keys.")
    accepted(cast, answer)

    assert states(cast, engagement)[1] is DutyState.NOT_APPLICABLE


def test_a_statement_about_a_clients_duty_is_the_clients(cast, duties):
    duty = given(cast, duties[0])

    with pytest.raises(DutyRefused, match="made by the side whose duty it is"):
        shown(cast, duty, by=cast.pavel, side=Party.PARTNER)


def test_a_file_is_kept_and_each_reading_of_it_recorded(cast, duties):
    answer = shown(cast, given(cast, duties[0]), kind=AnswerKind.FILE, received=received())

    with cast.at(cast.lakeview, cast.samuel):
        file = actions.read_answer(answer=answer, by=cast.samuel, at=NOON)

    assert file.name == "report.pdf"
    assert trail(cast, "compliance.duty.read") == 1


def test_a_duty_of_nobody_is_not_answered(cast, duties):
    with pytest.raises(DutyRefused, match="an owner and a date first"):
        shown(cast, duties[0])


def test_that_a_clients_duty_does_not_apply_is_the_clients_to_say(cast, duties):
    duty = given(cast, duties[0])

    with pytest.raises(DutyRefused, match="by the side whose duty it is"):
        shown(cast, duty, kind=AnswerKind.NOT_APPLICABLE, by=cast.pavel, side=Party.PARTNER)
