"""Marks that reports use: numbers of criteria and of controls."""

import re

from compliance.vendors.rules.criteria import CRITERION

_CRITERION = re.compile(r"(?<![A-Za-z0-9.])(CC|PI|A|C|P)\s?(\d)\s?\.\s?(\d)(?![\d])")
_LISTED = re.compile(
    r"[\s,;/&]*(?:(?:CC|PI|A|C|P)\s?\d\.\d(?:\s?[–-]\s?(?=[CPA]))?(?:and|[\s,;/&])*)+"
)
_LEADING = re.compile(r"^(?:(?:CC|PI|A|C|P)\s?\d\.\d[,;/&]*\s+(?:and\s+)?)+")
CONTROL = re.compile(
    r"(?:#\s?\d{1,4}|[A-Z]{1,6}[ ./_-]{0,2}\d{1,4}(?:[.-]\d{1,3}){0,3}(?:[a-z]|[.-][A-Za-z]\b)?"
    r"|[A-Z]{2,6}(?:[-_./] ?| )[A-Z]{1,6}[-_./]?\s?\d{1,4}(?:[.-]\d{1,3}){0,2}"
    r"|(?-i:[A-Z])[A-Za-z]{0,5}[-_/]\d{1,4}(?:[.-]\d{1,3}){0,2}"
    r"|\d{1,3}(?:\.\d{1,3}){0,3}[a-z]?)"
)
_ALONE = re.compile(
    rf"(?:control (?:activity |no\.? |number |id:? |ref\.? )?)?({CONTROL.pattern})[.:]?", re.I
)
_NO_CONTROL = re.compile(
    r"(?:notes?|page|step|tests?|part|table|annex|type|soc|iso|item|figure|finding|section)\b", re.I
)
_OPENS = re.compile(
    rf"(?:[Cc]ontrol (?:activity |no\.? |number |id:? |ref\.? )?)?({CONTROL.pattern})(?:[.:]"
    rf"|\s*[–—-])?\s+"
    r"(?=[\"“(]?[A-Z])"
)


def criteria_in(text: str) -> tuple[str, ...]:
    """Every criterion named in a text, each once, in order."""
    found = ("".join(m.groups()[:2]) + "." + m[3] for m in _CRITERION.finditer(text))
    return tuple(dict.fromkeys(name for name in found if name in CRITERION))


def is_criteria_list(text: str) -> bool:
    """Whether a text is nothing but criteria: the cell of a table."""
    return bool(criteria_in(text)) and bool(_LISTED.fullmatch(text + " "))


def criteria_beside(text: str) -> tuple[str, ...]:
    """The criteria of a cell or title that holds nothing else but perhaps its control's number."""
    opened = _OPENS.match(text)
    named = opened and not is_criteria_list(opened[1])
    rest = text[opened.end() :] if opened and named else text
    match = re.fullmatch(r"\W*\(?([^()]*)\)?\W*", rest)
    if not match and named and len(rest.split()) <= 20:
        match = re.fullmatch(r"[^()]*[(\[]([^()]*)[)\]]\W*", rest)  # after the title of a control
    if not match and (last := re.search(r"[.:]\s+(?=(?:CC|PI|A|C|P)\s?\d)(.{4,60})$", text)):
        match = last  # under its last sentence, printed close
    return criteria_in(match[1]) if match and is_criteria_list(match[1]) else ()


def is_list(text: str) -> bool:
    """Whether a text is nothing but numbers of controls: the cell of a table that maps them."""
    names = [name for name in re.split(r"[,;/&]\s*|\s+and\s+|\s{1,}", text.strip()) if name]
    return 0 < len(names) <= 40 and all(CONTROL.fullmatch(name) for name in names)


def criterion_heading(text: str) -> str:
    """The criterion that opens a text, as a heading of what follows; "" if none does."""
    match = re.match(
        r"(?:\d+(?:\.\d+)*\.?\s+)?(?:criteri(?:on|a)\s*:?\s*)?(?=(?:CC|PI|A|C|P)\s?\d\.\d)",
        text,
        re.IGNORECASE,
    )
    if not match:
        return ""
    rest = text[match.end() :]
    found = _CRITERION.match(rest)
    if not found or re.match(r"\s*[.-]\s?\d", rest[found.end() :]):
        return ""
    name = f"{found[1]}{found[2]}.{found[3]}"
    return name if name in CRITERION else ""


def control_alone(text: str) -> str:
    """The control that a text names and says nothing else of; "" if it does not."""
    match = _ALONE.fullmatch(text.strip())
    if _NO_CONTROL.match(text):
        return ""
    return _tidy(match[1]) if match else ""


def control_opening(text: str) -> str:
    """The control whose number opens a text that goes on to describe it; "" if none does."""
    match = _OPENS.match(text)
    if (
        not match
        or _NO_CONTROL.match(text)
        or (match[1].isdigit() and not text.lower().startswith("control"))
    ):
        return ""
    return _tidy(match[1])


def without_criteria(text: str) -> str:
    """A text without the criteria that stand before what else it says."""
    return _LEADING.sub("", text, count=1)


def _tidy(name: str) -> str:
    return re.sub(r"(?<=[-/_.])\s+", "", re.sub(r"\s+", " ", name)).strip()
