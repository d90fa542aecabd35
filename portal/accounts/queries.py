"""Who can do what where: for mails, and for naming whose turn it is."""

from uuid import UUID

from portal.accounts.models import Membership, User
from portal.accounts.roles import Right, roles_with


def people_with(right: Right, *, org_id: UUID) -> list[User]:
    """Everybody of one organisation whose role holds a right, by name.

    Inside a client, its partner's people can be asked for as well, by the partner's id.
    """
    rows = Membership.objects.holding(*roles_with(right)).filter(org_id=org_id)
    return [row.user for row in rows.select_related("user").order_by("user__name")]
