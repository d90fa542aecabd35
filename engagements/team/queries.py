"""Who works on an engagement, who is invited, who was let in and what they took with them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.urls import reverse

from engagements.lifecycle.models import Engagement
from engagements.lifecycle.rules import Lapsing, Party
from engagements.team import rules
from engagements.team.rules import InvitationState
from portal.accounts.models import AuditorGrant, Invitation, Membership, Organization, User
from portal.accounts.roles import Role
from portal.audit.models import AuditEvent
from portal.mail.models import Mail
from portal.ui.parts import Tone

DOWNLOADED = "compliance.packet.downloaded"
MOST_DOWNLOADS = 500
# An invitation that ran out is told for so long; the People page shows it for good.
RAN_OUT_LATELY = timedelta(days=30)
_TONES = {
    InvitationState.WAITING: Tone.DUE,
    InvitationState.TAKEN_UP: Tone.MET,
    InvitationState.WITHDRAWN: Tone.NEUTRAL,
    InvitationState.RUN_OUT: Tone.OVERDUE,
}


@dataclass(frozen=True)
class Colleague:
    """A person who belongs to an organisation, as one visitor of the page sees them."""

    membership: Membership
    removable: bool
    leads: bool
    is_you: bool

    @property
    def role(self) -> Role:
        return Role(self.membership.role)


@dataclass(frozen=True)
class Sent:
    """An invitation with its state and the mail that carried its newest link."""

    invitation: Invitation
    state: InvitationState
    mail: Mail | None
    manageable: bool

    @property
    def role(self) -> Role:
        return Role(self.invitation.role)

    @property
    def tone(self) -> Tone:
        return _TONES[self.state]

    @property
    def is_settled(self) -> bool:
        """Whether nothing can be done with it any more."""
        return self.state in {InvitationState.TAKEN_UP, InvitationState.WITHDRAWN}

    @property
    def proves_address(self) -> bool:
        return bool(self.invitation.accepted_via == "mail")


@dataclass(frozen=True)
class Access:
    """An auditor's grant, whether it is open today, and what was downloaded under it."""

    grant: AuditorGrant
    is_open: bool
    downloads: tuple["Download", ...]


@dataclass(frozen=True)
class Download:
    """One packet that an auditor downloaded, as the trail tells it."""

    label: str
    at: datetime


def colleagues(
    org_id: UUID, *, seen_by: User, removes: Role | None, lead_id: UUID | None = None
) -> list[Colleague]:
    """The people of one organisation by name, an engagement's lead first.

    `removes` is the visitor's role where people can be removed: in the organisation entered.
    """
    current = Membership.objects.current().filter(org_id=org_id).select_related("user")
    found = [
        Colleague(
            membership,
            removable=removes is not None and rules.may_invite(removes, Role(membership.role)),
            leads=membership.user_id == lead_id,
            is_you=membership.user_id == seen_by.pk,
        )
        for membership in current.order_by("user__name")
    ]
    return sorted(found, key=lambda colleague: not colleague.leads)


def invitations_of(
    org: Organization, *, seen_by: Role, at: datetime, engagement: Engagement | None = None
) -> list[Sent]:
    """Invitations into an organisation, newest first; of auditors only those to `engagement`."""
    found = Invitation.objects.filter(org=org).select_related("invited_by", "accepted_by")
    rows = [row for row in found.order_by("-invited_at") if _concerns(row, engagement)]
    mails = Mail.objects.in_bulk([row.mail_id for row in rows if row.mail_id])
    return [_sent(row, mails.get(row.mail_id), seen_by, at) for row in rows]


def accesses(engagement: Engagement, *, at: datetime) -> list[Access]:
    """Auditor grants of an engagement, the open ones first, each with its downloads."""
    grants = AuditorGrant.objects.filter(org_id=engagement.org_id, engagement_id=engagement.pk)
    rows = list(grants.select_related("user", "given_by").order_by("-given_at"))
    if not rows:
        return []
    taken, today = _downloads(engagement), engagement.org.day(at)
    found = [
        Access(
            grant,
            is_open=rules.grant_is_open(until=grant.until, ended_at=grant.ended_at, today=today),
            downloads=_under(grant, taken[str(grant.user_id)]),
        )
        for grant in rows
    ]
    return sorted(found, key=lambda access: not access.is_open)


def running_out(engagement: Engagement, *, at: datetime) -> list[Lapsing]:
    """Accesses of auditors that end by themselves, and invitations that nobody has taken up."""
    url = reverse("engagements:people", args=(engagement.client_slug, engagement.pk))
    today = engagement.org.day(at)
    grants = AuditorGrant.objects.filter(org_id=engagement.org_id, engagement_id=engagement.pk)
    accesses_open = grants.open_on(today).select_related("user")
    invited = waiting_invitations(engagement.org, url=url, at=at, engagement=engagement)
    return [*(_access_ends(grant, url) for grant in accesses_open), *invited]


def waiting_invitations(
    org: Organization, *, url: str, at: datetime, engagement: Engagement | None = None
) -> list[Lapsing]:
    """Invitations into an organisation that wait, or ran out lately; see `invitations_of`."""
    waiting = Invitation.objects.filter(
        org=org, accepted_at=None, revoked_at=None, expires_at__gt=at - RAN_OUT_LATELY
    )
    return [_invitation_ends(one, org, url) for one in waiting if _concerns(one, engagement)]


def _access_ends(grant: AuditorGrant, url: str) -> Lapsing:
    return Lapsing(
        key=f"grant:{grant.pk}",
        what=f"Access of the auditor {grant.user.name}",
        sentence="It ends by itself after that day; the client can give it again.",
        until=grant.until.isoformat(),
        party=Party.CLIENT,
        url=url,
    )


def _invitation_ends(invitation: Invitation, org: Organization, url: str) -> Lapsing:
    return Lapsing(
        key=f"invitation:{invitation.pk}",
        what=f"Invitation of {invitation.email}",
        sentence=f"Nobody has taken it up yet ({Role(invitation.role).label.lower()}).",
        until=org.day(invitation.expires_at).isoformat(),
        party=Party.PARTNER if org.is_partner else Party.CLIENT,
        url=url,
    )


def _concerns(invitation: Invitation, engagement: Engagement | None) -> bool:
    if invitation.role != Role.AUDITOR:
        return True
    return engagement is not None and invitation.engagement_id == engagement.pk


def _sent(invitation: Invitation, mail: Mail | None, seen_by: Role, at: datetime) -> Sent:
    state = rules.state_of_invitation(
        accepted_at=invitation.accepted_at,
        revoked_at=invitation.revoked_at,
        expires_at=invitation.expires_at,
        at=at,
    )
    manageable = rules.may_invite(seen_by, Role(invitation.role))
    return Sent(invitation, state, mail, manageable=manageable)


def _downloads(engagement: Engagement) -> dict[str, list[Download]]:
    events = AuditEvent.objects.filter(org_id=engagement.org_id).of_engagement(engagement.pk)
    newest = events.filter(action__startswith=DOWNLOADED).newest()[:MOST_DOWNLOADS]
    by_person: dict[str, list[Download]] = defaultdict(list)
    for event in newest:
        told = event.told
        if told["by"]:
            label = told["target"]["label"] if told["target"] else "A packet"
            at = datetime.fromisoformat(told["at"])
            by_person[told["by"]["id"]].append(Download(label, at))
    return by_person


def _under(grant: AuditorGrant, downloads: Iterable[Download]) -> tuple[Download, ...]:
    ended = grant.ended_at
    return tuple(
        download
        for download in downloads
        if download.at >= grant.given_at and (ended is None or download.at <= ended)
    )
