"""The chain of BAAs: who may hold PHI for whom, under which paper."""

from dataclasses import dataclass
from typing import ClassVar

from compliance.chain.queries import chain_of
from compliance.chain.rules import UNKNOWN_ROLE, ChainVerdict, Link, LinkState
from compliance.packets.record import Record
from compliance.packets.sections.base import Section
from compliance.packets.words import day

TONES = {
    LinkState.IN_PLACE: "good",
    LinkState.NOT_NEEDED: "",
    LinkState.THEIRS: "",
    LinkState.MISSING: "warn",
    LinkState.LAPSED: "bad",
    LinkState.RULED_OUT: "bad",
}
VERDICT_TONES = {
    ChainVerdict.CLOSED: "good",
    ChainVerdict.OPEN: "bad",
    ChainVerdict.NO_PHI: "",
}


@dataclass(frozen=True)
class ChainRow:
    """One link."""

    receiver: str
    role: str
    state: str
    tone: str
    paper: str
    why: str
    citations: str


UNSTATED = "Nobody has stated the facts yet; with those that are assumed it is so:"


@dataclass(frozen=True, kw_only=True)
class ChainShown(Section):
    """Every link, and whether the chain is closed for PHI."""

    key: ClassVar[str] = "chain"
    title: ClassVar[str] = "Chain of BAAs"

    as_of: str
    client: str
    client_role: str
    verdict: str
    tone: str
    sentence: str
    rows: tuple[ChainRow, ...]


def chain(record: Record) -> ChainShown:
    found = chain_of(record.engagement, record.standpoint)
    return ChainShown(
        as_of=day(record.today),
        client=found.client.name,
        client_role=found.client.role,
        verdict=found.verdict.label,
        tone=VERDICT_TONES[found.verdict],
        sentence=found.sentence if record.stated else f"{UNSTATED} {found.sentence}",
        rows=tuple(
            ChainRow(
                receiver=link.receiver.name,
                role=_role(link),
                state=link.state.label,
                tone=TONES[link.state],
                paper=link.paper,
                why=link.why,
                citations="; ".join(link.citations),
            )
            for link in found.links
        ),
    )


def _role(link: Link) -> str:
    """What the receiver is to the giver: "Business associate of Lakeview Clinic"."""
    if link.receiver.role == UNKNOWN_ROLE:
        return "Its role is not known yet"
    return f"{link.receiver.role} of {link.giver.name}"
