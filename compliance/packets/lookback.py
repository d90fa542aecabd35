"""What a packet of a day that is past cannot tell as it was, because it was not kept."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from compliance.clearance.reliance import LEFT, RELIES
from compliance.packets.models import Packet
from compliance.packets.words import day
from compliance.vendors.queries import Use
from compliance.vendors.rules import ReportState
from portal.audit.past import Deed, deeds_before

ALWAYS = (
    "Names of people, organisations and services are as they are written now.",
    "The requirements are judged by the rules that the portal has now.",
    "Of duties that were given to somebody anew since, who had them before is not told.",
)


def not_kept(packet: Packet, uses: Iterable[Use], at: datetime | None) -> tuple[str, ...]:
    """Sentences for the packet; none where it shows the day on which it was asked for."""
    if at is None:
        return ()
    return (*ALWAYS, *_reports(packet, uses, at))


def _reports(packet: Packet, uses: Iterable[Use], at: datetime) -> Iterator[str]:
    deeds = deeds_before(
        at, [RELIES.name, LEFT.name], org=packet.org_id, engagement=packet.engagement_id
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
