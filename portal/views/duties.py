"""What waits for the person who looks, as home pages and overviews list it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from engagements.lifecycle.models import Engagement
from engagements.lifecycle.rules import Duty
from portal.accounts.models import User
from portal.accounts.places import Place


@dataclass(frozen=True)
class Waiting:
    """One thing to do: what, for whom, where, and since when it waits, where that is known."""

    title: str
    about: str
    url: str
    since: date | None


def for_person(
    place: Place, user: User, engagement: Engagement, duties: Iterable[Duty]
) -> Iterator[Waiting]:
    """Those of an engagement's duties that this person may take up."""
    rights = {name for name, held in place.rights.items() if held}
    about = engagement.client_name if place.org.is_partner else engagement.title
    for duty in duties:
        if duty.is_for(user_id=str(user.pk), rights=rights):
            yield Waiting(duty.title, about, duty.url, duty.since_on)
