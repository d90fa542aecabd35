"""Tells whether a change of words may be a change of what is owed."""

import re
from collections import Counter
from collections.abc import Sequence

_SAME = {
    "will": "shall",
    "must": "shall",
    "organisational": "organizational",
    "organisation": "organization",
    "authorisation": "authorization",
    "authorise": "authorize",
    "authorised": "authorized",
    "authorising": "authorizing",
}
_WEIGHTY = re.compile(
    r"shall|may|not|no|never|only|solely|unless|except|cannot|without|option|discretion|"
    r"reasonable|commercially|best|promptly|immediately|undue|delay|all|any|material|"
    r"materially|written|prior|consent|authorization|approval|notify|notified|notification|"
    r"inform|notice|object|objection|delete|deletion|deleted|return|returned|destroy|"
    r"retain|retained|retention|audit|audits|inspection|inspections|transfer|transfers|"
    r"transferred|liable|liability|indemnify|responsible|indemnity|cap|unlimited|encrypt|"
    r"encryption|sell|share|disclose|train|training|models|combine|confidential|"
    r"subprocessor|subprocessors|breach|incident|hours|hour|days|day|weeks|months|month|"
    r"years|business|calendar|terminate|fees|cost|costs|expense|assist|assistance|"
    r"cooperate|suspend|waive|deemed"
)
_DUTY = re.compile(
    r"\b(?:shall|will|must|may|agrees?|undertakes?|warrants?|guarantees?|ensures?|commits?|"
    r"retains? the right|"
    r"is entitled|are entitled|is responsible|is liable|cannot|has the right|deemed|prohibited|"
    r"not retain|"
    r"not use|not sell|not share|not process|not disclose|not attempt|subject to|notif\w+|"
    r"regularly)\b"
)
_TELLS = re.compile(
    rf"{_DUTY.pattern}|\b(?:hours?|days?|weeks?|months?|within|at least|no later|gives?|keeps?|"
    rf"helps?)\b"
)
"""A number matters where something is owed or timed: not in a date or the name of a version."""
_NO_DUTY = re.compile(
    r"\b(?:is|are) not required to\b|reserves the right to voluntarily|for questions|"
    r"please (?:contact|send|email)|"
    r"last updated|effective (?:date|as of)|can be found at|is available at|https?://|"
    r"table of contents|see also|@"
)
_STATES = re.compile(
    r"^\W*(?:\u00a7|we|processor|provider|the processor|the provider)\s+(?:\w+ly\s+)?(?!is\b|"
    r"are\b|was\b|has\b|means\b)\w+s\b"
)
_MEANS = re.compile(
    r"^[\"“”'*_ ]*[\w ,/&’'()“”\"-]{2,90}[\"”'*_ ]*\s+(?:means|refers to|"
    r"has the meaning|shall mean)\b"
)
_TURNS = frozenset(["not", "no", "never", "unless", "except", "without", "cannot", "only"])
"""Each of these turns what is said around, also where the sentence has another one."""
_REWORDED = 0.45
"""The share of other words from which a sentence is another one, whatever the words are."""


def matters_alone(words: str, wording: Sequence[str], *, heading: bool) -> bool:
    """Whether a sentence that came or went states a duty, a right, or a promise of the vendor."""
    text = words.casefold()
    if heading or len(wording) < 4 or _NO_DUTY.search(text) or _MEANS.match(text):
        return False
    return bool(_DUTY.search(text) or _STATES.match(" ".join(wording)))


def matters_edited(old: Sequence[str], new: Sequence[str], *, alike: float) -> bool:
    """Whether two wordings of a sentence differ in a word that weighs, a number, or in most."""
    before, after = _weighty(old), _weighty(new)
    differ = before ^ after
    if differ and all(word.isdigit() for word in differ):
        return bool(_TELLS.search(" ".join(new)))
    turned = Counter(filter(_TURNS.__contains__, old)) != Counter(filter(_TURNS.__contains__, new))
    return bool(differ) or turned or alike < _REWORDED


def _weighty(wording: Sequence[str]) -> frozenset[str]:
    words = {_SAME.get(word, word) for word in wording}
    return frozenset(word for word in words if _WEIGHTY.fullmatch(word) or word.isdigit())
