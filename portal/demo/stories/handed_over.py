"""The end of the main job: a sealed packet, and an auditor who is let in to fetch it."""

from dataclasses import replace
from datetime import date, timedelta

from compliance.packets import actions
from compliance.packets.rules import Audience, Choice, PacketSection, RestrictedUse
from engagements.lifecycle.models import Engagement
from engagements.team import actions as team
from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.demo.drain import drain
from portal.demo.people import Person, take_up
from portal.demo.stories.teller import Teller


def build_packet(
    teller: Teller, engagement: Engagement, choice: Choice, *, by: User, days: int
) -> None:
    """Ask for a packet so many days ago; the worker builds and seals it.

    One of today is asked for after what the worker has just done, and so shows it.
    """
    with teller.inside(engagement, by):
        actions.ask_for_packet(
            engagement=Engagement.objects.get(pk=engagement.pk),
            choice=choice,
            role=Role.CLIENT_OWNER,
            by=by,
            at=teller.at(days) if days else teller.clock(),
            today=teller.day(days),
        )
    drain()


def for_a_customer(day: date) -> Choice:
    """What is usual, and the documents: the vendor's report by its marked pages alone."""
    usual = Choice.usual(
        Audience.CUSTOMER, "Wei Chen, Bayside Insurance", as_of=day, purpose="for vendor review"
    )
    return replace(
        usual,
        sections=usual.sections | {PacketSection.DOCUMENTS},
        restricted=RestrictedUse.STAMPED,
    )


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
