"""Duties as their page shows them: by service, with the owner that is proposed."""

from dataclasses import dataclass
from itertools import groupby

from compliance.cuecs.models import CuecDuty
from compliance.cuecs.queries import DutyLine, Owners
from compliance.cuecs.rules import DutyState, Proposal, propose_owner
from compliance.vendors.models import VendorReport, VendorService
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.rules import Party
from portal.accounts.models import User
from portal.ui.parts import Mark, Tone

TONES = {
    DutyState.OPEN: Tone.DUE,
    DutyState.OVERDUE: Tone.OVERDUE,
    DutyState.EVIDENCED: Tone.CURRENT,
    DutyState.ACCEPTED: Tone.MET,
    DutyState.NOT_APPLICABLE: Tone.NEUTRAL,
    DutyState.ENDED: Tone.NEUTRAL,
}


@dataclass(frozen=True)
class Row:
    """A duty, its state as a mark, and while nobody has it whom the rules propose."""

    line: DutyLine
    proposal: Proposal | None = None
    proposed: User | None = None

    @property
    def mark(self) -> Mark:
        """Its state."""
        return mark_of(self.line)


@dataclass(frozen=True)
class Group:
    """The duties that come from the report on one service."""

    service: VendorService
    report: VendorReport
    rows: list[Row]

    @property
    def settled(self) -> int:
        """How many ask nobody for anything."""
        return sum(row.line.state.is_settled for row in self.rows)


def mark_of(line: DutyLine) -> Mark:
    """The state of a duty in words and tone."""
    return Mark(line.state.label, TONES[line.state])


def groups_of(
    lines: list[DutyLine], engagement: Engagement, owners: Owners, client_owners: list[User]
) -> list[Group]:
    """Duties that have not ended, by service."""
    standing = [line for line in lines if line.state is not DutyState.ENDED]
    found = groupby(standing, key=lambda line: line.duty.service)
    return [
        Group(
            service,
            rows[0].duty.report,
            [_row(line, engagement, owners, client_owners) for line in rows],
        )
        for service, rows in ((service, list(those)) for service, those in found)
    ]


def proposed_for(
    duty: CuecDuty, engagement: Engagement, owners: Owners, client_owners: list[User]
) -> tuple[Proposal, User | None]:
    """Whose duty it may be, and who of them: the engagement's lead, or the client's owner."""
    proposal = propose_owner(duty.text)
    if proposal.side is Party.CLIENT:
        return proposal, next(iter((*client_owners, *owners.client)), None)
    lead = [one for one in owners.partner if one.pk == engagement.lead_id]
    return proposal, next(iter((*lead, *owners.partner)), None)


def _row(line: DutyLine, engagement: Engagement, owners: Owners, client_owners: list[User]) -> Row:
    if line.duty.owner_id is not None:
        return Row(line)
    return Row(line, *proposed_for(line.duty, engagement, owners, client_owners))
