"""What the record says where answers to questionnaires make claims."""

from collections.abc import Iterator, Sequence

from compliance.clearance.queries import Standpoint
from compliance.clearance.rules import Line, RequirementKind
from compliance.questionnaires.rules import OnRecord, Unmet
from compliance.vendors.queries import Use
from compliance.vendors.rules import ReportKind

# Shorter names are words of the language too.
SHORTEST_NAME = 4


def on_record(stand: Standpoint, *, own: Sequence[str]) -> OnRecord:
    """The record of an engagement as claims are held against it; `own` names its two sides."""
    lines = stand.readiness.lines
    retention = [one for one in lines if one.requirement.kind is RequirementKind.RETENTION]
    return OnRecord(
        reported=tuple(sorted(set(_reported(stand.uses)))),
        own=tuple(own),
        names=tuple(sorted({name for use in stand.uses for name in _names(use)})),
        baas=tuple(_unmet(stand, lines, RequirementKind.VENDOR_BAA)),
        retention=tuple(_unmet(stand, lines, RequirementKind.RETENTION)),
        retention_met=any(line.standing.is_met for line in retention),
    )


def _reported(uses: Sequence[Use]) -> Iterator[str]:
    for use in uses:
        if use.accepted is not None and use.accepted.kind == ReportKind.SOC2:
            yield use.entry.service.vendor


def _names(use: Use) -> tuple[str, ...]:
    service = use.entry.service
    found = {service.vendor, service.product, str(use.use)}
    return tuple(sorted(name for name in found if len(name) >= SHORTEST_NAME))


def _unmet(stand: Standpoint, lines: Sequence[Line], kind: RequirementKind) -> Iterator[Unmet]:
    """A vendor's name alone says nothing where the same is met for another service of it."""
    uses = {str(use.entry.service.pk): use for use in stand.uses}
    asked = [
        (line, uses[line.requirement.service_id])
        for line in lines
        if line.requirement.kind is kind and line.requirement.service_id in uses
    ]
    met = {use.entry.service.vendor for line, use in asked if line.standing.is_met}
    for line, use in asked:
        if not line.standing.is_met:
            names = tuple(name for name in _names(use) if name not in met)
            yield Unmet(names, f"{line.requirement.title}: {line.sentence}")
