"""What a SOC 2 report can never cover, and which requirements of an engagement cover it instead."""

from collections.abc import Sequence
from dataclasses import dataclass

from compliance.clearance.rules import Line, RequirementKind


@dataclass(frozen=True, kw_only=True)
class Beyond:
    """Something outside of every report on a vendor; `lines` are what covers it here."""

    what: str
    why: str
    lines: tuple[Line, ...]


def beyond_reports(lines: Sequence[Line]) -> tuple[Beyond, ...]:
    """Give all that no report on a vendor can cover, with the requirements that do."""
    return tuple(
        Beyond(
            what=what,
            why=why,
            lines=tuple(line for line in lines if line.requirement.kind in kinds),
        )
        for what, why, kinds in _BEYOND
    )


_BEYOND: tuple[tuple[str, str, frozenset[RequirementKind]], ...] = (
    (
        "What you send",
        "Which prompts and documents go in, and what the vendor may do with them, is in your "
        "hands and in a contract.",
        frozenset({RequirementKind.DPA_REVIEW}),
    ),
    (
        "Your data as a protected record",
        "With health information a written agreement is needed, whatever the report says.",
        frozenset({RequirementKind.PARTNER_BAA, RequirementKind.VENDOR_BAA}),
    ),
    (
        "Your settings",
        "How long prompts are kept is a setting of your account. The report tells of the "
        "vendor’s controls and not of your account.",
        frozenset({RequirementKind.RETENTION}),
    ),
    (
        "What stands around it",
        "Your own application, its users and the systems that its answers go to were not examined.",
        frozenset({RequirementKind.MILESTONES}),
    ),
)
