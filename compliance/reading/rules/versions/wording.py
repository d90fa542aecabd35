"""Brings sentences to a form in which numbers of clauses and names of parties make no "
"difference."""

import re
from collections import Counter
from collections.abc import Iterable

from compliance.reading.rules import Paper

_NAME = "\N{SECTION SIGN}"
_SUBJECT = re.compile(
    r"(?<![\w-])([A-Z0-9][\w.&-]{2,})(?:[’']s?)?\s+(?:shall|will|may|agrees|"
    r"undertakes)\b"
)
_PARTIES = re.compile(
    r"customer|customers|controller|processor|provider|client|vendor|supplier|company|"
    r"party|parties|subprocessor|sub-processor|subprocessors|sub-processors|subscriber|"
    r"user|users|merchant|they|who|this|that|such|it|you|we|agreement|addendum|dpa|data|"
    r"services|service|clauses|section|each|importer|exporter|affiliate|affiliates|nothing|"
    r"neither|audit|audits|authority|law|laws"
)
_LEAST_DUTIES = 3
_NUMBERS = re.compile(
    r"^\W*(?:(?:section|article|clause|annex|schedule|exhibit|appendix)\s+)?(?:\d+(?:\.\d+)*|"
    r"[a-z]|[ivx]+)[.):]+\s+"
)
_REFERENCES = re.compile(
    r"\b(sections?|articles? of this|clauses?|paragraphs?|annex(?:es)?|schedules?|exhibits?|"
    r"appendix)\s+"
    r"\d+(?:\.\d+)*(?:\([a-z0-9]+\))*"
)


def name_of(paper: Paper) -> str | None:
    """The name by which the party is called that owes most, if it is called by a name."""
    subjects = Counter(match[1].lower() for match in _SUBJECT.finditer(paper.text))
    for name, times in subjects.most_common():
        if not _PARTIES.fullmatch(name) and times >= _LEAST_DUTIES:
            return name
    return None


def wording(words: str, names: Iterable[str]) -> tuple[str, ...]:
    """The words in small letters without marks; each of `names` is the same word."""
    text = words.replace("’", "'").replace("‘", "'").casefold()
    text = re.sub(r"(?<=\w)-\s+(?=processor)", "", text)
    text = re.sub(r"\bsub[-‐‑ ]?processor", "subprocessor", text)
    text = _NUMBERS.sub("", text)
    text = _REFERENCES.sub(r"\1 #", text)
    for name in names:
        called = rf"\b{re.escape(name)}(?:'s)?(?:,? (?:inc|llc|ltd|gmbh|limited)\b\.?)?"
        text = re.sub(called, _NAME, text)
    return tuple(re.findall(rf"[a-z]+(?:'[a-z]+)?|\d+|{_NAME}", text))
