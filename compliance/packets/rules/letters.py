"""Which letters the portal can set at the foot of pages from elsewhere, and which nobody sees."""

import unicodedata

# What Source Sans has of Latin, Greek and Cyrillic, without gaps: first and last of each range.
# A test holds it against the typeface.
SETTABLE = (
    *((0x20, 0x7E), (0xA0, 0xAC), (0xAE, 0x17E), (0x218, 0x21B), (0x1E80, 0x1E85)),
    *((0x1EA0, 0x1EF9), (0x386, 0x386), (0x388, 0x38A), (0x38C, 0x38C), (0x38E, 0x3A1)),
    *((0x3A3, 0x3CE), (0x400, 0x45F), (0x490, 0x491), (0x2012, 0x2015), (0x2018, 0x201A)),
    *((0x201C, 0x201E), (0x2020, 0x2022), (0x2026, 0x2026)),
)
# Signs without a shape, line ends among them. Joiners belong to the letters of some languages.
UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
JOINERS = frozenset("\u200c\u200d")


def composed(words: str) -> str:
    """The same words with each accent in its letter, as most keyboards give it."""
    return unicodedata.normalize("NFC", words.strip())


def unsettable(words: str) -> str:
    """The letters, each once and in order, for which a page from elsewhere would show a “?”."""
    found = (one for one in composed(words) if not _is_settable(ord(one)))
    return "".join(dict.fromkeys(found))


def holds_unseen(words: str) -> bool:
    """Whether there are signs in it that nobody sees, such as those that turn letters round."""
    kinds = (unicodedata.category(one) for one in words if one not in JOINERS)
    return not UNSEEN.isdisjoint(kinds)


def _is_settable(code: int) -> bool:
    return any(first <= code <= last for first, last in SETTABLE)
