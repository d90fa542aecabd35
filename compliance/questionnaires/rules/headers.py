"""What the words at the head of a column say of it: number, question, answer, remark or neither."""

import re
from dataclasses import dataclass
from enum import StrEnum

LONGEST_HEADER = 90
# Heads may explain themselves in brackets, which are not counted.
LONGEST_WITH_ASIDES = 400
SURE, LIKELY, PERHAPS = 3, 2, 1


class Role(StrEnum):
    """What a column holds."""

    NUMBER = "number"
    QUESTION = "question"
    ANSWER = "answer"
    REMARK = "remark"
    CHOICE = "choice"  # one of several columns, of which the marked one is the answer
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Header:
    """What a head says, and how surely."""

    role: Role
    weight: int


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_CHOICE = _words(r"(yes|no|n/?a|not applicable|partial(ly)?|not implemented|implemented)")
_NUMBER = _words(
    r"(no|nr|num|number|#|id|ref|reference|item|index|code|q|s/?n|sr|serial)[.:#]?"
    r"( ?(no|number|#)[.:]?)?"
    r"|(.* )?(id|no\.?|nr\.?|number|#|ref\.?|identifier)"
)
# What is asked of those who answer, not what they answered; and what others write beside it.
_ASIDE = _words(
    r"\b(expected|possible|allowed|permitted|sample|example|suggested|valid|acceptable|options?"
    r"|types?|formats?|weight(ing)?|scor(e|es|ing)|rating|guidance|help|hints?|instructions?"
    r"|previous|prior|last|earlier|review(er|er’s|er's|ed)?|analyst|assessor|auditor|internal"
    r"|owner(ship)?|due|date|category|section|domain|topic|title|risk|priority|set|length"
    r"|required|mapping|mapped|by|who|when)\b"
)
# A date or a kind may belong to an answer; these are said of columns for the answering side.
_REMARK = _words(
    r"\b(comments?|remarks?|notes?|explanations?|explain|details?|justifications?|rationale"
    r"|evidence|supporting|attachments?|documentation|documents?|additional information"
    r"|further information|elaborat(e|ion)|implementation description|clarifications?|reasons?"
    r"|references?|links?|descriptions? of implementation)\b"
)
_ANSWER = _words(r"\b(answers?|answered|responses?|repl(y|ies)|yes ?(/|or) ?no|y ?/ ?n)\b")
_STATUS = _words(
    r"(\w+ ){0,3}(compliant|compliance( status)?|implemented|in place|met|status|fulfil+ed"
    r"|conforms|conformity|applicable|supported|result)\W*"
)
_QUESTION = _words(r"\b(questions?|query|queries|inquir(y|ies)|questionnaire item)\b")
_ASKED = _words(
    r"\b(requirements?|criteri(a|on)|statements?|control (description|statement|objective|text"
    r"|specification)|controls?|safeguards?|what (is|we) (asked|ask))\b"
)
_DESCRIPTION = _words(r"(description|text|item|topic|subject|practice|measure)s?")


def header_of(text: str) -> Header | None:
    """What the words above a column say; None for what is no head at all."""
    if len(text) > LONGEST_WITH_ASIDES:
        return None
    words = " ".join(re.sub(r"\([^)]*\)", " ", text).split()).strip(" :*-–")
    words = words or " ".join(text.split())
    if not words or len(words) > LONGEST_HEADER:
        return None
    if _CHOICE.fullmatch(words):
        return Header(Role.CHOICE, SURE)
    return _number(words) or _asked(words) or _answered(words) or Header(Role.OTHER, PERHAPS)


def _number(words: str) -> Header | None:
    if not _NUMBER.fullmatch(words) or _ANSWER.search(words):
        return None
    exact = len(words.split()) == 1 or _QUESTION.search(words)
    return Header(Role.NUMBER, SURE if exact else LIKELY)


def _asked(words: str) -> Header | None:
    """A column of questions; "your answer to the question" and "requirement met?" are none."""
    if any(one.search(words) for one in (_ANSWER, _ASIDE)) or _STATUS.fullmatch(words):
        return None
    if _QUESTION.search(words):
        return Header(Role.QUESTION, PERHAPS if _REMARK.search(words) else SURE)
    if _ASKED.search(words) and not _REMARK.search(words):
        return Header(Role.QUESTION, LIKELY)
    return Header(Role.QUESTION, PERHAPS) if _DESCRIPTION.fullmatch(words) else None


def _answered(words: str) -> Header | None:
    if _ASIDE.search(words):
        return None
    remark, answer = _REMARK.search(words), _ANSWER.search(words)
    if answer:
        return Header(Role.ANSWER, LIKELY if remark else SURE)
    if remark:
        return Header(Role.REMARK, SURE)
    return Header(Role.ANSWER, LIKELY) if _STATUS.fullmatch(words) else None
