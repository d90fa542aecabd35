"""Text of a Word document before it is set in type: what our typefaces have no sign for."""

from compliance.agreements.rules.theirs import ReviewRefused

_SAME = str.maketrans(
    {"\u2011": "-", "\u2010": "-", "\u00ad": None, "\u200b": None, "\u200c": None, "\u200d": None}
    | {"\ufeff": None, "\u2060": None, "\u2002": " ", "\u2003": " ", "\u2009": " ", "\u202f": " "}
    | {"☒": "[x]", "□": "☐", "●": "•", "○": "•", "◦": "•", "▪": "•", "▫": "•", "‣": "•"}
)
_MOST_NAMED = 8


def in_plain_signs(text: str) -> str:
    """The same text with other spaces, hyphens and bullets by the sign that stands for them."""
    return text.translate(_SAME)


def check_signs(text: str, *, known: frozenset[int]) -> None:
    """Refuse with `ReviewRefused` a text with a character that is not among the code points."""
    strange = sorted({char for char in text if ord(char) not in known and not char.isspace()})
    if strange:
        named = " ".join(strange[:_MOST_NAMED])
        raise ReviewRefused(
            f"The text has characters that the portal cannot set in type ({named}), so it could "
            "not be signed as it is written. Ask the client for a PDF of it."
        )
