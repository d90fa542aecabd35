"""Who may invite whom into an organisation, and how long an auditor is let in."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from enum import StrEnum

from engagements.lifecycle.rules import Refused
from portal.accounts.roles import CLIENT_ROLES, PARTNER_ROLES, Right, Role, may

LONGEST_GRANT_DAYS = 366


class InvitationState(StrEnum):
    """What has become of an invitation."""

    WAITING = "waiting"
    TAKEN_UP = "taken_up"
    WITHDRAWN = "withdrawn"
    RUN_OUT = "run_out"

    @property
    def label(self) -> str:
        """The state as people read it."""
        return _STATE_LABELS[self]


class InvitationRefused(Refused):
    """Somebody may not be invited, or not in that role."""


class GrantRefused(Refused):
    """An auditor may not be let in, or not for that long."""


class RemovalRefused(Refused):
    """A person may not be taken out of an organisation."""


# The right that an inviter needs, by the role of the person invited. An auditor is let into one
# engagement by a grant; everybody else becomes a member of an organisation.
_RIGHT_TO_INVITE: dict[Role, Right] = {
    **dict.fromkeys(CLIENT_ROLES, Right.INVITE_CLIENT_PEOPLE),
    **dict.fromkeys(PARTNER_ROLES, Right.MANAGE_PARTNER_PEOPLE),
    Role.AUDITOR: Right.INVITE_AUDITOR,
}
_OWNERS = frozenset({Role.CLIENT_OWNER, Role.PARTNER_OWNER})


def may_invite(inviter: Role, invited: Role) -> bool:
    """Say whether a person in one role may invite somebody into another."""
    return may(inviter, _RIGHT_TO_INVITE[invited])


def invitable_by(inviter: Role) -> tuple[Role, ...]:
    """The roles a person may invite into, in the order of `Role`; empty for who may not."""
    return tuple(role for role in Role if may_invite(inviter, role))


def state_of_invitation(
    *,
    accepted_at: datetime | None,
    revoked_at: datetime | None,
    expires_at: datetime,
    at: datetime,
) -> InvitationState:
    """Name the state of an invitation at an instant; its last instant no longer counts."""
    if accepted_at is not None:
        return InvitationState.TAKEN_UP
    if revoked_at is not None:
        return InvitationState.WITHDRAWN
    return InvitationState.WAITING if at < expires_at else InvitationState.RUN_OUT


def check_side(role: Role, *, into_partner: bool) -> None:
    """Refuse a client's role in a partner's organisation, and the other way round.

    :raises InvitationRefused: naming the role.
    """
    if (role in PARTNER_ROLES) is not into_partner:
        side = "a partner" if role in PARTNER_ROLES else "a client"
        raise InvitationRefused(f"The role of {role.label.lower()} is one of {side}'s people.")


def check_invitation(*, inviter: Role, invited: Role) -> None:
    """Refuse an invitation that the inviter's role does not allow.

    :raises InvitationRefused: naming both roles.
    """
    if not may_invite(inviter, invited):
        whom = "let an auditor in" if invited is Role.AUDITOR else f"invite a {_lower(invited)}"
        raise InvitationRefused(f"As {_lower(inviter)} you cannot {whom}.")


def check_removal(*, remover: Role, removed: Role, others_with_role: int) -> None:
    """Refuse to take a person out: the role forbids it, or no owner would be left.

    Who may invite into a role may take out of it. `others_with_role` counts the other people of
    the same organisation who hold the removed role.

    :raises RemovalRefused: with every reason.
    """
    RemovalRefused.if_any(_removal_faults(remover, removed, others_with_role))


def check_grant(*, granted_by: Role, until: date, today: date) -> None:
    """Refuse to let an auditor into an engagement until that date, which is included.

    :raises GrantRefused: with every reason.
    """
    GrantRefused.if_any(_grant_faults(granted_by, until, today))


def grant_is_open(*, until: date, ended_at: datetime | None, today: date) -> bool:
    """Say whether a grant lets its auditor in: not ended early, and its last day not over."""
    return ended_at is None and until >= today


def check_grant_end(*, ended_by: Role, until: date, ended_at: datetime | None, today: date) -> None:
    """Refuse to end a grant early; who may let an auditor in may also end it.

    :raises GrantRefused: with every reason.
    """
    reasons = list(_granter_faults(ended_by))
    if not grant_is_open(until=until, ended_at=ended_at, today=today):
        reasons.append("This access has ended already.")
    GrantRefused.if_any(reasons)


def _removal_faults(remover: Role, removed: Role, others_with_role: int) -> Iterator[str]:
    if not may_invite(remover, removed):
        yield f"As {_lower(remover)} you cannot remove a {_lower(removed)}."
    if removed in _OWNERS and others_with_role < 1:
        yield "An organisation keeps at least one owner: name another one first."


def _grant_faults(granted_by: Role, until: date, today: date) -> Iterator[str]:
    yield from _granter_faults(granted_by)
    if until < today:
        yield "The last day of access lies in the past."
    if until > today + timedelta(days=LONGEST_GRANT_DAYS):
        yield f"Access can be given for {LONGEST_GRANT_DAYS} days at most, and given again later."


def _granter_faults(role: Role) -> Iterator[str]:
    if not may(role, Right.INVITE_AUDITOR):
        yield "Only an owner or signatory of the client lets auditors in."


def _lower(role: Role) -> str:
    return role.label.lower()


_STATE_LABELS = {
    InvitationState.WAITING: "Waiting",
    InvitationState.TAKEN_UP: "Taken up",
    InvitationState.WITHDRAWN: "Withdrawn",
    InvitationState.RUN_OUT: "Run out",
}
