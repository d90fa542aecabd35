"""Finds lengths of time in text, in digits and in words: "seventy-two (72) hours"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_ONES += ["eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"]
_ONES += ["eighteen", "nineteen"]
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = {word: i for i, word in enumerate(_ONES, 1)}
_WORDS |= {word: 10 * i for i, word in enumerate(_TENS, 2)}
_WORDS |= {
    f"{ten} {one}": 10 * tens + ones
    for tens, ten in enumerate(_TENS, 2)
    for ones, one in enumerate(_ONES[:9], 1)
}
_WORDS |= {"fourty": 40, "fourty eight": 48}  # as people misspell them
_WORDS |= {"one hundred": 100, "one hundred twenty": 120, "one hundred eighty": 180}

_IN_WORDS = "|".join(
    sorted((word.replace(" ", r"[-‐‑–\s]+") for word in _WORDS), key=len, reverse=True)
)
_DURATION = re.compile(
    rf"(?:\b(?P<words>{_IN_WORDS})\b[\s_]*)?(?:[(\[]\s*)?(?:(?<![\d.§])\b(?P<digits>\d{{1,4}})\b"
    r"(?!\.\d))?(?:\s*[)\]])?[\s_-]*[(\[]?\s*(?P<unit>(?P<sort>business|working|work|calendar|consecutive|"
    r"banking|full)?[\s-]*(?P<base>hour|hr|day|week|month|year)s?)\b\)?",
    re.IGNORECASE,
)
_WORKING = {"business", "working", "work", "banking"}
HOURS = {"hours": 1, "days": 24, "business days": 33.6, "weeks": 168, "months": 730, "years": 8766}
"""How long a unit is, in hours; five business days count as seven days."""


@dataclass(frozen=True, slots=True)
class Duration:
    """A number and its unit ("hours", "days", "business days", "weeks", "months", "years").

    `start` and `end` are where it stands in the text searched.
    """

    number: int
    unit: str
    start: int
    end: int

    @property
    def hours(self) -> float:
        """Its length, for comparing with another."""
        return self.number * HOURS[self.unit]


def durations(text: str) -> Iterator[Duration]:
    """Every length of time in `text`, in order. Where words and digits differ, digits count."""
    for match in _DURATION.finditer(text):
        if match["digits"]:
            number = int(match["digits"])
        elif match["words"]:
            number = _WORDS[" ".join(re.split(r"[-‐‑–\s]+", match["words"].lower()))]
        else:
            continue
        yield Duration(number, _unit(match), match.start(), match.end())


def _unit(match: re.Match[str]) -> str:
    if (match["sort"] or "").lower() in _WORKING:
        return "business days"
    base = match["base"].lower()
    return "hours" if base == "hr" else f"{base}s"
