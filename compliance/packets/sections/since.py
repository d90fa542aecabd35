"""Since the last packet: what is different from the one that was sealed before."""

from dataclasses import dataclass
from typing import ClassVar

from compliance.packets.differences import Differences, in_words
from compliance.packets.rules import Told, compare
from compliance.packets.sections.base import Section


@dataclass(frozen=True, kw_only=True)
class Since(Section):
    """Verdict before and after, and what was added, removed, changed and lapsed."""

    key: ClassVar[str] = "since"
    title: ClassVar[str] = "Since the last packet"

    differences: Differences
    last_sha256: str


def since(last: Told, now: Told, *, last_sha256: str) -> Since:
    """`last_sha256` is that of the whole file of the last packet."""
    return Since(differences=in_words(compare(last, now)), last_sha256=last_sha256)
