"""What the manifest tells of requirements and of the people who can reach the engagement."""

from compliance.packets.record import Record
from compliance.packets.rules import Asked, Person
from portal.accounts.roles import Role


def requirements_told(record: Record) -> tuple[Asked, ...]:
    """Every requirement that applied, and how it stood on the day of the packet."""
    return tuple(
        Asked(
            id=f"requirement:{line.requirement.key}",
            title=line.requirement.title,
            standing=line.standing.value,
            until=line.until,
        )
        for line in record.standpoint.readiness.lines
    )


def people_told(record: Record) -> tuple[Person, ...]:
    """Who had access on that day: people of both organisations, and auditors let in."""
    names = {one.pk: one.legal_name for one in (record.client, record.partner)}
    members = (
        Person(
            id=f"membership:{one.pk}",
            name=one.user.name,
            role=Role(one.role).label,
            of=names[one.org_id],
        )
        for one in record.people
    )
    auditors = (
        Person(id=f"grant:{one.pk}", name=one.user.name, role=Role.AUDITOR.label, until=one.until)
        for one in record.grants
        if one.ended_at is None and one.until >= record.today
    )
    return (*members, *auditors)
