"""The exception that every refusal of a rule is a kind of."""

from collections.abc import Iterable


class Refused(Exception):
    """Something was asked for that the rules do not allow.

    Carries every reason as a sentence fit for the person who asked; `str()` joins them.
    """

    def __init__(self, *reasons: str) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons

    @classmethod
    def if_any(cls, reasons: Iterable[str]) -> None:
        """Raise this refusal with all reasons given; do nothing when there are none."""
        found = tuple(reasons)
        if found:
            raise cls(*found)
