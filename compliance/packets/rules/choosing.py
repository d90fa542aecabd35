"""What one packet shows and to whom: its readers, its sections, and what is usual for each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from compliance.packets.rules.letters import composed, holds_unseen, unsettable

LONGEST_RECIPIENT = 100
LONGEST_PURPOSE = 95
LONGEST_REASON = 300


class Audience(StrEnum):
    """Who reads a packet; decides what is usual."""

    AUDITOR = "auditor"
    CUSTOMER = "customer"
    BOARD = "board"

    @property
    def label(self) -> str:
        """Who that is, as people read it."""
        return _AUDIENCE_LABELS[self]

    @property
    def usual(self) -> str:
        """What is usual for them, in a sentence."""
        return _USUAL[self]


class PacketSection(StrEnum):
    """What may be left out of a packet.

    Cover, contents, how to check it and the manifest never are: verdict and what is missing are
    always told.
    """

    SINCE = "since"
    ENGAGEMENT = "engagement"
    REQUIREMENTS = "requirements"
    AGREEMENTS = "agreements"
    CHAIN = "chain"
    MAP = "map"
    COVERAGE = "coverage"
    DUTIES = "duties"
    DPA = "dpa"
    RETENTION = "retention"
    PAPERS = "papers"
    MILESTONES = "milestones"
    QUESTIONNAIRES = "questionnaires"
    PEOPLE = "people"
    AUDIT = "audit"
    DOCUMENTS = "documents"

    @property
    def label(self) -> str:
        """Its title."""
        return _SECTION_LABELS[self]


class RestrictedUse(StrEnum):
    """What becomes of documents whose use is restricted to parties that they name.

    A SOC 2 report is one: the auditor's report says for whom it is meant (AICPA, AT-C 205, on
    restricting the use of the report).
    """

    ORIGINAL = "original"
    STAMPED = "stamped"
    LEFT_OUT = "left_out"

    @property
    def label(self) -> str:
        """What is done, as people read it."""
        return _RESTRICTED_LABELS[self]


@dataclass(frozen=True)
class Preset:
    """What is usual for one audience: what goes in, and why the rest does not."""

    reasons: Mapping[PacketSection, str]
    restricted: RestrictedUse

    @property
    def sections(self) -> frozenset[PacketSection]:
        return frozenset(PacketSection) - self.reasons.keys()


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What somebody wants to be shown, of which day, and to whom.

    `recipient` names a person or an organisation, or both; it stands on the cover, and on every
    page of a document of restricted use. `because` says why something is left out that is usual.
    """

    audience: Audience
    recipient: str
    as_of: date
    sections: frozenset[PacketSection]
    restricted: RestrictedUse
    purpose: str = ""
    because: str = ""

    @classmethod
    def usual(
        cls, audience: Audience, recipient: str, *, as_of: date, purpose: str = ""
    ) -> "Choice":
        """What is usual for that audience."""
        preset = PRESETS[audience]
        return cls(
            audience=audience,
            recipient=recipient,
            as_of=as_of,
            sections=preset.sections,
            restricted=preset.restricted,
            purpose=purpose,
        )

    @property
    def prepared_for(self) -> str:
        """Recipient and purpose as one line of the cover."""
        return ", ".join(one for one in (composed(self.recipient), composed(self.purpose)) if one)


@dataclass(frozen=True)
class Omission:
    """A section that was left out, and why."""

    section: PacketSection
    reason: str


def omissions(
    audience: Audience, sections: frozenset[PacketSection], because: str
) -> tuple[Omission, ...]:
    """What was left out of a packet, in the order in which it would stand."""
    usual = PRESETS[audience].reasons
    return tuple(
        Omission(one, usual.get(one) or because) for one in PacketSection if one not in sections
    )


def choice_faults(choice: Choice) -> Iterator[str]:
    """Everything that is wrong with a choice, the day aside."""
    if not choice.recipient.strip():
        yield "Say who the packet is for; it stands on its cover."
    yield from _too_long(choice)
    yield from _letters(choice)
    by_hand = PRESETS[choice.audience].sections - choice.sections
    if by_hand and not choice.because.strip():
        names = ", ".join(f"“{one.label}”" for one in PacketSection if one in by_hand)
        yield f"Say why {names} is left out; the reason stands in the packet."
    if choice.audience is Audience.CUSTOMER and choice.restricted is RestrictedUse.ORIGINAL:
        yield (
            "A customer is not given the original of a report whose use is restricted. Choose its "
            "stamped pages, or leave such reports out."
        )


def _letters(choice: Choice) -> Iterator[str]:
    for what, words in (("Who it is for", choice.recipient), ("The purpose", choice.purpose)):
        if holds_unseen(words.strip()):
            yield f"{what} has signs in it that cannot be seen. Type it anew."
    marked = choice.restricted is not RestrictedUse.LEFT_OUT
    odd = unsettable(choice.recipient)
    if odd and marked and PacketSection.DOCUMENTS in choice.sections:
        yield (
            f"“{odd}” cannot stand on the pages of reports whose use is restricted. Write who it "
            "is for in Latin, Greek or Cyrillic letters, or leave such reports out."
        )


def _too_long(choice: Choice) -> Iterator[str]:
    for what, words, most in (
        ("Who it is for", choice.recipient, LONGEST_RECIPIENT),
        ("The purpose", choice.purpose, LONGEST_PURPOSE),
        ("The reason", choice.because, LONGEST_REASON),
    ):
        if len(words.strip()) > most:
            yield f"{what} takes at most {most} characters."


_NOT_FOR_CUSTOMERS = MappingProxyType(
    {
        PacketSection.AGREEMENTS: (
            "What the client and its partner agreed with each other is not handed to customers."
        ),
        PacketSection.DUTIES: (
            "The answers name people and inner steps; the map tells how each control stands."
        ),
        PacketSection.RETENTION: (
            "The proofs name accounts and people; how the requirement stands is told above."
        ),
        PacketSection.MILESTONES: "Records of the work itself are not handed to customers.",
        PacketSection.PEOPLE: "The list of people and roles is not handed to customers.",
        PacketSection.AUDIT: (
            "It names people and inner steps. audit.json has the hash of every event, so that the "
            "chain can be checked all the same."
        ),
        PacketSection.DOCUMENTS: (
            "The documents themselves are not handed to customers; each is named with its SHA-256."
        ),
    }
)
_NOT_FOR_BOARDS = MappingProxyType(
    {
        PacketSection.DUTIES: (
            "The answers one by one are for auditors; the map tells how each control stands."
        ),
        PacketSection.DPA: "The reviews item by item are for auditors; the verdict is told above.",
        PacketSection.RETENTION: (
            "The proofs step by step are for auditors; how the requirement stands is told above."
        ),
        PacketSection.QUESTIONNAIRES: (
            "The answers one by one are for auditors; how the requirement stands is told above."
        ),
        PacketSection.PEOPLE: "The list of names and roles is for auditors.",
        PacketSection.AUDIT: (
            "The events one by one are for auditors. audit.json has the hash of each, so that the "
            "chain can be checked all the same."
        ),
        PacketSection.DOCUMENTS: "A board reads what was found; auditors get the documents.",
    }
)
PRESETS: Mapping[Audience, Preset] = MappingProxyType(
    {
        Audience.AUDITOR: Preset(MappingProxyType({}), RestrictedUse.ORIGINAL),
        Audience.CUSTOMER: Preset(_NOT_FOR_CUSTOMERS, RestrictedUse.LEFT_OUT),
        Audience.BOARD: Preset(_NOT_FOR_BOARDS, RestrictedUse.LEFT_OUT),
    }
)
_AUDIENCE_LABELS = {
    Audience.AUDITOR: "An auditor",
    Audience.CUSTOMER: "A customer of the client",
    Audience.BOARD: "The client’s board",
}
_USUAL = {
    Audience.AUDITOR: "Everything, with every document and its original.",
    Audience.CUSTOMER: (
        "Scope, requirements, what vendors’ reports cover, the reviews and answered "
        "questionnaires; no contracts, list of people, events or documents."
    ),
    Audience.BOARD: (
        "Scope, requirements, agreements, vendors and milestones; no reviews item by item, "
        "answers, people, events or documents."
    ),
}
_SECTION_LABELS = {
    PacketSection.SINCE: "Since the last packet",
    PacketSection.ENGAGEMENT: "Engagement, parties and scope",
    PacketSection.REQUIREMENTS: "Requirements and how they stand",
    PacketSection.AGREEMENTS: "Executed agreements",
    PacketSection.CHAIN: "Chain of BAAs",
    PacketSection.MAP: "Who answers for what",
    PacketSection.COVERAGE: "Vendor services and their reports",
    PacketSection.DUTIES: "User entity controls and their answers",
    PacketSection.DPA: "Data processing agreements",
    PacketSection.RETENTION: "Retention settings and their proofs",
    PacketSection.PAPERS: "Other evidence",
    PacketSection.MILESTONES: "Milestones and their evidence",
    PacketSection.QUESTIONNAIRES: "Questionnaire answers",
    PacketSection.PEOPLE: "People and their access",
    PacketSection.AUDIT: "Audit trail",
    PacketSection.DOCUMENTS: "The documents themselves",
}
_RESTRICTED_LABELS = {
    RestrictedUse.ORIGINAL: "Every page with the recipient’s name and the date, and the original",
    RestrictedUse.STAMPED: "Every page with the recipient’s name and the date, no original",
    RestrictedUse.LEFT_OUT: "Left out, named with their SHA-256",
}
