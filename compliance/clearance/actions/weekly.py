"""The weekly mail of everything that runs out: written on Mondays, to whoever wants it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.urls import reverse

from compliance.clearance.book import Group, running_out_at
from compliance.clearance.models import WeeklyMail
from compliance.clearance.queries.weekly import readers_of, way_out_of
from compliance.clearance.rules import letter_of
from portal.accounts.models import Organization, User
from portal.audit import log
from portal.mail import outbox

WANTED = log.action("compliance.weekly.switched_on", "switched their weekly mail on")
UNWANTED = log.action("compliance.weekly.switched_off", "switched their weekly mail off")


@transaction.atomic
def write_weekly(*, org: Organization, at: datetime) -> int:
    """Write this Monday's mail of an organisation to everybody who wants it; how many it were.

    Nothing on other days, before seven in the morning where the organisation is, or when nothing
    runs out. Each person gets one, however often this is asked for.
    """
    monday = letter_of(at.astimezone(ZoneInfo(org.time_zone)))
    if monday is None:
        return 0
    readers = [one for one in readers_of(org) if _is_due(org, one, monday_of=at)]
    groups = running_out_at(org, at=at) if readers else []
    if not groups:
        return 0
    for person in readers:
        _write(org, person, groups, at)
    return len(readers)


@transaction.atomic
def choose_weekly(
    *, org: Organization, user: User, wanted: bool, at: datetime, via: str = "the page"
) -> None:
    """Switch a person's own weekly mail on or off. Again, it does nothing.

    The trail says `via` what: who presses the button behind a mailed link is not signed in.
    """
    if WeeklyMail.held(org_id=org.pk, user=user).choose(wanted=wanted, at=at):
        log.record(WANTED if wanted else UNWANTED, target=None, by=user, at=at, via=via)


def _is_due(org: Organization, person: User, *, monday_of: datetime) -> bool:
    """Whether the person wants this mail and has not had it; from now on it is seen to."""
    row = WeeklyMail.held(org_id=org.pk, user=person)
    return row.see_to(org.day(monday_of)) and row.unwanted_since is None


def _write(org: Organization, person: User, groups: list[Group], at: datetime) -> None:
    outbox.post(
        to=person.email,
        template="weekly",
        at=at,
        name=person.name,
        org=org.name,
        is_partner=org.is_partner,
        groups=groups,
        path=reverse("expiring", args=(org.slug,)),
        way_out=way_out_of(org=org, user=person),
    )
