"""The typed facts of an engagement, and which of them cannot be true together."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Sector(StrEnum):
    """The field the client works in."""

    HEALTH_CARE = "health_care"
    FINANCE = "finance"
    LEGAL = "legal"
    PUBLIC = "public"
    SOFTWARE = "software"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The sector as people read it."""
        return _SECTOR_LABELS[self]


class HipaaRole(StrEnum):
    """What the client is under HIPAA (45 CFR 160.103)."""

    NONE = "none"
    COVERED_ENTITY = "covered_entity"
    BUSINESS_ASSOCIATE = "business_associate"

    @property
    def label(self) -> str:
        """The role as people read it."""
        return _HIPAA_ROLE_LABELS[self]


class Route(StrEnum):
    """How the client gets to a model: the decision from which the plan follows."""

    UNDECIDED = "undecided"
    PRIVATE_DEPLOYMENT = "private_deployment"
    VENDOR_API = "vendor_api"

    @property
    def label(self) -> str:
        """The route as people read it."""
        return _ROUTE_LABELS[self]


class Destination(StrEnum):
    """Where prompts are meant to go, more exact than the route: each has its own advice."""

    UNDECIDED = "undecided"
    PUBLIC_API = "public_api"
    API_UNDER_BAA = "api_under_baa"
    CLOUD_MODEL_SERVICE = "cloud_model_service"
    OWN_DEPLOYMENT = "own_deployment"

    @property
    def label(self) -> str:
        """The destination as a visitor reads it in the intake."""
        return _DESTINATION_LABELS[self]

    @property
    def example(self) -> str:
        """Services of this kind, to help a visitor choose; empty when none is needed."""
        return _DESTINATION_EXAMPLES.get(self, "")

    @property
    def route(self) -> Route:
        """The route that a destination belongs to.

        A managed model service counts as a vendor API although it is reached from the client's
        own cloud account: somebody else runs the model and has a retention setting.
        """
        return _ROUTES[self]


@dataclass(frozen=True, kw_only=True)
class Scope:
    """The facts of one engagement from which requirements, advice and plan follow.

    `eu_personal_data` means personal data of people in the EU, the EEA or the UK.
    `zero_retention_needed` means that somebody (law, contract or the client itself) demands that
    the vendor keeps no prompt and no answer. `model` and `region` are names in free text, such
    as "Llama 3.1 70B" and "us-east-1"; empty means not known yet. `processing_integrity_needed` and
    `privacy_needed` ask that vendors' SOC 2 reports cover these categories of the trust services
    criteria, for the reason given in `categories_reason`.
    """

    sector: Sector = Sector.OTHER
    handles_phi: bool = False
    hipaa_role: HipaaRole = HipaaRole.NONE
    eu_personal_data: bool = False
    cardholder_data: bool = False
    glba_data: bool = False
    route: Route = Route.UNDECIDED
    destination: Destination = Destination.UNDECIDED
    model: str = ""
    region: str = ""
    zero_retention_needed: bool = False
    questionnaire_owed: bool = False
    processing_integrity_needed: bool = False
    privacy_needed: bool = False
    categories_reason: str = ""

    @property
    def asks_for_further_categories(self) -> bool:
        """Whether reports have to cover a category that no fact asks for by itself."""
        return self.processing_integrity_needed or self.privacy_needed

    @property
    def handles_regulated_data(self) -> bool:
        """Whether any law or card scheme named in these facts reaches the data."""
        return self.handles_phi or self.eu_personal_data or self.cardholder_data or self.glba_data

    @property
    def is_private_deployment(self) -> bool:
        """Whether the model runs inside the client's own cloud account."""
        return self.route is Route.PRIVATE_DEPLOYMENT

    @property
    def is_vendor_api(self) -> bool:
        """Whether a vendor runs the model and prompts are sent to it."""
        return self.route is Route.VENDOR_API


def check_scope(scope: Scope) -> tuple[str, ...]:
    """Every pair of facts that cannot be true together, one sentence each; empty when sound."""
    return tuple(_contradictions(scope))


def missing_facts(scope: Scope) -> tuple[str, ...]:
    """What has to be stated before requirements can be final; empty when the scope is settled."""
    return tuple(_gaps(scope))


def _contradictions(scope: Scope) -> Iterator[str]:
    if scope.handles_phi and scope.hipaa_role is HipaaRole.NONE:
        yield (
            "Health information is protected health information (PHI) only in the hands of a "
            "covered entity or a business associate (45 CFR 160.103): state which of the two "
            "the client is, or that no PHI is handled."
        )
    if scope.asks_for_further_categories and not scope.categories_reason.strip():
        yield (
            "Say why reports have to cover processing integrity or privacy: no law asks for it, "
            "and vendors are asked for it for this reason."
        )
    intended = scope.destination.route
    if Route.UNDECIDED not in {intended, scope.route} and intended is not scope.route:
        yield (
            f"“{scope.destination.label}” does not belong to the route “{scope.route.label}”: "
            "change one of the two."
        )
    if scope.is_private_deployment and not _has_open_weights(scope.model):
        yield (
            f"{scope.model} is offered only as a service, so it cannot be deployed privately: "
            "name an open-weight model, or change the route."
        )


def _gaps(scope: Scope) -> Iterator[str]:
    if scope.route is Route.UNDECIDED:
        yield "Choose the route: private deployment or vendor API."
        return
    if scope.is_vendor_api and scope.destination is Destination.UNDECIDED:
        yield "State which kind of vendor service the prompts go to."
    if not scope.model.strip():
        yield "Name the model."
    if not scope.region.strip():
        yield "Name the region in which the data is processed."


# Families whose publishers have released no weights; gpt-oss, GPT-J and Gemma are open.
_SERVED_ONLY = re.compile(r"\b(gpt[ -]?[345]|claude|gemini)", re.IGNORECASE)


def _has_open_weights(model: str) -> bool:
    return _SERVED_ONLY.search(model) is None


_SECTOR_LABELS = {
    Sector.HEALTH_CARE: "Health care",
    Sector.FINANCE: "Finance",
    Sector.LEGAL: "Legal",
    Sector.PUBLIC: "Public sector",
    Sector.SOFTWARE: "Software",
    Sector.OTHER: "Other",
}

_HIPAA_ROLE_LABELS = {
    HipaaRole.NONE: "Neither covered entity nor business associate",
    HipaaRole.COVERED_ENTITY: "Covered entity",
    HipaaRole.BUSINESS_ASSOCIATE: "Business associate",
}

_ROUTE_LABELS = {
    Route.UNDECIDED: "Undecided",
    Route.PRIVATE_DEPLOYMENT: "Private deployment",
    Route.VENDOR_API: "Vendor API",
}

_DESTINATION_LABELS = {
    Destination.UNDECIDED: "Not decided yet",
    Destination.PUBLIC_API: "A vendor's public API, without a BAA",
    Destination.API_UNDER_BAA: "A vendor's API, under a BAA",
    Destination.CLOUD_MODEL_SERVICE: "A model service of the organisation's own cloud host",
    Destination.OWN_DEPLOYMENT: "An open-weight model in the organisation's own cloud",
}

_DESTINATION_EXAMPLES = {
    Destination.PUBLIC_API: "the public OpenAI API with a credit card",
    Destination.API_UNDER_BAA: "an API account whose vendor has signed a BAA for it",
    Destination.CLOUD_MODEL_SERVICE: "Amazon Bedrock, Azure OpenAI, Vertex AI",
    Destination.OWN_DEPLOYMENT: "Llama 3.1 on GPU instances of the organisation's account",
}

_ROUTES = {
    Destination.UNDECIDED: Route.UNDECIDED,
    Destination.PUBLIC_API: Route.VENDOR_API,
    Destination.API_UNDER_BAA: Route.VENDOR_API,
    Destination.CLOUD_MODEL_SERVICE: Route.VENDOR_API,
    Destination.OWN_DEPLOYMENT: Route.PRIVATE_DEPLOYMENT,
}
