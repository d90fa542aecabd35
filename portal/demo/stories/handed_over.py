"""The end of the main job: a sealed packet, and an auditor who is let in to fetch it."""

from datetime import timedelta

from compliance.packets import actions
from compliance.packets.rules import Audience, Choice
from engagements.lifecycle.models import Engagement
from engagements.team import actions as team
from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.demo.drain import drain
from portal.demo.people import Person, take_up
from portal.demo.stories.teller import Teller


def build_packet(
    teller: Teller, engagement: Engagement, *, audience: Audience, recipient: str, by: User
) -> None:
    """Ask for a packet with what is usual for its readers; the worker builds and seals it."""
    with teller.inside(engagement, by):
        actions.ask_for_packet(
            engagement=Engagement.objects.get(pk=engagement.pk),
            choice=Choice.usual(audience, recipient, as_of=teller.day()),
            role=Role.CLIENT_OWNER,
            by=by,
            at=teller.now,
            today=teller.day(),
        )
    drain()


def let_auditor_in(teller: Teller, engagement: Engagement, auditor: Person, *, by: User) -> None:
    """The client invites an auditor for a quarter; they take the invitation up."""
    now = teller.now
    with teller.inside(engagement, by):
        fresh = Engagement.objects.select_related("org").get(pk=engagement.pk)
        invited = team.let_auditor_in(
            engagement=fresh,
            org=fresh.org,
            inviter=Role.CLIENT_OWNER,
            name=auditor.name,
            email=auditor.email,
            until=teller.day() + timedelta(days=90),
            by=by,
            at=now,
        )
    take_up(invited, auditor.name, now)
