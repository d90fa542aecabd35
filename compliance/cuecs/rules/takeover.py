"""What becomes of the duties of a service when another report of it is relied on."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from hashlib import sha256

from compliance.vendors.rules import Cuec

_GAPS = re.compile(r"\s+")
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")


@dataclass(frozen=True)
class Takeover:
    """What is asked for now, by wording, in the order of the report; and what that changes."""

    asked: dict[str, Cuec]
    carried: frozenset[str]
    opened: frozenset[str]
    ended: frozenset[str]


def wording(text: str) -> str:
    """Give the SHA-256 of a control's words: the same for the same words.

    Capitals, spaces, kinds of quotation marks and punctuation at either end make no other words.
    """
    plain = unicodedata.normalize("NFKC", text).replace("’", "'").casefold()
    return sha256(_EDGES.sub("", _GAPS.sub(" ", plain)).encode()).hexdigest()


def plan_takeover(present: Collection[str], controls: Iterable[Cuec]) -> Takeover:
    """Compare the duties there are, by wording, with the controls of the report that counts now.

    A control that the report names twice is one duty, tied to the criteria of both.
    """
    asked: dict[str, Cuec] = {}
    for control in controls:
        words = wording(control.text)
        asked[words] = _joined(asked[words], control) if words in asked else control
    here = frozenset(present)
    wanted = frozenset(asked)
    return Takeover(asked, here & wanted, wanted - here, here - wanted)


def changes(plan: Takeover) -> str:
    """Say in words what the report changes; what is nought is left out."""
    told = (
        (len(plan.opened), "new"),
        (len(plan.carried), "carried over with owner and answers"),
        (len(plan.ended), "ended"),
    )
    return ", ".join(f"{number} {words}" for number, words in told if number)


def _joined(first: Cuec, again: Cuec) -> Cuec:
    return replace(first, criteria=tuple(dict.fromkeys((*first.criteria, *again.criteria))))
