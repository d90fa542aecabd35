"""Drawing the chain from the same requirements and papers as clearance."""

from collections.abc import Iterator, Sequence
from datetime import date

from compliance.chain.rules.terms import (
    UNKNOWN_ROLE,
    Chain,
    ChainVerdict,
    Link,
    LinkState,
    Node,
)
from compliance.clearance.rules import Line, RequirementKind, Standing
from compliance.evidence.rules import show_date
from compliance.vendors.rules import ServiceFacts, ServiceRole
from engagements.lifecycle.rules import HipaaRole, Route, Scope

_DEFINITION = "45 CFR 160.103 (business associate)"
_SUBCONTRACTORS = ("45 CFR 164.502(e)(1)(ii)", "45 CFR 164.504(e)(5)", "45 CFR 164.308(b)(2)")


def draw_chain(
    scope: Scope,
    services: Sequence[ServiceFacts],
    lines: Sequence[Line],
    *,
    client: str,
    partner: str,
) -> Chain:
    """Draw the chain of an engagement from its facts and how its requirements stand.

    It says of no link anything else than the requirement does, so chain and clearance agree.
    """
    head = Node(name=client, role=_role_of_client(scope), does="Its patients' data")
    links = tuple(_links(scope, services, lines, head, partner))
    verdict, sentence, until = _conclude(scope, links)
    return Chain(client=head, links=links, verdict=verdict, sentence=sentence, until=until)


def _links(
    scope: Scope,
    services: Sequence[ServiceFacts],
    lines: Sequence[Line],
    client: Node,
    partner: str,
) -> Iterator[Link]:
    yield _to_partner(scope, lines, client, partner)
    models = [one for one in services if one.role is ServiceRole.MODEL_API]
    clouds = [one for one in services if one.role is ServiceRole.CLOUD_HOST]
    for service in models:
        link = _to_service(scope, service, lines, client)
        yield link
        if scope.handles_phi and service.touches_data:
            yield _to_their_own(link.receiver)
    yield from _unnamed_model(scope, models, client)
    for service in clouds:
        yield _to_service(scope, service, lines, client)
    yield from _unnamed_cloud(scope, clouds, client)


def _to_partner(scope: Scope, lines: Sequence[Line], client: Node, partner: str) -> Link:
    role = _role_below(scope) if scope.handles_phi else "Receives no PHI"
    node = Node(name=partner, role=role, does="Builds and looks after the deployment")
    line = _line(lines, RequirementKind.PARTNER_BAA, None)
    return _by_line(line, client, node) if line else _no_phi(client, node)


def _to_service(scope: Scope, service: ServiceFacts, lines: Sequence[Line], client: Node) -> Link:
    reached = scope.handles_phi and service.touches_data
    node = Node(
        name=f"{service.vendor}, {service.name}",
        role=_role_below(scope) if reached else "Receives no PHI",
        does=_DOES[service.role],
    )
    line = _line(lines, RequirementKind.VENDOR_BAA, service.id)
    if line:
        more = _NO_CONDUIT if service.role is ServiceRole.CLOUD_HOST else ""
        return _by_line(line, client, node, more=more)
    if not scope.handles_phi:
        return _no_phi(client, node)
    return Link(
        giver=client,
        receiver=node,
        state=LinkState.NOT_NEEDED,
        paper="No BAA is needed: no data of the client touches it.",
        why="Who neither creates nor receives, keeps or transmits PHI is no business associate.",
        citations=(_DEFINITION,),
    )


def _to_their_own(vendor: Node) -> Link:
    return Link(
        giver=vendor,
        receiver=Node(
            name="Its own cloud and other subcontractors",
            role="Subcontractors",
            does="Run the vendor's service for it",
        ),
        state=LinkState.THEIRS,
        paper="The vendor obtains these itself; they are not kept here.",
        why=(
            "A business associate binds its own subcontractors by the same restrictions. Whom the "
            "vendor relies on is named in its SOC 2 report."
        ),
        citations=_SUBCONTRACTORS,
    )


def _unnamed_model(scope: Scope, models: Sequence[ServiceFacts], client: Node) -> Iterator[Link]:
    if scope.is_private_deployment and not models:
        model = scope.model.strip() or "the model"
        yield Link(
            giver=client,
            receiver=Node(
                name=f"The publisher of {model}", role="Receives no PHI", does="Published weights"
            ),
            state=LinkState.NOT_NEEDED,
            paper="No BAA with a model provider is needed: nothing is sent to one.",
            why=(
                f"The weights of {model} run inside the client's own cloud account. Whoever "
                "published them receives no PHI and is no business associate. The cloud in which "
                "they run is one."
            ),
            citations=(_DEFINITION,),
        )
    elif not scope.is_private_deployment and not any(one.touches_data for one in models):
        undecided = scope.route is Route.UNDECIDED
        why = "Until that is known, nobody can say where PHI goes." if scope.handles_phi else ""
        node = Node(name="A model vendor, not named", role=UNKNOWN_ROLE, does="Runs the model")
        yield Link(
            giver=client,
            receiver=node,
            state=LinkState.MISSING if scope.handles_phi else LinkState.NOT_NEEDED,
            paper="The route is not decided." if undecided else "The model service is not named.",
            why=why,
            citations=(_DEFINITION,),
            kind=RequirementKind.SCOPE if undecided else RequirementKind.SERVICES,
        )


def _unnamed_cloud(scope: Scope, clouds: Sequence[ServiceFacts], client: Node) -> Iterator[Link]:
    if scope.is_private_deployment and not any(one.touches_data for one in clouds):
        yield Link(
            giver=client,
            receiver=Node(name="A cloud host, not named", role=UNKNOWN_ROLE, does=_HOSTS),
            state=LinkState.MISSING if scope.handles_phi else LinkState.NOT_NEEDED,
            paper="The cloud host is not named.",
            why=_NO_CONDUIT if scope.handles_phi else "",
            citations=(_DEFINITION, "HHS Guidance on HIPAA and Cloud Computing (2016)"),
            kind=RequirementKind.SERVICES,
        )


def _by_line(line: Line, giver: Node, receiver: Node, *, more: str = "") -> Link:
    asked = line.requirement
    return Link(
        giver=giver,
        receiver=receiver,
        state=_STATES[line.standing],
        paper=line.sentence,
        why=f"{asked.why} {more}".strip(),
        citations=asked.citations,
        until=line.until,
        kind=asked.kind,
        service_id=asked.service_id,
    )


def _no_phi(giver: Node, receiver: Node) -> Link:
    return Link(
        giver=giver,
        receiver=receiver,
        state=LinkState.NOT_NEEDED,
        paper="No BAA is needed: no PHI is handled.",
        citations=(_DEFINITION,),
    )


def _line(lines: Sequence[Line], kind: RequirementKind, service_id: str | None) -> Line | None:
    for line in lines:
        if (line.requirement.kind, line.requirement.service_id) == (kind, service_id):
            return line
    return None


def _conclude(scope: Scope, links: tuple[Link, ...]) -> tuple[ChainVerdict, str, date | None]:
    if not scope.handles_phi:
        sentence = "No PHI is handled. As long as that is so, no BAA is needed."
        return ChainVerdict.NO_PHI, sentence, None
    if scope.hipaa_role is HipaaRole.NONE:
        sentence = (
            "No PHI may flow. It is not stated whether the client is a covered entity or a "
            "business associate, and which papers are needed depends on it."
        )
        return ChainVerdict.OPEN, sentence, None
    gaps = [link for link in links if not link.state.closes]
    if gaps:
        names = "; ".join(f"{link.receiver.name}: {_within(link.state)}" for link in gaps)
        return ChainVerdict.OPEN, f"No PHI may flow. {names}.", None
    until = min((link.until for link in links if link.until), default=None)
    day = f", until {show_date(until)}" if until else ""
    return ChainVerdict.CLOSED, f"Everybody whom PHI reaches has its paper{day}.", until


def _within(state: LinkState) -> str:
    """The state inside a sentence: an abbreviation keeps its capitals."""
    return state.label if state.label.isupper() or "BAA" in state.label else state.label.lower()


def _role_of_client(scope: Scope) -> str:
    if not scope.handles_phi:
        return "Handles no PHI"
    return _ROLES[scope.hipaa_role]


def _role_below(scope: Scope) -> str:
    if scope.hipaa_role is HipaaRole.BUSINESS_ASSOCIATE:
        return "Subcontractor business associate"
    return "Business associate"


_ROLES = {
    HipaaRole.COVERED_ENTITY: "Covered entity",
    HipaaRole.BUSINESS_ASSOCIATE: "Business associate",
    HipaaRole.NONE: "Role under HIPAA not stated",
}
_HOSTS = "Keeps the data and runs the model"
_DOES = {ServiceRole.MODEL_API: "Runs the model", ServiceRole.CLOUD_HOST: _HOSTS}
_NO_CONDUIT = (
    "It keeps the data and does not only pass it on, so the exception for mere conduits does not "
    "reach it."
)
_STATES = {
    Standing.MET: LinkState.IN_PLACE,
    Standing.EXPIRING: LinkState.IN_PLACE,
    Standing.DUE: LinkState.MISSING,
    Standing.LAPSED: LinkState.LAPSED,
    Standing.BLOCKED: LinkState.RULED_OUT,
}
