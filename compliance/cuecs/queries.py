"""Reading duties with their answers, for the page, for readiness, and for the coverage map."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.shortcuts import get_object_or_404

from compliance.cuecs import rules
from compliance.cuecs.models import CuecDuty, DutyAnswer
from compliance.cuecs.rules import AnswerKind, DutyFacts, DutyState
from compliance.evidence.rules import show_date
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.rules import Party
from portal.accounts.models import User
from portal.accounts.queries import people_with
from portal.accounts.roles import Right

ASSIGNED = "compliance.duty.assigned"


@dataclass(frozen=True)
class DutyLine:
    """A duty with its answers, newest first, and how it stands on one day."""

    duty: CuecDuty
    answers: tuple[DutyAnswer, ...]
    today: date

    @property
    def facts(self) -> DutyFacts:
        """The duty as the rules take it."""
        accepted = next((one for one in self.answers if one.accepted), None)
        return DutyFacts(
            owner_side=self.duty.side,
            due_on=self.duty.due_on,
            accepted_until=accepted.counts_until if accepted else None,
            does_not_apply=accepted is not None and accepted.of_kind is AnswerKind.NOT_APPLICABLE,
            waits=self.waiting is not None,
            ended=self.duty.ended_at is not None,
        )

    @property
    def state(self) -> DutyState:
        """How it stands."""
        return rules.state_of(self.facts, today=self.today)

    @property
    def due(self) -> date | None:
        """By when something has to be shown."""
        return rules.due_day(self.facts)

    @property
    def waiting(self) -> DutyAnswer | None:
        """The newest answer, while nobody has looked at it yet."""
        newest = self.answers[0] if self.answers else None
        return newest if newest and newest.accepted is None else None

    @property
    def returned(self) -> DutyAnswer | None:
        """The newest answer, if it was returned."""
        newest = self.answers[0] if self.answers else None
        return newest if newest and newest.accepted is False else None


@dataclass(frozen=True, kw_only=True)
class UserControl:
    """A duty as other features read it: what is asked, by which report, and how it stands.

    `owner` is a name and `due` a day, both empty until somebody was given it.
    """

    duty_id: UUID
    service_id: UUID
    service: str
    report_id: UUID
    report: str
    number: str
    text: str
    criteria: tuple[str, ...]
    page: int | None
    state: DutyState
    side: Party
    owner: str
    due: date | None


@dataclass(frozen=True)
class Owners:
    """Who may be given a duty: the people of both sides, by name."""

    client: list[User] = field(default_factory=list)
    partner: list[User] = field(default_factory=list)

    def side_of(self, user: User) -> Party:
        """On which side a person is."""
        if user in self.client:
            return Party.CLIENT
        return Party.PARTNER if user in self.partner else Party.NOBODY


def duties_of(engagement: Engagement, *, today: date, at: datetime | None = None) -> list[DutyLine]:
    """Every duty of an engagement with its answers, the ended ones last; in two queries.

    With `at`, as they stood before that instant.
    """
    answers: dict[UUID, list[DutyAnswer]] = defaultdict(list)
    given = DutyAnswer.objects.of_engagement(engagement).newest_first()
    for answer in given.select_related("file", "given_by", "decided_by"):
        if at is None or answer.given_at < at:
            answers[answer.duty_id].append(answer if at is None else answer.as_it_stood(at))
    rows = CuecDuty.objects.of_engagement(engagement).as_listed()
    there = rows if at is None else [one.as_it_stood(at) for one in rows if one.opened_at < at]
    return [DutyLine(duty, tuple(answers[duty.pk]), today) for duty in there]


def duty_at(engagement: Engagement, duty_id: UUID, *, today: date) -> DutyLine:
    """One duty of an engagement, or 404."""
    rows = CuecDuty.objects.of_engagement(engagement)
    related = rows.select_related("service", "report", "owner", "assigned_by")
    duty: CuecDuty = get_object_or_404(related, pk=duty_id)
    given = DutyAnswer.objects.filter(org_id=engagement.org_id, duty=duty).newest_first()
    return DutyLine(duty, tuple(given.select_related("file", "given_by", "decided_by")), today)


def answer_at(engagement: Engagement, duty_id: UUID, answer_id: UUID) -> DutyAnswer:
    """One answer to a duty of an engagement, or 404."""
    rows = DutyAnswer.objects.of_engagement(engagement).select_related("file", "duty")
    answer: DutyAnswer = get_object_or_404(rows, pk=answer_id, duty_id=duty_id)
    return answer


def cuec_duties_of(
    engagement: Engagement, *, today: date, at: datetime | None = None
) -> tuple[UserControl, ...]:
    """The user entity controls of an engagement and how each stands; without the ended ones.

    With `at`, as it was before an instant that is past.
    """
    lines = duties_of(engagement, today=today, at=at)
    return tuple(_control(line) for line in lines if line.state is not DutyState.ENDED)


def owners_of(engagement: Engagement) -> Owners:
    """Who may be given a duty of an engagement, in two queries."""
    return Owners(
        client=people_with(Right.ANSWER_DUTY, org_id=engagement.org_id),
        partner=people_with(Right.ANSWER_DUTY, org_id=engagement.partner_id),
    )


def is_nobodys(line: DutyLine, people: Owners) -> bool:
    """Whether a duty that goes on has no owner yet, or one who has left both sides since."""
    if line.state is DutyState.ENDED:
        return False
    owner = line.duty.owner
    return owner is None or people.side_of(owner) is Party.NOBODY


def client_owners_of(engagement: Engagement) -> list[User]:
    """Who runs the client's side, by name."""
    return people_with(Right.INVITE_CLIENT_PEOPLE, org_id=engagement.org_id)


def _control(line: DutyLine) -> UserControl:
    duty = line.duty
    return UserControl(
        duty_id=duty.pk,
        service_id=duty.service_id,
        service=str(duty.service),
        report_id=duty.report_id,
        report=f"{duty.report.short_name} to {show_date(duty.report.period_end)}",
        number=duty.number,
        text=duty.text,
        criteria=tuple(duty.criteria),
        page=duty.page,
        state=line.state,
        side=duty.side,
        owner=duty.owner.name if duty.owner else "",
        due=line.due,
    )
