"""The exceptions of a report, told apart where several are at one control."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from compliance.vendors.rules.reports import ReportException


@dataclass(frozen=True, kw_only=True)
class Noted:
    """An exception, the `number` of those `of` its control, and the `key` that it is answered by.

    The first at a control has the key that it would have alone.
    """

    exception: ReportException
    number: int
    of: int

    @property
    def key(self) -> str:
        first = f"exception:{self.exception.control}"
        return first if self.number == 1 else f"{first}#{self.number}"

    @property
    def name(self) -> str:
        """What it is called: "CC6.2-01", or "CC6.2-01, 2 of 3"."""
        control = self.exception.control or "a control without a name"
        return control if self.of == 1 else f"{control}, {self.number} of {self.of}"


def noted(exceptions: Iterable[ReportException]) -> Iterator[Noted]:
    """Each exception in the order of the report."""
    found = list(exceptions)
    at_control, so_far = Counter(one.control for one in found), Counter[str]()
    for one in found:
        so_far[one.control] += 1
        yield Noted(exception=one, number=so_far[one.control], of=at_control[one.control])
