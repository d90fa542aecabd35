"""The plan of milestones, and reaching them."""

from datetime import timedelta

from compliance.clearance.actions import restamp
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.rules import Scope
from engagements.milestones import actions
from engagements.milestones.models import Milestone, MilestoneDate
from engagements.milestones.rules import DateState
from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.demo.stories.teller import Teller

OUTPUTS = {
    "cloud-foundation": "account 4417-0932-1180, us-east-1\nvpc-0f3a: no internet gateway\n"
    "quota of 8-GPU hosts: 1 approved\n",
    "model-weights": "llama-3.1-70b-instruct, 30 files\nsha256sum -c SHA256SUMS: 30 OK\n",
    "safeguards": "kms: own key, rotated yearly\ntls: 1.3 only\naudit log: on, kept 400 days\n",
    "acceptance-test": "240 cases of the clinic: 232 as agreed, 8 with a note, 0 refused\n",
    "go-live": "change CHG-0142 approved\nreal notes from 14:00 UTC\n",
}


def plan(teller: Teller, engagement: Engagement, scope: Scope, *, days: int) -> None:
    """Lay the plan of the route out."""
    by = teller.consultant
    with teller.inside(engagement, by):
        actions.lay_out_plan(
            engagement=engagement, scope=scope, by=by, at=teller.at(days), today=teller.day(days)
        )


def submit(teller: Teller, engagement: Engagement, key: str, *, days: int) -> None:
    """An engineer records a milestone with what a command printed, and hands it in."""
    by, at, today = teller.engineer, teller.at(days), teller.day(days)
    with teller.inside(engagement, by):
        fresh = Engagement.objects.get(pk=engagement.pk)
        milestone = Milestone.objects.get(engagement=fresh, key=key)
        actions.attach_output(
            engagement=fresh,
            milestone_id=milestone.pk,
            title="Output of the run",
            output=OUTPUTS[key],
            role=Role.PARTNER_ENGINEER,
            by=by,
            at=at,
            today=today,
        )
        actions.submit(
            engagement=fresh,
            milestone_id=milestone.pk,
            role=Role.PARTNER_ENGINEER,
            by=by,
            at=at,
            today=today,
        )


def accept(teller: Teller, engagement: Engagement, key: str, *, by: User, days: int) -> None:
    """The client accepts a milestone, and the engagement is judged anew on that day."""
    at, today = teller.at(days), teller.day(days)
    with teller.inside(engagement, by):
        fresh = Engagement.objects.get(pk=engagement.pk)
        actions.accept(
            engagement=fresh,
            milestone_id=Milestone.objects.get(engagement=fresh, key=key).pk,
            role=Role.CLIENT_OWNER,
            by=by,
            at=at,
            today=today,
        )
        restamp(engagement_id=engagement.pk, at=at, today=today)


def propose_date(
    teller: Teller, engagement: Engagement, key: str, *, later: int, reason: str, days: int
) -> MilestoneDate:
    """The partner proposes a date some days after the one that holds."""
    by = teller.consultant
    with teller.inside(engagement, by):
        fresh = Engagement.objects.get(pk=engagement.pk)
        milestone = Milestone.objects.get(engagement=fresh, key=key)
        return actions.propose_date(
            engagement=fresh,
            milestone_id=milestone.pk,
            day=milestone.holds_on + timedelta(days=later),
            reason=reason,
            role=Role.PARTNER_CONSULTANT,
            by=by,
            at=teller.at(days),
            today=teller.day(days),
        )


def agree(
    teller: Teller, engagement: Engagement, proposed: MilestoneDate, *, by: User, days: int
) -> None:
    """The client agrees to it."""
    with teller.inside(engagement, by):
        actions.answer_date(
            engagement=Engagement.objects.get(pk=engagement.pk),
            date_id=proposed.pk,
            answer=DateState.AGREED,
            reason="",
            role=Role.CLIENT_OWNER,
            by=by,
            at=teller.at(days),
            today=teller.day(days),
        )


def move_dates(teller: Teller, engagement: Engagement, *, client: User) -> None:
    """One date was agreed anew, another waits for the client."""
    freeze = "The clinic changes nothing in its systems in the week before the test."
    moved = propose_date(teller, engagement, "acceptance-test", later=9, reason=freeze, days=5)
    agree(teller, engagement, moved, by=client, days=4)
    late = "Keys of the clinic's own come a week after the hosts; its provider says so in writing."
    propose_date(teller, engagement, "safeguards", later=7, reason=late, days=1)
