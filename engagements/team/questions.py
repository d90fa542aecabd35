"""What is asked before somebody is taken out: the same words in the dialog and on its page."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from engagements.team.desk import Desk
from engagements.team.queries import Access, Colleague, Sent
from portal.accounts.models import AuditorGrant, Invitation, Membership


@dataclass(frozen=True)
class Question:
    """One thing to be confirmed; `url` asks by GET and does it by POST."""

    about: UUID
    trigger: str
    title: str
    sentence: str
    confirm: str
    url: str

    @property
    def id(self) -> str:
        return f"ask-{self.about}"


def removal(desk: Desk, membership: Membership) -> Question:
    """Whether to take a person out of an organisation."""
    name = membership.user.name
    return Question(
        about=membership.pk,
        trigger="Remove",
        title=f"Remove {name} from {desk.org.name}?",
        sentence=(
            "Their next click no longer opens anything here, even where they are signed in."
            " What they did stays on record under their name."
        ),
        confirm=f"Remove {name}",
        url=desk.verb("remove", membership.pk),
    )


def withdrawal(desk: Desk, invitation: Invitation) -> Question:
    """Whether to withdraw an invitation."""
    return Question(
        about=invitation.pk,
        trigger="Withdraw",
        title=f"Withdraw the invitation of {invitation.email}?",
        sentence="Both links stop working at once. You can invite the same person again later.",
        confirm="Withdraw the invitation",
        url=desk.verb("withdraw", invitation.pk),
    )


def ending(desk: Desk, grant: AuditorGrant) -> Question:
    """Whether to end an auditor's access before its day."""
    return Question(
        about=grant.pk,
        trigger="End now",
        title=f"End the access of {grant.user.name} now?",
        sentence=(
            "Their next click no longer opens this engagement, and they are told by mail."
            " Packets they have downloaded stay with them."
        ),
        confirm="End the access",
        url=desk.url("auditor-end", grant.pk),
    )


def on_people(desk: Desk, people: Iterable[Colleague]) -> list[tuple[Colleague, Question | None]]:
    """Each person with what can be asked about them."""
    return [(one, removal(desk, one.membership) if one.removable else None) for one in people]


def on_invitations(desk: Desk, sent: Iterable[Sent]) -> list[tuple[Sent, Question | None, str]]:
    """Each invitation with what can be asked about it, and where it is sent again."""
    return [(one, _on_invitation(desk, one), desk.verb("again", one.invitation.pk)) for one in sent]


def _on_invitation(desk: Desk, sent: Sent) -> Question | None:
    handled = sent.manageable and not sent.is_settled
    return withdrawal(desk, sent.invitation) if handled else None


def on_accesses(
    desk: Desk, accesses: Iterable[Access], *, may_end: bool
) -> list[tuple[Access, Question | None]]:
    """Each auditor's access with what can be asked about it."""
    return [(one, ending(desk, one.grant) if may_end and one.is_open else None) for one in accesses]
