"""Who is who in an agreement, and whose duty a sentence speaks of."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property

from compliance.reading.rules import Paper

_I = re.IGNORECASE
_PREAMBLE = 6_000
_CALLED = re.compile(r"\(([^()]{0,160}?[\"“][^()]{2,160}?)\)")
_QUOTED = re.compile(r"[\"“]\s*(?:the\s+)?([^\"“”]{2,50}?)[,.]?\s*[\"”]", re.IGNORECASE)
_NAME = r"(?:(?!covered entity|business associate)[^()]){2,90}"
_IS_SAID = r"\b(?P<name>[A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+){0,2}) is (?:an? \w+ and is )?"
_ASSOCIATE = ("business associate", "associate", "ba")
_ENTITY = ("covered entity", "ce", "covered entities")
_NOBODY = {"party", "parties", "agreement", "effective date", "phi", "services", "hipaa", "baa"}
_ACTS = (
    r"(?:hereby |also |further |automatically |each |only |promptly |immediately |likewise |thus )*"
    r"(?:shall|will|must|agrees?|may|can|warrants?|undertakes?|commits?|covenants?|acknowledges?|"
    r"represents?|is (?:required|permitted|authorized|authorised|obligated|responsible|not|to)|"
    r"reports?|notifies|maintains?|provides?|implements?|ensures?|makes?|returns?|mitigates?|uses|"
    r"does|complies|requires?|documents|retains?|destroys?|informs?|incorporates?|limits?|has|"
    r"determines|authorizes|authorises|recognizes|establishes|enters?|holds?|protects?|records|"
    r"keeps|tells|lets|gives|helps|assists|supports|takes|follows|observes|tracks|logs|allows|permits|"
    r"obtains|secures|encrypts|hands|deletes|stores)\b"
)
_SUBORDINATE = re.compile(
    r"\b(?:(?:for|to|of|by|in|with|upon|under) which|if|when|where|whenever|unless|once|until|"
    r"because|since) (?:and to the extent )?(?:the )?$"
)
_ACTS_OFTEN = 3


class Actor(StrEnum):
    """Whose duty or right it is."""

    ASSOCIATE = "associate"
    ENTITY = "entity"
    EITHER = "either"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Parties:
    """What the agreement calls the business associate and the covered entity, in small letters."""

    associate: tuple[str, ...]
    entity: tuple[str, ...]

    def actor_of(self, text: str) -> Actor:
        """The first party in `text` (small letters) that is said to do something.

        What it does in a subordinate clause does not count: "if CE is required to, BA shall".
        """
        every = self._acting.finditer(text)
        found = next((at for at in every if not _SUBORDINATE.search(text[: at.start()])), None)
        if found is None:
            return Actor.UNKNOWN
        if found["either"]:
            return Actor.EITHER
        return Actor.ASSOCIATE if found["associate"] else Actor.ENTITY

    @cached_property
    def _acting(self) -> re.Pattern[str]:
        either = "either party|each party|both parties|the parties|neither party|parties"
        return re.compile(
            rf"\b(?:(?P<either>{either}|non-breaching party)|(?P<associate>{_any(self.associate)})"
            rf"|(?P<entity>{_any(self.entity)}))"
            rf"(?:, (?!and\b|or\b)[^,.;:]{{1,60}},)? (?:and its [a-z, ]{{3,60}} )?{_ACTS}"
        )

    def in_roles(self, words: str) -> str:
        """The same words with the roles of the law in place of the parties' names.

        Only names as they are defined, with capitals: "the Practice", not "a practice".
        """
        for names, role in ((self.associate, _ASSOCIATE[0]), (self.entity, _ENTITY[0])):
            words = _named(names).sub(_role_for(role), words)
        return words

    def titled(self, title: str) -> Actor:
        """Whose a chapter is by its title: "Obligations of Covered Entity"."""
        named = [
            (at.start(), actor)
            for actor, names in (
                (Actor.ASSOCIATE, self.associate),
                (Actor.ENTITY, self.entity),
            )
            for at in re.finditer(rf"\b(?:{_any(names)})\b", title)
        ]
        return min(named)[1] if named else Actor.UNKNOWN


def parties_of(paper: Paper) -> Parties:
    """Read the names from the preamble: `Acme, Inc. ("Business Associate" or "Acme")`."""
    associate, entity = list(_ASSOCIATE), list(_ENTITY)
    text = paper.text[:_PREAMBLE]
    for called in _CALLED.finditer(text):
        names = _names(called[1])
        for known in (associate, entity):
            if any(name == known[0] for name in names):
                known += [name for name in names if name not in associate + entity]
    for known, role in ((associate, "business associate"), (entity, "covered entity")):
        for called in re.finditer(rf"\b{role}: {_NAME} {_CALLED.pattern}", text, _I):
            known += _names(called[1])
        for called in re.finditer(rf"{_IS_SAID}(?:a|an|the|its|their) [\"“]?{role}\b", text):
            name = called["name"].lower()
            known += [] if name in {*associate, *entity, *_NOBODY} else [name]
    _add_others(text.lower(), associate, entity)
    if len(associate) == len(_ASSOCIATE):
        associate += _acting_alone(paper.text, {*entity, *_NOBODY})
    return Parties(tuple(associate), tuple(entity))


def _acting_alone(text: str, others: set[str]) -> list[str]:
    """The name in the opening that bears the duties: of "Company" where no role is given to it.

    Only where the covered entity is named and a business associate never has a duty.
    """
    if re.search(r"\b(?:business associate|ba|associate) (?:shall|will|must|agrees)\b", text, _I):
        return []
    called = [name for one in _CALLED.finditer(text[:_PREAMBLE]) for name in _names(one[1])]
    if not others.intersection(called) - _NOBODY:
        return []
    often = [
        name
        for name in dict.fromkeys(called)
        if name not in others
        and len(re.findall(rf"\b{re.escape(name)} (?:shall|will|must|agrees)\b", text, _I))
        >= _ACTS_OFTEN
    ]
    return often[:1]


def _names(called: str) -> list[str]:
    names = (name.strip().lower() for name in _QUOTED.findall(called))
    return [name for name in names if name not in _NOBODY]


def _add_others(preamble: str, associate: list[str], entity: list[str]) -> None:
    """Names of the roles where the agreement does not use those of the law."""
    vendors = ("vendor", "contractor", "service provider", "processor", "supplier")
    clients = ("client", "customer", "provider", "hospital", "university", "practice", "plan")
    for known, names in ((associate, vendors), (entity, clients)):
        known += [name for name in names if re.search(rf"[\"“](?:the )?{name}[\"”]", preamble)]
    if not re.search(r"[\"“](?:the )?business associate[\"”]", preamble) and re.search(
        r"\([\"“](?:the )?subcontractor[\"”]\)", preamble
    ):
        associate.append("subcontractor")


@cache
def _named(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any(names)})\b", _I)


def _role_for(role: str) -> Callable[[re.Match[str]], str]:
    return lambda name: role if name[0][0].isupper() else name[0]


def _any(names: tuple[str, ...]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
