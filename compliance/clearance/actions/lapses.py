"""Telling everybody concerned, once, that something which was met is not met any more."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from compliance.clearance.rules import Line, Readiness
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.rules import Party
from portal.accounts.models import User
from portal.accounts.queries import belongs, people_with
from portal.accounts.roles import Right
from portal.audit import log
from portal.mail import outbox

LAPSED = log.action(
    "compliance.clearance.lapsed", "found that something that was met is not met any more"
)


@dataclass(frozen=True)
class Lapse:
    """One requirement that was met, why it is not, and who can mend it."""

    title: str
    sentence: str
    menders: tuple[User, ...]
    house: str


def tell_lapses(
    engagement: Engagement,
    readiness: Readiness,
    *,
    met_before: frozenset[str],
    was_cleared: bool,
    at: datetime,
) -> None:
    """Record and mail what was met at the last judgement and is open now.

    Once for each lapse, because the stamp that was just written says what is met. Where clearance
    itself was lost, all that is open is told, also what was not asked for before. Nobody hears of
    an engagement that is over.
    """
    if engagement.closed_on is not None:
        return
    lost = was_cleared and readiness.cleared_until is None
    lapsed = [line for line in readiness.open_lines if lost or line.requirement.key in met_before]
    if not lapsed:
        return
    _record(engagement, lapsed, at)
    lapses = [_lapse(engagement, line) for line in lapsed]
    for person in _concerned(engagement, lapses):
        _write(engagement, readiness, person, lapses, lost=lost, at=at)


def _record(engagement: Engagement, lapsed: list[Line], at: datetime) -> None:
    log.record(
        LAPSED,
        target=engagement,
        by=None,
        at=at,
        engagement_id=engagement.pk,
        requirements=[line.requirement.title for line in lapsed],
        summary=" ".join(line.sentence for line in lapsed),
    )


def _lapse(engagement: Engagement, line: Line) -> Lapse:
    """Who can mend it: whoever holds the right, on the side that has the next move."""
    ours = line.holder is not Party.CLIENT
    org = engagement.partner if ours else engagement.org
    menders = people_with(line.right, org_id=org.pk) if line.right else []
    return Lapse(line.requirement.title, line.sentence, tuple(menders), org.name)


def _concerned(engagement: Engagement, lapses: list[Lapse]) -> Iterator[User]:
    """The lead, who decides for the client, and who can mend it; each once.

    Where the lead has left, the partner's owners, so that nobody's lapse goes unheard.
    """
    owners = people_with(Right.MANAGE_PARTNER_PEOPLE, org_id=engagement.partner_id)
    people = [
        *([engagement.lead] if _leads_still(engagement) else owners),
        *people_with(Right.ACCEPT_MILESTONE, org_id=engagement.org_id),
        *(one for lapse in lapses for one in lapse.menders),
    ]
    yield from {person.pk: person for person in people}.values()


def _leads_still(engagement: Engagement) -> bool:
    return belongs(engagement.partner_id, engagement.lead.email)


def _write(
    engagement: Engagement,
    readiness: Readiness,
    person: User,
    lapses: list[Lapse],
    *,
    lost: bool,
    at: datetime,
) -> None:
    outbox.post(
        to=person.email,
        template="lapse",
        at=at,
        reply_to=_answers_go_to(engagement, person),
        name=person.name,
        client=engagement.client_name,
        title=engagement.title,
        lapses=[(lapse, _by_whom(lapse, person)) for lapse in lapses],
        more=len(lapses) - 1,
        lost=lost,
        live_since=engagement.went_live_on,
        open=len(readiness.open_lines),
        path=f"/o/{engagement.client_slug}/e/{engagement.pk}/",
    )


def _answers_go_to(engagement: Engagement, person: User) -> str:
    if person == engagement.lead or not _leads_still(engagement):
        return ""
    return engagement.lead.email


def _by_whom(lapse: Lapse, person: User) -> str:
    if person in lapse.menders:
        return "You can mend it."
    names = [one.name for one in lapse.menders]
    if not names:
        return f"It is with {lapse.house}."
    last = names.pop()
    known = f"{', '.join(names)} or {last}" if names else last
    return f"{known} of {lapse.house} can mend it."
