"""Reads the numbers and marks that lead clauses: "4.2", "(b)", "Article IV", a bullet."""

import re
from dataclasses import dataclass

_ROMAN = re.compile(r"[ivxlc]+", re.IGNORECASE)
_LABELS = tuple(
    (style, re.compile(pattern))
    for style, pattern in (
        (
            "article",
            r"(?:ARTICLE|Article|SECTION|Section|SCHEDULE|Schedule|EXHIBIT|Exhibit|APPENDIX|Appendix"
            r"|ANNEX|Annex|PART|Part)\s+(?P<n>\d{1,2}|[IVXLC]{1,6}|[A-Z])(?:\s*[.:)–—-]+(?!\d)|(?=\s|$))",
        ),
        ("decimal", r"(?:§+\s*|Section\s+)?(?P<n>\d{1,2}(?:\.\d{1,2})+)[.):]?(?=\s|[A-Z(\[]|$)"),
        ("1.", r"§?\s*(?P<n>\d{1,2})\s?[.):](?=\s|[A-Z\[]|$)"),
        ("(1)", r"\((?P<n>\d{1,2})\)(?=\s|[A-Z]|$)"),
        ("(a)", r"\((?P<n>[a-z]{1,2}|[ivx]{1,5})\)(?=\s|[A-Z]|$)"),
        ("(A)", r"\((?P<n>[A-Z]{1,2}|[IVX]{1,5})\)(?=\s|$)"),
        ("a.", r"(?P<n>[a-z]|[ivx]{1,5})[.)](?=\s|$)"),
        ("A.", r"(?P<n>[A-Z]|[IVX]{1,5})[.)](?=\s|$)"),
        ("•", r"(?P<n>[-*+•·▪◦●○■□–‣⁃➢❖✓✔\uf0b7\uf0a7]|o(?=\s{2,}|\s[A-Z]))(?=\s)"),
    )
)
_ROMAN_STYLES = {"(a)": "(i)", "(A)": "(I)", "a.": "i.", "A.": "I."}
_REFERENCE = re.compile(
    r"(?:\([A-Za-z\d]{1,4}\))*\s*(?:(?:of|and|or|to|above|below|hereof|shall|is)\b|[,;)])"
)
_BEFORE = {"i": "h", "v": "u", "x": "w", "l": "k", "c": "b"}


@dataclass(frozen=True, slots=True)
class Label:
    """A number as printed, its style (labels of one list share it), and where the words begin."""

    printed: str
    style: str
    value: str
    length: int


def label_of(line: str) -> Label | None:
    """The label that `line` begins with, if any."""
    for style, pattern in _LABELS:
        match = pattern.match(line)
        if match and _is_label(style, match, line):
            value = match["n"]
            if style == "decimal":
                style = ".".join("1" * (value.count(".") + 1))
            return Label(match[0].strip(), style, value, match.end())
    return None


def style_in_list(label: Label, previous: str | None) -> str:
    """The style, told apart where "(i)" may be the ninth letter or the first Roman number.

    `previous` is the value of the label before it in the open list of letters, if there is one.
    """
    roman = _ROMAN_STYLES.get(label.style)
    if roman is None or not _ROMAN.fullmatch(label.value):
        return label.style
    follows_letter = previous is not None and previous.lower() == _BEFORE.get(label.value.lower())
    return label.style if follows_letter else roman


def _is_label(style: str, match: re.Match[str], line: str) -> bool:
    rest = line[match.end() :].lstrip()
    named = match[0][0] in "S§" and _REFERENCE.match(rest)
    if style == "article" or named:  # "Section 5 of this Agreement", a line that begins so
        return not _REFERENCE.match(rest)
    if style in {"decimal", "1."}:  # "3.2 million", "30. "
        return not re.match(r"(percent|million|billion|%)", rest)
    return True
