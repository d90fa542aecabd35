"""What a rule of the catalogue is made of: conditions, grounds, and whom it is asked of."""

from collections.abc import Callable
from dataclasses import dataclass

from compliance.clearance.rules.papers import Basis, RequirementKind
from compliance.vendors.rules import ServiceFacts, ServiceRole
from engagements.lifecycle.rules import HipaaRole, Party, Route, Scope, Stage


@dataclass(frozen=True)
class Condition:
    """Facts under which a ground holds: in words that end "when ...", and as a test of a scope."""

    words: str
    holds: Callable[[Scope], bool]


@dataclass(frozen=True, kw_only=True)
class Ground:
    """One reason for a requirement: `why` in plain words, where it is written, when it holds.

    `own` says, where nothing is cited and nothing else of the rule is either, that the rule is the
    portal's own and why it is there all the same.
    """

    why: str
    basis: Basis
    condition: Condition
    citations: tuple[str, ...] = ()
    own: str = ""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule of the catalogue. It applies as long as one of its grounds holds.

    `title` and `settled_by` may name "{service}" and "{vendor}". A rule with `roles` is asked once
    for each service in one of these roles that touches data; without, once for the engagement.
    With `of_user_controls` it is asked only where the report that counts names such controls.
    """

    id: str
    kind: RequirementKind
    title: str
    grounds: tuple[Ground, ...]
    owed_by: Party
    gates: Stage
    settled_by: str
    roles: frozenset[ServiceRole] = frozenset()
    of_user_controls: bool = False

    def concerns(self, service: ServiceFacts) -> bool:
        """Whether the rule is asked of this service."""
        if self.of_user_controls and not service.leaves_controls:
            return False
        return service.touches_data and service.role in self.roles

    def grounds_in(self, scope: Scope) -> tuple[Ground, ...]:
        """The grounds that hold for these facts; empty when the rule does not apply."""
        return tuple(ground for ground in self.grounds if ground.condition.holds(scope))


ANY_SERVICE = frozenset(ServiceRole)

ALWAYS = Condition("there is an engagement", lambda _: True)
ROUTE_DECIDED = Condition("the route is decided", lambda s: s.route is not Route.UNDECIDED)
ROUTE_DECIDED_PHI = Condition(
    "the route is decided and PHI is handled",
    lambda s: s.route is not Route.UNDECIDED and s.handles_phi,
)
ROUTE_DECIDED_EU = Condition(
    "the route is decided and personal data of people in the EU, the EEA or the UK is handled",
    lambda s: s.route is not Route.UNDECIDED and s.eu_personal_data,
)
ROUTE_DECIDED_GLBA = Condition(
    "the route is decided and customer information under the GLBA is handled",
    lambda s: s.route is not Route.UNDECIDED and s.glba_data,
)
PHI = Condition("PHI is handled", lambda s: s.handles_phi)
NO_PHI = Condition("no PHI is handled", lambda s: not s.handles_phi)
# Until the role is stated the sections for covered entities are shown, and SCOPE-1 asks for it.
COVERED_ENTITY = Condition(
    "PHI is handled and the client is a covered entity",
    lambda s: s.handles_phi and s.hipaa_role is not HipaaRole.BUSINESS_ASSOCIATE,
)
BUSINESS_ASSOCIATE = Condition(
    "PHI is handled and the client is itself a business associate",
    lambda s: s.handles_phi and s.hipaa_role is HipaaRole.BUSINESS_ASSOCIATE,
)
EU_PERSONAL_DATA = Condition(
    "personal data of people in the EU, the EEA or the UK is handled",
    lambda s: s.eu_personal_data,
)
GLBA_DATA = Condition("customer information under the GLBA is handled", lambda s: s.glba_data)
NO_PROCESSOR_LAW = Condition(
    "neither EU or UK personal data nor customer information under the GLBA is handled",
    lambda s: not (s.eu_personal_data or s.glba_data),
)
CARDHOLDER_DATA = Condition("cardholder data is handled", lambda s: s.cardholder_data)
ZERO_RETENTION = Condition("zero retention is needed", lambda s: s.zero_retention_needed)
FURTHER_CATEGORIES = Condition(
    "the scope asks that reports cover processing integrity or privacy",
    lambda s: s.asks_for_further_categories,
)
QUESTIONNAIRE = Condition("a questionnaire is owed", lambda s: s.questionnaire_owed)
