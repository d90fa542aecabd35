"""Which routes to a model are open to a client with these facts, and why.

The same advice answers the visitor of the booking page and the engagement. It speaks of kinds of
service; whether one named service has its agreement and its retention in place is clearance.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from engagements.lifecycle.rules import grounds
from engagements.lifecycle.rules.grounds import Ground, Remedy
from engagements.lifecycle.rules.scope import Destination, Scope


class Verdict(StrEnum):
    """What the rules say about one destination."""

    OPEN = "open"
    CONDITIONAL = "conditional"
    RULED_OUT = "ruled_out"

    @property
    def label(self) -> str:
        """The verdict as people read it."""
        return _VERDICT_LABELS[self]


@dataclass(frozen=True, kw_only=True)
class RouteAdvice:
    """The advice on one destination.

    `blocks` rule it out; `conditions` have to be met first; `notes` are what is worth knowing and
    asks for nothing. A destination that is ruled out has no conditions but `remedies`: each of
    them, carried out, opens a way.
    """

    destination: Destination
    blocks: tuple[Ground, ...] = ()
    conditions: tuple[Ground, ...] = ()
    notes: tuple[Ground, ...] = ()
    remedies: tuple[Remedy, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """Ruled out by any block, conditional on any condition, open otherwise."""
        if self.blocks:
            return Verdict.RULED_OUT
        return Verdict.CONDITIONAL if self.conditions else Verdict.OPEN

    @property
    def reasons(self) -> tuple[Ground, ...]:
        """What explains the verdict: the blocks, else the conditions, else the notes."""
        return self.blocks or self.conditions or self.notes


def advise(scope: Scope) -> tuple[RouteAdvice, ...]:
    """Advise on every destination there is, in the order of `Destination`.

    Facts that are unknown have to be given as the stricter answer. The route and the destination
    in the scope are not read: every destination is judged whatever the client intends.
    """
    return tuple(advise_on(scope, destination) for destination in _CONDITIONS)


def advise_on(scope: Scope, destination: Destination) -> RouteAdvice:
    """Advise on one destination, other than `Destination.UNDECIDED` (KeyError)."""
    blocks = tuple(_blocks(scope, destination))
    if blocks:
        return RouteAdvice(destination=destination, blocks=blocks, remedies=grounds.WAYS_OUT)
    return RouteAdvice(
        destination=destination,
        conditions=tuple(_CONDITIONS[destination](scope)),
        notes=tuple(_notes(scope, destination)),
    )


def advice_for_intent(scope: Scope) -> RouteAdvice | None:
    """The advice on what the client intends, or None while that is undecided."""
    if scope.destination is Destination.UNDECIDED:
        return None
    return advise_on(scope, scope.destination)


def _blocks(scope: Scope, destination: Destination) -> Iterator[Ground]:
    if scope.handles_phi and destination is Destination.PUBLIC_API:
        yield grounds.no_baa_sold(scope.hipaa_role)


def _for_public_api(scope: Scope) -> Iterator[Ground]:
    yield from _for_any_vendor(scope)


def _for_api_under_baa(scope: Scope) -> Iterator[Ground]:
    if scope.handles_phi:
        yield grounds.vendor_baa(scope.hipaa_role)
        yield grounds.RETENTION_PROVEN
        yield from _wherever_phi_goes(scope)
    yield from _for_any_vendor(scope)


def _for_cloud_model_service(scope: Scope) -> Iterator[Ground]:
    if scope.handles_phi:
        yield grounds.model_service_baa(scope.hipaa_role)
        yield grounds.RETENTION_PROVEN
        yield from _wherever_phi_goes(scope)
    yield from _for_any_vendor(scope)


def _for_own_deployment(scope: Scope) -> Iterator[Ground]:
    if scope.handles_phi:
        yield grounds.cloud_host_baa(scope.hipaa_role)
        yield from _wherever_phi_goes(scope)
        yield grounds.TECHNICAL_SAFEGUARDS
    yield from _for_any_processor(scope)
    if scope.zero_retention_needed:
        yield grounds.OWN_LOGS
    if scope.questionnaire_owed:
        yield grounds.QUESTIONNAIRE_OWN_DEPLOYMENT


def _wherever_phi_goes(scope: Scope) -> Iterator[Ground]:
    yield grounds.partner_baa(scope.hipaa_role)
    yield grounds.RISK_ANALYSIS


def _for_any_vendor(scope: Scope) -> Iterator[Ground]:
    yield from _for_any_processor(scope)
    if scope.sector in grounds.PROFESSIONAL_SECRECY:
        yield grounds.PROFESSIONAL_SECRECY[scope.sector]
    if scope.zero_retention_needed:
        yield grounds.ZERO_RETENTION
    if scope.questionnaire_owed:
        yield grounds.questionnaire(regulated=scope.handles_regulated_data)


def _for_any_processor(scope: Scope) -> Iterator[Ground]:
    if scope.eu_personal_data:
        yield grounds.PROCESSOR_CONTRACT
        yield grounds.TRANSFERS
    if scope.cardholder_data:
        yield grounds.CARDHOLDER_AGREEMENT
    if scope.glba_data:
        yield grounds.SAFEGUARDS_RULE


def _notes(scope: Scope, destination: Destination) -> Iterator[Ground]:
    if destination is Destination.OWN_DEPLOYMENT:
        yield grounds.NO_MODEL_PROVIDER_PHI if scope.handles_phi else grounds.NO_MODEL_PROVIDER
    elif not scope.handles_regulated_data:
        yield grounds.NOTHING_REGULATED
    yield grounds.REPORT_DOES_NOT_TRANSFER


_CONDITIONS: dict[Destination, Callable[[Scope], Iterator[Ground]]] = {
    Destination.PUBLIC_API: _for_public_api,
    Destination.API_UNDER_BAA: _for_api_under_baa,
    Destination.CLOUD_MODEL_SERVICE: _for_cloud_model_service,
    Destination.OWN_DEPLOYMENT: _for_own_deployment,
}

_VERDICT_LABELS = {
    Verdict.OPEN: "Open",
    Verdict.CONDITIONAL: "Open with conditions",
    Verdict.RULED_OUT: "Ruled out",
}
