"""How results of tests are worded: clean ones, exceptions, labels and responses."""

import re

_NOUN = r"(?:exceptions?|deviations?|findings?|non-?conformit(?:y|ies)|discrepanc(?:y|ies)|issues?)"
_WHO = r"(?:we|(?:our|the) (?:tests?|testing|procedures|inspection|examination)|testing|inspection)"
_SEEN = r"(?:noted|identified|found|observed|reported|detected|disclosed|occurred)"
CLEAN = re.compile(
    rf"{_WHO}\b.{{0,30}}?\bno (?:\w+ ){{0,2}}{_NOUN}\b|"
    rf"(?:\W|results?\W|conclusion\W|test of \w+\W)*(?:no\s+(?:\w+\s+){{0,2}}{_NOUN}\b"
    rf"|none(?: {_SEEN})?\b|without {_NOUN}"
    rf"|{_NOUN}:? none\b|(?:the )?(?:control (?:was |is )?)?(?:operat(?:ed|ing)"
    rf"|functioned) (?:effectively|as)"
    r"|(?:control )?(?:was |is )?effective\b|pass(?:ed)?\b|satisfactory|met\b|n/?a\b"
    r"|not applicable)",
    re.IGNORECASE,
)
SAYS_CLEAN = re.compile(
    rf"\b(?:no|any|without)\s+(?:\w+\s+){{0,2}}{_NOUN}\b|\bnone {_SEEN}\b", re.IGNORECASE
)
"""The usual words wherever they stand: where they do, nothing else is the clean result."""
MARKED = re.compile(
    rf"{_WHO} (?:\w+ ){{0,3}}?(?:noted|identified|found|disclosed|revealed|showed) (?!no\b)"
    rf"(?:\w+ ){{0,2}}{_NOUN}\b"
    rf"|(?:an?|one|two|three|four|five|\d+) {_NOUN}\b.{{0,20}}?\b{_SEEN}|"
    rf"(?:\W|results?\W|conclusion\W|outcome\W)*(?:{_NOUN}(?:\(s\))?(?: (?:was"
    rf"|were))? {_SEEN}|{_NOUN}\s*(?:[.:–—]|#?\d+\s*[.:–—])"
    r"|not (?:operating|operated|effective|suitably)|(?:the )?control (?:was |did |is )?not\b"
    r"|(?:operating )?ineffective|control (?:fail(?:ed|ure)|weakness|breakdown)\b"
    r"|(?:fail(?:ed|ure)?|weakness|breakdown)\s*(?:[.:;,(–—-]|$)"
    r"|did not operate|(?:partially"
    r"|not) (?:met|effective)"
    rf"|qualified\b|with {_NOUN}\b|{_NOUN}, see\b|see (?:{_NOUN}|appendix|section)|{_NOUN}$)",
    re.IGNORECASE,
)
BARE = re.compile(
    rf"(?:\W|results?\W)*(?:one |two |three |\d )?{_NOUN}(?:\(s\))?(?: (?:was|were))?(?: {_SEEN})?"
    r"(?:[,:. (–—-]*(?:please )?(?:refer to|see)\b.*)?[.:]?",
    re.IGNORECASE,
)
RESULT_LABEL = re.compile(
    r"(?:test )?(?:results?|conclusion|outcome)(?: of (?:the )?tests?(?:ing)?)?\s*[.:–—]\s*",
    re.IGNORECASE,
)
RESULT_ALONE = re.compile(
    r"(?:test )?(?:results?|conclusion|outcome)(?: of (?:the )?tests?(?:ing)?)?:?", re.IGNORECASE
)
_ANSWER = r"(?:responses?|comments?|reactions?|repl(?:y|ies))"
_ANSWERED = (
    rf"(?=(?-i:[A-Z]))(?:management(?:['’]?s)?|company|entity)?\s*{_ANSWER}"
    r"(?: (?:of|by) management)?"
)
RESPONSE = re.compile(rf"{_ANSWERED}\s*[.:–—-]+\s*", re.IGNORECASE)
RESPONSE_ALONE = re.compile(rf"{_ANSWERED}\s*:?", re.IGNORECASE)
"""A cell that says that the one beside or below it is the response."""
HEADS = re.compile(
    r"(?:test )?results?(?: of .*)?|.{0,30}\b(?:responses?|exceptions?"
    r"|deviations?)(?: (?:noted|identified))?",
    re.IGNORECASE,
)


_LATER_RESPONSE = (
    rf"(?<!for )(?<!see )(?<!to )\b"
    rf"(?:management(?:['’]?s)? {_ANSWER}|{_ANSWER} (?:of|by) management)"
    r"\s*[:.–—-]+\s*(?=\S)"
)
TURN = re.compile(
    r"\bexcept(?: for| that| as)?\b(?!ion)|\bhowever\b|\bbut\b|\bother than\b|\bapart from\b"
    r"|\bsave (?:for|that)\b|\bwith the exception\b|\bin (?:all|every) (?:\w+ )?but\b|\balthough\b",
    re.IGNORECASE,
)


def split_response(text: str) -> tuple[str, str]:
    match = re.search(_LATER_RESPONSE, text, re.I)
    return (text[: match.start()].strip(), text[match.end() :].strip()) if match else (text, "")


def is_clean(text: str) -> bool:
    """Whether a result says that all was well, without an "except" or "however" after it."""
    match = CLEAN.match(text)
    return match is not None and not TURN.search(text[match.end() :])
