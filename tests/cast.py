"""The named cast: a name in a test says who may do what.

Northgate is a partner with Nadia (owner), Pavel (signatory), Carla (consultant), Emil (engineer).
Its clients: Lakeview Clinic with Lena (owner), Samuel (signatory), Mona (member); Harbor Legal with
Hugo (owner). Southbank is another partner with Sora (owner); its client Quayside has Quinn (owner).
Ada is an auditor, let in nowhere until a test lets her in. Oskar is an outsider with an account.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime

from engagements.lifecycle.models import Engagement
from portal.accounts import actions
from portal.accounts.models import Organization, User
from portal.accounts.roles import Role
from portal.tenancy.context import Scope, personal, tenant

NOON = datetime(2026, 11, 16, 12, tzinfo=UTC)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PASSWORD = "correct horse battery"


@dataclass(frozen=True)
class Cast:
    """Everybody, by first name, and the organisations by short name."""

    northgate: Organization
    southbank: Organization
    lakeview: Organization
    harbor: Organization
    quayside: Organization
    nadia: User
    pavel: User
    carla: User
    emil: User
    lena: User
    samuel: User
    mona: User
    hugo: User
    sora: User
    quinn: User
    ada: User
    oskar: User

    def at(self, org: Organization, user: User | None = None) -> AbstractContextManager[Scope]:
        """Enter an organisation, as a person."""
        return tenant(org=org.pk, partner=org.partner_id, user=user.pk if user else None)

    def organizations(self) -> Iterator[Organization]:
        """Every organisation there is by now, also those a test took on."""
        for partner in (self.northgate, self.southbank):
            with self.at(partner):
                found = list(Organization.objects.filter(partner=partner))
            yield from found


def assemble() -> Cast:
    """Everybody comes in the way people do: founded, invited, joined."""
    northgate = _partner("Northgate", "northgate", "Nadia North")
    southbank = _partner("Southbank", "southbank", "Sora South")
    lakeview = _client(northgate, "Lakeview Clinic", "Lena Lake")
    harbor = _client(northgate, "Harbor Legal", "Hugo Harbor")
    quayside = _client(southbank, "Quayside", "Quinn Quay")
    return Cast(
        northgate=northgate,
        southbank=southbank,
        lakeview=lakeview,
        harbor=harbor,
        quayside=quayside,
        nadia=_known("nadia"),
        pavel=join(northgate, "Pavel Prime", Role.PARTNER_SIGNATORY),
        carla=join(northgate, "Carla Consult", Role.PARTNER_CONSULTANT),
        emil=join(northgate, "Emil Engine", Role.PARTNER_ENGINEER),
        lena=_known("lena"),
        samuel=join(lakeview, "Samuel Sign", Role.CLIENT_SIGNATORY),
        mona=join(lakeview, "Mona Member", Role.CLIENT_MEMBER),
        hugo=_known("hugo"),
        sora=_known("sora"),
        quinn=_known("quinn"),
        ada=account("Ada Audit"),
        oskar=account("Oskar Outside"),
    )


def begin_engagement(cast: Cast, org: Organization | None = None) -> Engagement:
    """An engagement of Lakeview, or of another client, led by the first name of its partner."""
    client = org or cast.lakeview
    lead = cast.sora if client.partner_id == cast.southbank.pk else cast.carla
    with cast.at(client, lead):
        return Engagement(
            org=client,
            partner_id=client.partner_id,
            title="Notes assistant",
            client_name=client.name,
            client_slug=client.slug,
            lead=lead,
        ).begin(at=NOON)


def account(name: str) -> User:
    """A person with an account who belongs nowhere."""
    return User.objects.create_user(email=_address(name), name=name, password=PASSWORD)


def join(org: Organization, name: str, role: Role) -> User:
    """Invite a new person into an organisation and have them take it up."""
    with tenant(org=org.pk, partner=org.partner_id):
        invited = actions.invite(
            org=org, email=_address(name), name=name, role=role, by=None, at=NOON
        )
    return take_up(invited, name)


def take_up(invited: actions.Invited, name: str) -> User:
    """Make the account of an invited person and join."""
    invitation, token = invited.invitation, invited.copied_path.split("/")[-2]
    with tenant(org=invitation.org_id, partner=invitation.org_id):
        user = actions.create_account(
            invitation=invitation, token=token, name=name, password=PASSWORD, at=NOON
        )
        actions.join(invitation=invitation, token=token, user=user, at=NOON)
    return user


def _partner(name: str, slug: str, owner: str) -> Organization:
    org, invited = actions.found_partner(
        name=name,
        legal_name=f"{name} AI LLC",
        slug=slug,
        time_zone="America/New_York",
        owner=(owner, _address(owner)),
        at=NOON,
    )
    take_up(invited, owner)
    return org


def _client(partner: Organization, name: str, owner: str) -> Organization:
    with tenant(org=partner.pk, partner=partner.pk):
        org = actions.take_on_client(
            partner=partner,
            name=name,
            legal_name=f"{name} Inc.",
            time_zone="America/New_York",
            by=None,
            at=NOON,
        )
    join(org, owner, Role.CLIENT_OWNER)
    return org


def _address(name: str) -> str:
    return f"{name.split(' ')[0].lower()}@example.test"


def _known(first_name: str) -> User:
    with personal(user=None):
        return User.objects.get(email=f"{first_name}@example.test")
