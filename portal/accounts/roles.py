"""The roles a person can hold, the rights there are, and the one table that joins them."""

from enum import StrEnum


class Role(StrEnum):
    """What a person is in an organisation, or to one engagement in the auditor's case."""

    CLIENT_OWNER = "client_owner"
    CLIENT_SIGNATORY = "client_signatory"
    CLIENT_MEMBER = "client_member"
    PARTNER_OWNER = "partner_owner"
    PARTNER_SIGNATORY = "partner_signatory"
    PARTNER_CONSULTANT = "partner_consultant"
    PARTNER_ENGINEER = "partner_engineer"
    AUDITOR = "auditor"

    @property
    def label(self) -> str:
        """The role as people read it, in sentence case."""
        return _ROLE_LABELS[self]

    @property
    def with_article(self) -> str:
        """The role in a sentence: "a client owner", "an auditor"."""
        label = self.label.lower()
        return f"an {label}" if label[0] in "aeiou" else f"a {label}"

    @property
    def purpose(self) -> str:
        """What the role is for, as the end of "A client owner ..."."""
        return _ROLE_PURPOSES[self]

    @property
    def needs_second_factor(self) -> bool:
        """Whether nothing is shown to this role before a second factor is set up."""
        return self not in {Role.CLIENT_OWNER, Role.CLIENT_MEMBER}


class Right(StrEnum):
    """One thing a role may do. Which record it may be done to is decided elsewhere."""

    READ_ENGAGEMENT = "read_engagement"
    READ_ACTIVITY = "read_activity"
    OPEN_ENGAGEMENT = "open_engagement"
    EDIT_SCOPE = "edit_scope"
    SEND_AGREEMENT = "send_agreement"
    SIGN_FOR_CLIENT = "sign_for_client"
    COUNTERSIGN = "countersign"
    REVIEW_EVIDENCE = "review_evidence"
    ANSWER_DUTY = "answer_duty"
    RECORD_MILESTONE = "record_milestone"
    ACCEPT_MILESTONE = "accept_milestone"
    BUILD_PACKET = "build_packet"
    DOWNLOAD_PACKET = "download_packet"
    INVITE_CLIENT_PEOPLE = "invite_client_people"
    INVITE_AUDITOR = "invite_auditor"
    MANAGE_PARTNER_PEOPLE = "manage_partner_people"
    MANAGE_BOOKINGS = "manage_bookings"
    SEE_BOOK = "see_book"

    @property
    def label(self) -> str:
        """What the right allows, as the end of "may ..."."""
        return _RIGHT_LABELS[self]


CLIENT_ROLES = frozenset({Role.CLIENT_OWNER, Role.CLIENT_SIGNATORY, Role.CLIENT_MEMBER})
PARTNER_ROLES = frozenset(
    {
        Role.PARTNER_OWNER,
        Role.PARTNER_SIGNATORY,
        Role.PARTNER_CONSULTANT,
        Role.PARTNER_ENGINEER,
    }
)
# An auditor belongs to neither organisation: a grant lets them in, never a membership.
MEMBERSHIP_ROLES = CLIENT_ROLES | PARTNER_ROLES


def may(role: Role, right: Right) -> bool:
    """Say whether a role holds a right."""
    return right in RIGHTS[role]


def roles_with(right: Right) -> tuple[Role, ...]:
    """Every role that holds a right, in the order of `Role`; says who to ask, or to mail."""
    return tuple(role for role in Role if may(role, right))


_READING = frozenset({Right.READ_ENGAGEMENT, Right.READ_ACTIVITY})
_ENGAGEMENT_WORK = _READING | {
    Right.OPEN_ENGAGEMENT,
    Right.EDIT_SCOPE,
    Right.SEND_AGREEMENT,
    Right.REVIEW_EVIDENCE,
    Right.ANSWER_DUTY,
    Right.BUILD_PACKET,
    Right.DOWNLOAD_PACKET,
    Right.INVITE_CLIENT_PEOPLE,
    Right.MANAGE_BOOKINGS,
    Right.SEE_BOOK,
}
_CLIENT_DECISIONS = _READING | {
    Right.EDIT_SCOPE,
    Right.ANSWER_DUTY,
    Right.ACCEPT_MILESTONE,
    Right.BUILD_PACKET,
    Right.DOWNLOAD_PACKET,
    Right.INVITE_AUDITOR,
}

RIGHTS: dict[Role, frozenset[Right]] = {
    # An owner runs the organisation; the power to bind it is the signatory's alone.
    Role.CLIENT_OWNER: _CLIENT_DECISIONS | {Right.INVITE_CLIENT_PEOPLE},
    Role.CLIENT_SIGNATORY: _CLIENT_DECISIONS | {Right.SIGN_FOR_CLIENT},
    Role.CLIENT_MEMBER: _READING | {Right.EDIT_SCOPE, Right.ANSWER_DUTY, Right.DOWNLOAD_PACKET},
    Role.PARTNER_OWNER: _ENGAGEMENT_WORK | {Right.MANAGE_PARTNER_PEOPLE},
    Role.PARTNER_SIGNATORY: _READING
    | {
        Right.SEND_AGREEMENT,
        Right.COUNTERSIGN,
        Right.REVIEW_EVIDENCE,
        Right.ANSWER_DUTY,
        Right.BUILD_PACKET,
        Right.DOWNLOAD_PACKET,
        Right.SEE_BOOK,
    },
    Role.PARTNER_CONSULTANT: _ENGAGEMENT_WORK,
    Role.PARTNER_ENGINEER: frozenset(
        {Right.READ_ENGAGEMENT, Right.RECORD_MILESTONE, Right.ANSWER_DUTY}
    ),
    Role.AUDITOR: frozenset({Right.DOWNLOAD_PACKET}),
}

_ROLE_LABELS = {
    Role.CLIENT_OWNER: "Client owner",
    Role.CLIENT_SIGNATORY: "Client signatory",
    Role.CLIENT_MEMBER: "Client member",
    Role.PARTNER_OWNER: "Partner owner",
    Role.PARTNER_SIGNATORY: "Partner signatory",
    Role.PARTNER_CONSULTANT: "Partner consultant",
    Role.PARTNER_ENGINEER: "Partner engineer",
    Role.AUDITOR: "Auditor",
}

_ROLE_PURPOSES = {
    Role.CLIENT_OWNER: "runs the client's side: invites people and lets auditors in",
    Role.CLIENT_SIGNATORY: "signs agreements for the client and accepts milestones",
    Role.CLIENT_MEMBER: "reads everything, states the facts of the scope, downloads packets",
    Role.PARTNER_OWNER: "runs the partner's side: invites people and opens engagements",
    Role.PARTNER_SIGNATORY: "countersigns agreements and accepts reviews",
    Role.PARTNER_CONSULTANT: "opens and scopes engagements, reviews evidence, invites clients",
    Role.PARTNER_ENGINEER: "records milestones with their evidence",
    Role.AUDITOR: "sees the compliance packets of one engagement until a date, and nothing else",
}

_RIGHT_LABELS = {
    Right.READ_ENGAGEMENT: "read the engagement",
    Right.READ_ACTIVITY: "read the audit trail",
    Right.OPEN_ENGAGEMENT: "open an engagement for a client",
    Right.EDIT_SCOPE: "state and change the scope",
    Right.SEND_AGREEMENT: "send an agreement for signature",
    Right.SIGN_FOR_CLIENT: "sign for the client",
    Right.COUNTERSIGN: "countersign for the partner",
    Right.REVIEW_EVIDENCE: "record and review evidence",
    Right.ANSWER_DUTY: "show that a user entity control is carried out",
    Right.RECORD_MILESTONE: "record a milestone with its evidence",
    Right.ACCEPT_MILESTONE: "accept or return a milestone",
    Right.BUILD_PACKET: "ask for a compliance packet",
    Right.DOWNLOAD_PACKET: "download a compliance packet",
    Right.INVITE_CLIENT_PEOPLE: "invite people of the client",
    Right.INVITE_AUDITOR: "let an auditor in",
    Right.MANAGE_PARTNER_PEOPLE: "invite and remove people of the partner",
    Right.MANAGE_BOOKINGS: "set hours and handle booked calls",
    Right.SEE_BOOK: "see the book of engagements",
}
