"""Every rule in one list, the requirements that follow from it, and the same list in words."""

from collections.abc import Iterator, Sequence

from compliance.clearance.rules.assurance import ASSURANCE
from compliance.clearance.rules.papers import Basis, Requirement
from compliance.clearance.rules.rule import Ground, Rule
from compliance.clearance.rules.scope_and_agreements import SCOPE_AND_AGREEMENTS
from compliance.vendors.rules import ServiceFacts
from engagements.lifecycle.rules import Scope

RULES: tuple[Rule, ...] = SCOPE_AND_AGREEMENTS + ASSURANCE
"""Every rule, in the order in which requirements are shown and worked off."""


def requirements(scope: Scope, services: Sequence[ServiceFacts]) -> tuple[Requirement, ...]:
    """Give what has to be true for an engagement with these facts, in the order of the catalogue.

    A rule about services gives one requirement for each service that touches data, so an
    engagement that names none gets SCOPE-2, which is then not met.
    """
    return tuple(_requirements(scope, services))


def _requirements(scope: Scope, services: Sequence[ServiceFacts]) -> Iterator[Requirement]:
    for rule in RULES:
        grounds = rule.grounds_in(scope)
        if grounds and rule.roles:
            for service in filter(rule.concerns, services):
                yield _requirement(rule, grounds, service)
        elif grounds:
            yield _requirement(rule, grounds, None)


def _requirement(
    rule: Rule, grounds: tuple[Ground, ...], service: ServiceFacts | None
) -> Requirement:
    names = {} if service is None else {"service": service.name, "vendor": service.vendor}
    return Requirement(
        id=rule.id,
        kind=rule.kind,
        title=rule.title.format(**names),
        why=" ".join(ground.why for ground in grounds),
        citations=tuple(citation for ground in grounds for citation in ground.citations),
        basis=strongest(grounds),
        owed_by=rule.owed_by,
        gates=rule.gates,
        settled_by=rule.settled_by.format(**names),
        service_id=None if service is None else service.id,
    )


def strongest(grounds: tuple[Ground, ...]) -> Basis:
    """The basis that weighs most: a law before a contract before the partner's standard."""
    bases = {ground.basis for ground in grounds}
    return next(basis for basis in Basis if basis in bases)
