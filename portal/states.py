"""The state tables of all rules, drawn: docs/states.md is made from what the code obeys."""

from collections.abc import Iterator, Mapping
from typing import Any

from compliance.agreements.rules import TRANSITIONS as AGREEMENT
from compliance.dpa.rules import REVIEW_TRANSITIONS as DPA_REVIEW
from compliance.evidence.rules import TRANSITIONS as EVIDENCE
from compliance.packets.rules import TRANSITIONS as PACKET
from compliance.vendors.rules import REPORT_TRANSITIONS as SOC2_REPORT
from compliance.vendors.rules.uploads import UPLOAD_TRANSITIONS as SOC2_UPLOAD
from engagements.bookings.rules import TRANSITIONS as BOOKING
from engagements.milestones.rules import DATE_TRANSITIONS as MILESTONE_DATE
from engagements.milestones.rules import TRANSITIONS as MILESTONE

# State -> the states that may follow, or state -> step -> the state it leads to.
Table = Mapping[Any, Any]

# In the order in which an engagement meets them.
TABLES: dict[str, Table] = {
    "A booked call": BOOKING,
    "An agreement": AGREEMENT,
    "A document handed in to be read": SOC2_UPLOAD,
    "A SOC 2 report": SOC2_REPORT,
    "A DPA review": DPA_REVIEW,
    "Evidence made elsewhere": EVIDENCE,
    "A milestone": MILESTONE,
    "A date proposed for a milestone": MILESTONE_DATE,
    "A compliance packet": PACKET,
}
INTRODUCTION = """\
# States

What may follow what, drawn by `./run states` from the tables in the rules of each feature;
`./run check` compares. A step that is not drawn is refused, whoever asks for it.
"""


def draw() -> str:
    """The page as Markdown, with one diagram per table."""
    return "\n".join([INTRODUCTION, *(_chapter(*entry) for entry in TABLES.items())])


def _chapter(title: str, table: Table) -> str:
    states = type(next(iter(table)))
    lines = [f"## {title}", "", states.__doc__ or "", "", "```mermaid", "stateDiagram-v2"]
    lines += [f"    [*] --> {next(iter(table))}", *sorted(_arrows(table)), "```", ""]
    return "\n".join(lines)


def _arrows(table: Table) -> Iterator[str]:
    for state, following in table.items():
        if not following:
            yield f"    {state} --> [*]"
        elif isinstance(following, Mapping):
            yield from (f"    {state} --> {to}: {_words(step)}" for step, to in following.items())
        else:
            yield from (f"    {state} --> {to}" for to in following)


def _words(step: str) -> str:
    return step.replace("_", " ")
