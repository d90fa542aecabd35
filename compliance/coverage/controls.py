"""User entity controls of a report with what became of them, as the map takes them."""

from collections.abc import Mapping

from compliance.cuecs.queries import UserControl
from compliance.cuecs.rules import DutyState, wording
from compliance.evidence.rules import show_date
from compliance.vendors.models import VendorReport
from compliance.vendors.rules import HandedBack
from engagements.lifecycle.rules import Party

DO_IT = "Do it, and record what shows it."
LOOK = "Look at what was handed in, and accept or return it."


def handed_back(
    report: VendorReport, controls: Mapping[str, UserControl]
) -> tuple[HandedBack, ...]:
    """Every CUEC of a report; `controls` are the duties of its service by their wording.

    One that nobody has taken over yet is open.
    """
    found = []
    for cuec in report.facts.cuecs:
        control = controls.get(wording(cuec.text))
        found.append(_told(HandedBack(cuec=cuec), control))
    return tuple(found)


def _told(bare: HandedBack, control: UserControl | None) -> HandedBack:
    if control is None:
        return bare
    key = str(control.duty_id)
    if control.state.is_settled:
        return HandedBack(cuec=bare.cuec, is_evidenced=True, words=_settled(control), key=key)
    if control.state is DutyState.EVIDENCED:
        words = "answered, and a second person has not looked at it yet"
        return HandedBack(cuec=bare.cuec, words=words, to_do=LOOK, holder=Party.PARTNER, key=key)
    if not control.owner:
        return HandedBack(cuec=bare.cuec, key=key)
    return HandedBack(
        cuec=bare.cuec,
        words=_open(control),
        to_do=DO_IT,
        holder=control.side,
        person=control.owner,
        key=key,
    )


def _settled(control: UserControl) -> str:
    until = f" until {show_date(control.due)}" if control.due else ""
    if control.state is DutyState.NOT_APPLICABLE:
        return f"shown not to apply here{until}"
    return f"shown to be done{until}"


def _open(control: UserControl) -> str:
    if control.due is None:
        return "open"
    if control.state is DutyState.OVERDUE:
        return f"overdue since {show_date(control.due)}"
    return f"open, to be shown by {show_date(control.due)}"
