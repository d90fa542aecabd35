"""The people who can reach this engagement, and the auditors who were let in."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from compliance.packets.record import Record
from compliance.packets.sections.base import Section
from compliance.packets.words import day
from portal.accounts.models import AuditorGrant
from portal.accounts.roles import Right, Role, may


@dataclass(frozen=True)
class Somebody:
    """A person with a role, and what it allows."""

    name: str
    role: str
    may: str
    since: str


@dataclass(frozen=True)
class Side:
    """The people of one organisation."""

    organisation: str
    people: tuple[Somebody, ...]


@dataclass(frozen=True)
class LetIn:
    """An auditor's access."""

    name: str
    given: str
    until: str
    state: str


@dataclass(frozen=True, kw_only=True)
class People(Section):
    """Who has access on the day of the packet. No mail addresses: a packet travels."""

    key: ClassVar[str] = "people"
    title: ClassVar[str] = "People and their access"

    sides: tuple[Side, ...]
    auditors: tuple[LetIn, ...]
    as_of: str


# What is told of a role: the few rights that matter to somebody who judges the record.
TOLD = (
    Right.SIGN_FOR_CLIENT,
    Right.COUNTERSIGN,
    Right.REVIEW_EVIDENCE,
    Right.RECORD_MILESTONE,
    Right.ACCEPT_MILESTONE,
    Right.DOWNLOAD_PACKET,
    Right.INVITE_AUDITOR,
)


def people(record: Record) -> People:
    return People(
        sides=tuple(
            Side(organisation.legal_name, tuple(_people(record, organisation.pk)))
            for organisation in (record.client, record.partner)
        ),
        auditors=tuple(_let_in(grant, record) for grant in record.grants),
        as_of=day(record.today),
    )


def _people(record: Record, org_id: object) -> Iterator[Somebody]:
    for membership in record.people:
        if membership.org_id == org_id:
            role = Role(membership.role)
            yield Somebody(membership.user.name, role.label, _may(role), day(membership.added_at))


def _may(role: Role) -> str:
    allowed = [right.label for right in TOLD if may(role, right)]
    return "; ".join(allowed).capitalize() if allowed else "Read only"


def _let_in(grant: AuditorGrant, record: Record) -> LetIn:
    if grant.ended_at is not None:
        state = f"ended {day(grant.ended_at)}"
    else:
        state = "open" if grant.until >= record.today else "run out"
    return LetIn(
        name=grant.user.name,
        given=f"{grant.given_by.name}, {day(grant.given_at)}",
        until=day(grant.until),
        state=state,
    )
