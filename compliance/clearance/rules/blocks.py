"""What no paper can mend: combinations of facts that are ruled out, and the ways out of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from compliance.clearance.rules.papers import RequirementKind
from compliance.evidence.rules import show_date
from compliance.vendors.rules import Answer, Position, ServiceFacts, ServiceRole
from engagements.lifecycle.rules import Destination, Remedy, Scope
from engagements.lifecycle.rules.grounds import WAYS_OUT


@dataclass(frozen=True, kw_only=True)
class BlockRule:
    """A rule that blocks: `when` ends "This blocks when ...", `reason` may name "{service}".

    `kind` is the requirement that can then not be met for this service. `by_evidence` says that
    newer evidence lifts it; the others are lifted only by other facts or another service. `own` is
    why it is there where nothing is cited.
    """

    id: str
    kind: RequirementKind
    title: str
    when: str
    reason: str
    citations: tuple[str, ...] = ()
    by_evidence: bool = False
    own: str = ""


@dataclass(frozen=True, kw_only=True)
class Block:
    """A combination of facts that is ruled out, why, and the remedies: each opens a way."""

    id: str
    kind: RequirementKind
    service_id: str
    title: str
    reason: str
    citations: tuple[str, ...]
    remedies: tuple[Remedy, ...]
    by_evidence: bool = False


NO_BAA_SOLD = BlockRule(
    id="BLOCK-1",
    kind=RequirementKind.VENDOR_BAA,
    title="PHI may not reach {service}",
    when="PHI is handled and a service that touches data is sold without a BAA",
    reason=(
        "{service} is sold without a Business Associate Agreement (BAA), so no PHI may reach it. "
        "A SOC 2 report of {vendor} does not replace a BAA, and neither does a retention setting."
    ),
    citations=("45 CFR 164.502(e)", "45 CFR 164.504(e)", "45 CFR 164.308(b)"),
)
NO_ZERO_RETENTION_SOLD = BlockRule(
    id="BLOCK-2",
    kind=RequirementKind.RETENTION,
    title="{service} keeps what it is sent",
    when="zero retention is needed and a model service that touches data does not offer it",
    reason="Zero retention is needed, and {service} cannot be set to it.",
    own=(
        "No section is cited, because no law named here sets zero retention. It is the portal's "
        "own rule that what somebody demands is not promised with a service that cannot do it."
    ),
)
SETTING_CONTRADICTED = BlockRule(
    id="BLOCK-3",
    kind=RequirementKind.RETENTION,
    title="The retention of {service} is not as claimed",
    when=(
        "the retention of a service has to be proven and the newest capture of its setting "
        "contradicts the claim"
    ),
    reason="The captured setting of {service} contradicts the claim, whatever was attested before.",
    citations=("supports 45 CFR 164.308(a)(8)",),
    by_evidence=True,
)

BLOCK_RULES: tuple[BlockRule, ...] = (NO_BAA_SOLD, NO_ZERO_RETENTION_SOLD, SETTING_CONTRADICTED)

_TO_ANOTHER_HOST = Remedy("Move the deployment to a cloud host that signs a BAA for the service.")
_DE_IDENTIFY = next(remedy for remedy in WAYS_OUT if remedy.destination is None)
_WAYS_OUT_OF_RETENTION = (
    Remedy(
        "Deploy an open-weight model inside the client's own cloud, where nothing is kept unless "
        "the deployment itself keeps it.",
        Destination.OWN_DEPLOYMENT,
    ),
    Remedy("Use a service that can be set to zero retention."),
    Remedy("Settle with whoever asks for zero retention that a stated retention is enough."),
)
_WAYS_OUT_OF_CONTRADICTION = (
    Remedy("Set it as claimed, capture the setting again, and have a second person attest it."),
    Remedy("Have a second person set the capture aside, if it shows another account."),
)
_WAYS_OUT = {
    NO_BAA_SOLD.id: (*WAYS_OUT[:-1], _TO_ANOTHER_HOST, _DE_IDENTIFY),
    NO_ZERO_RETENTION_SOLD.id: _WAYS_OUT_OF_RETENTION,
    SETTING_CONTRADICTED.id: _WAYS_OUT_OF_CONTRADICTION,
}


def ways_out_of(rule: BlockRule) -> tuple[Remedy, ...]:
    """Give every way out of a block, whatever the service does."""
    return _WAYS_OUT[rule.id]


def blocks(scope: Scope, services: Sequence[ServiceFacts]) -> tuple[Block, ...]:
    """Give every block, service by service; empty when nothing is ruled out.

    Only a position that says no blocks. Unknown does not: it leaves the requirement open, and
    nothing is cleared while that is so.
    """
    return tuple(_blocks(scope, [service for service in services if service.touches_data]))


def _blocks(scope: Scope, services: Sequence[ServiceFacts]) -> Iterator[Block]:
    for service in services:
        is_model_api = service.role is ServiceRole.MODEL_API
        if scope.handles_phi and service.baa.answer is Answer.NO:
            remedies = WAYS_OUT if is_model_api else (_TO_ANOTHER_HOST, _DE_IDENTIFY)
            yield _block(NO_BAA_SOLD, service, service.baa, remedies)
        if (
            scope.zero_retention_needed
            and is_model_api
            and service.zero_retention.answer is Answer.NO
        ):
            yield _block(
                NO_ZERO_RETENTION_SOLD, service, service.zero_retention, _WAYS_OUT_OF_RETENTION
            )
        proven = scope.zero_retention_needed or (scope.handles_phi and is_model_api)
        if proven and service.contradiction:
            block = _block(SETTING_CONTRADICTED, service, Position(), _WAYS_OUT_OF_CONTRADICTION)
            yield replace(block, reason=f"{block.reason} {service.contradiction}")


def _block(
    rule: BlockRule, service: ServiceFacts, position: Position, remedies: tuple[Remedy, ...]
) -> Block:
    names = {"service": service.name, "vendor": service.vendor}
    return Block(
        id=rule.id,
        kind=rule.kind,
        service_id=service.id,
        title=rule.title.format(**names),
        reason=rule.reason.format(**names) + _source_of(position),
        citations=rule.citations,
        remedies=remedies,
        by_evidence=rule.by_evidence,
    )


def _source_of(position: Position) -> str:
    if not position.source or position.as_of is None:
        return ""
    return f" Source: {position.source}, read on {show_date(position.as_of)}."
