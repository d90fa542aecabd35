"""What a cue is, and the words that several elements share.

Patterns are read over small letters with plain quotation marks (`units.fold`). A way names a
pattern that the passage itself must match, others that it matches with the sentence that leads
it, and one of the title it stands under; its weight is what the passage then starts with.
"""

from dataclasses import dataclass

PHI = (
    r"(?:protected health information|e?phi\b|health information|protected information|"
    r"medical information|identifiable information|such information|"
    r"confidential information|the information|patient (?:data|information)|health data|"
    r"(?<![a-z])data\b)"
)
REPORT = (
    r"(?:report|notif|inform\b|informs\b|give notice|provide notice|written notice|"
    r"(?:first|initial|prompt|immediate) notice|disclose to|"
    r"advise|alert|\btells?\b|\bmakes?\b.{0,40}\baware\b|\b(?:bring|brought)\b.{0,40}\battention\b)"
)
UNPERMITTED = (
    r"(?:not (?:(?:otherwise|specifically|expressly|explicitly) )?"
    r"(?:provided|permitted|authorized|authorised|allowed|contemplated)|"
    r"other than (?:as )?(?:(?:specifically|expressly|explicitly) )?"
    r"(?:provided|permitted|authorized|allowed)|in violation of|"
    r"un-?authori[sz]ed|unpermitted|impermissibl\w*|improper|non-?permitted|not in compliance|"
    r"contrary to|in breach of|prohibited|violat\w+|inconsistent with|"
    r"(?:does|do) not (?:permit|allow|authori[sz]e|provide for|contemplate))"
)
USE = r"\b(?:uses?|using|disclos\w+)\b"
SAME = (
    r"(?:\bsame\b|substantially similar|no less|at least as|not less|equivalent|identical|"
    r"\brestrictions?\b|\bconditions\b|as stringent|as restrictive|bound by|abide by|"
    r"compl(?:y|ies) with (?:the )?(?:same|equivalent|all|hipaa|terms|applicable|this|these|such))"
)
BELOW = (
    r"(?:sub-?contractors?|agents?\b|sub-?processors?|downstream|delegates?\b|"
    r"(?:any|each|all) (?:other )?(?:third part(?:y|ies)|person|vendors?))"
)
HHS = (
    r"(?:\bsecretary\b|\bhhs\b|health and human services|\bocr\b|office for civil rights|"
    r"\bdhhs\b|federal government|government(?:al)? (?:agency|authorit))"
)
MEANS = r"(?<!any )(?<!all )(?<!whatever )(?<!other )(?<!electronic )\bmeans?\b"
"""Where a term is defined, and not "by any means"."""

END = r"(?:terminat\w+|expir\w+|conclusion|end of|cessation|completion|\bends?\b)"


@dataclass(frozen=True)
class Way:
    """One way of saying it."""

    weight: float
    own: str
    others: tuple[str, ...] = ()
    under: str = ""


@dataclass(frozen=True)
class Sought:
    """One element: ways of saying it, what speaks for it or against it, its usual title, and
    the `subject` that a title of its own would name.

    `without` is taken out before a passage is read: words that name the thing and say something
    else of it. `anybody` is true where the duty or right is not the business associate's alone.
    """

    id: str
    ways: tuple[Way, ...]
    more: tuple[tuple[str, float], ...] = ()
    title: str = ""
    subject: str = ""
    without: str = ""
    anybody: bool = False
