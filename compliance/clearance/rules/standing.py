"""How one requirement stands on one day: by facts, by a block, or by evidence."""

from collections.abc import Sequence
from datetime import date

from compliance.clearance.rules.blocks import Block
from compliance.clearance.rules.by_evidence import stand_by_evidence
from compliance.clearance.rules.line import Line, Standing
from compliance.clearance.rules.papers import Evidence, Requirement, RequirementKind
from compliance.clearance.rules.user_controls import stand_by_controls
from compliance.vendors.rules import ServiceFacts, ServiceRole
from engagements.lifecycle.rules import Party, Scope, check_scope, missing_facts
from portal.accounts.roles import Right


def stand(
    requirement: Requirement,
    scope: Scope,
    services: Sequence[ServiceFacts],
    evidence: Sequence[Evidence],
    ruled_out: Sequence[Block],
    *,
    today: date,
    is_live: bool = False,
) -> Line:
    """Say how a requirement stands on that day."""
    if requirement.kind is RequirementKind.SCOPE:
        return _by_facts(
            requirement, (*check_scope(scope), *missing_facts(scope)), "Every fact is stated."
        )
    if requirement.kind is RequirementKind.SERVICES:
        named = ", ".join(service.name for service in services if service.touches_data)
        return _by_facts(requirement, _missing_services(scope, services), f"Named: {named}.")
    for block in ruled_out:
        if (block.kind, block.service_id) == (requirement.kind, requirement.service_id):
            return _blocked(requirement, block)
    papers = [piece for piece in evidence if _is_for(piece, requirement)]
    if requirement.kind is RequirementKind.USER_CONTROLS:
        return stand_by_controls(requirement, papers, today=today, is_live=is_live)
    return stand_by_evidence(requirement, papers, today)


def _is_for(piece: Evidence, requirement: Requirement) -> bool:
    return (piece.kind, piece.service_id) == (requirement.kind, requirement.service_id)


def _missing_services(scope: Scope, services: Sequence[ServiceFacts]) -> tuple[str, ...]:
    roles = {service.role for service in services if service.touches_data}
    if scope.is_private_deployment and ServiceRole.CLOUD_HOST not in roles:
        return ("Name the cloud host on which the model runs and the data is kept.",)
    if scope.is_vendor_api and ServiceRole.MODEL_API not in roles:
        return ("Name the model service that prompts are sent to.",)
    return ()


def _by_facts(requirement: Requirement, missing: tuple[str, ...], met: str) -> Line:
    if not missing:
        return Line(requirement=requirement, standing=Standing.MET, sentence=met)
    return Line(
        requirement=requirement,
        standing=Standing.DUE,
        sentence=" ".join(missing),
        holder=requirement.owed_by,
        right=Right.EDIT_SCOPE,
    )


def _blocked(requirement: Requirement, block: Block) -> Line:
    return Line(
        requirement=requirement,
        standing=Standing.BLOCKED,
        sentence=block.reason,
        holder=Party.PARTNER,
        right=Right.REVIEW_EVIDENCE if block.by_evidence else Right.EDIT_SCOPE,
        block=block,
        move=block.remedies[0].sentence.rstrip(".") if block.by_evidence else "",
    )
