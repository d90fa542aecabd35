"""The user entity controls that the host's report leaves to client and partner."""

from datetime import timedelta

from compliance.clearance.actions import restamp
from compliance.cuecs import actions
from compliance.cuecs.models import CuecDuty, DutyAnswer
from compliance.cuecs.rules import LONGEST_DAYS, AnswerKind
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.rules import Party
from portal.accounts.models import User
from portal.demo import papers
from portal.demo.stories.teller import Teller

ACCESS, KEYS, LOG = range(3)
"""The controls in the order of the report (stories.reviews)."""
STATEMENTS = {
    ACCESS: "Accounts come from our own directory. HR closes one on the day somebody leaves, and "
    "the list is compared each quarter.",
    LOG: "The security officer reads the log of the account every Monday and signs the list.",
}
SETTINGS = "Volumes and their keys"


def take_over(teller: Teller, engagement: Engagement, *, days: int) -> None:
    """Judge the engagement on that day: the controls become duties."""
    with teller.inside(engagement, teller.consultant):
        restamp(engagement_id=engagement.pk, at=teller.at(days), today=teller.day(days))


def give(
    teller: Teller, engagement: Engagement, place: int, owner: User, *, days: int, term: int
) -> None:
    """Give one of the duties to somebody, with so many days to show it."""
    with teller.inside(engagement, teller.consultant):
        actions.assign(
            engagement=engagement,
            assignments=[(_duty(engagement, place), owner)],
            due_on=teller.day(days) + timedelta(days=term),
            by=teller.consultant,
            at=teller.at(days),
            today=teller.day(days),
        )


def state(teller: Teller, engagement: Engagement, place: int, *, by: User, days: int) -> DutyAnswer:
    """The client says in its own words how a control is carried out."""
    with teller.inside(engagement, by):
        return actions.answer_duty(
            duty=_duty(engagement, place),
            kind=AnswerKind.STATEMENT,
            words=STATEMENTS[place],
            counts_until=teller.day(days) + timedelta(days=LONGEST_DAYS),
            side=Party.CLIENT,
            by=by,
            at=teller.at(days),
            today=teller.day(days),
        )


def hand_in_settings(teller: Teller, engagement: Engagement, *, days: int) -> DutyAnswer:
    """The consultant hands in the settings of the volumes and their keys."""
    by, title = teller.consultant, f"{SETTINGS}, as exported"
    with teller.inside(engagement, by):
        return actions.answer_duty(
            duty=_duty(engagement, KEYS),
            kind=AnswerKind.FILE,
            words="Every volume is encrypted with a key of the client's own account.",
            received=papers.paper(
                "volume-keys.pdf", papers.agreement(title, "Northgate", teller.day(days))
            ),
            counts_until=teller.day(days) + timedelta(days=LONGEST_DAYS),
            side=Party.PARTNER,
            by=by,
            at=teller.at(days),
            today=teller.day(days),
        )


def accept(teller: Teller, engagement: Engagement, answer: DutyAnswer, *, days: int) -> None:
    """The partner's signatory looks at an answer and accepts it."""
    with teller.inside(engagement, teller.signatory):
        actions.accept_answer(
            duty=answer.duty,
            answer_id=answer.pk,
            by=teller.signatory,
            at=teller.at(days),
            today=teller.day(days),
        )


def settle_all(teller: Teller, engagement: Engagement, *, client: User, days: int) -> None:
    """Every control: given to somebody, shown a few days later, and accepted."""
    take_over(teller, engagement, days=days)
    owners = {ACCESS: client, KEYS: teller.consultant, LOG: client}
    for place, owner in owners.items():
        give(teller, engagement, place, owner, days=days, term=30)
    answers = [
        state(teller, engagement, place, by=client, days=days - 3) for place in (ACCESS, LOG)
    ]
    for answer in (*answers, hand_in_settings(teller, engagement, days=days - 4)):
        accept(teller, engagement, answer, days=days - 5)


def begin(teller: Teller, engagement: Engagement, *, client: User, days: int) -> None:
    """One overdue, one shown and waiting to be accepted, one that nobody has yet."""
    take_over(teller, engagement, days=days)
    give(teller, engagement, ACCESS, client, days=days, term=days - 4)
    give(teller, engagement, KEYS, teller.consultant, days=days, term=45)
    hand_in_settings(teller, engagement, days=3)


def _duty(engagement: Engagement, place: int) -> CuecDuty:
    rows = CuecDuty.objects.of_engagement(engagement).standing().select_related("engagement")
    found: CuecDuty = rows.get(place=place + 1)
    return found
