"""What a packet cannot tell as it was at its moment, because it was not kept."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from compliance.clearance.reliance import LEFT, RELIES
from compliance.cuecs.models import CuecDuty
from compliance.cuecs.queries import ASSIGNED
from compliance.packets.models import Packet
from compliance.packets.words import day
from compliance.vendors.queries import Use
from compliance.vendors.rules import ReportState
from portal.audit.past import Deed, deeds_before

OF_ANOTHER_DAY = (
    "Names of people, organisations and services are as they are written now.",
    "The requirements are judged by the rules that the portal has now.",
)


def not_kept(packet: Packet, uses: Iterable[Use]) -> tuple[str, ...]:
    """Sentences for the packet.

    One of its own day has them only for what was written over between the asking and the reading,
    which is moments later as a rule.
    """
    always = OF_ANOTHER_DAY if packet.looks_back else ()
    return (*always, *_reports(packet, uses), *_duties(packet), *_carried(packet))


def _reports(packet: Packet, uses: Iterable[Use]) -> Iterator[str]:
    deeds = deeds_before(
        packet.shows_before,
        [RELIES.name, LEFT.name],
        org=packet.org_id,
        engagement=packet.engagement_id,
    )
    relied = {key: done[-1] for key, done in deeds.items() if done[-1].action == RELIES.name}
    shown = {str(one.pk): one for use in uses for one in use.entry.reports}
    for key, deed in sorted(relied.items()):
        report = shown.get(key)
        if report is None or _still_accepted(report.decided_at, report.state, deed):
            continue
        yield (
            f"{report} counted on {day(packet.as_of)}, as the trail says. It was taken up again "
            "since, and what two people had stated of it is not kept: it is shown as not accepted."
        )


def _still_accepted(decided_at: datetime | None, state: str, deed: Deed) -> bool:
    told = decided_at.isoformat() if decided_at else None
    return state == ReportState.ACCEPTED and deed.data["accepted_at"] == told


def _duties(packet: Packet) -> Iterator[str]:
    """A duty that was given to somebody anew has its newest owner alone. No names: of a packet
    for customers they would say too much.
    """
    at = packet.shows_before
    rows = CuecDuty.objects.filter(org_id=packet.org_id, engagement_id=packet.engagement_id)
    anew = rows.filter(opened_at__lt=at, assigned_at__gte=at).values_list("pk", flat=True)
    deeds = deeds_before(at, [ASSIGNED], org=packet.org_id, engagement=packet.engagement_id)
    count = sum(str(pk) in deeds for pk in anew)
    if count == 1:
        yield "A duty was given to somebody anew since: who had it before is not told."
    elif count:
        yield f"{count} duties were given to somebody anew since: who had them before is not told."


def _carried(packet: Packet) -> Iterator[str]:
    """A duty that a later report asks for too has that report's number, criteria and letters."""
    at = packet.shows_before
    rows = CuecDuty.objects.filter(org_id=packet.org_id, engagement_id=packet.engagement_id)
    count = rows.filter(opened_at__lt=at, report__decided_at__gte=at).count()
    if count == 1:
        yield "A user entity control has number and criteria of a report accepted since."
    elif count:
        yield f"{count} user entity controls have numbers and criteria of reports accepted since."
