"""The elements a business associate agreement needs, each with the regulation it comes from."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from compliance.agreements.rules.states import AgreementKind
from engagements.lifecycle.rules import Refused

BREACH_NOTICE_LIMIT_DAYS = 60
"""The longest time for the notice of a breach to the covered entity: 45 CFR 164.410(b)."""


class Need(StrEnum):
    """How badly an element is needed."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    PROPOSED = "proposed"


@dataclass(frozen=True)
class Element:
    """One thing an agreement has to say, or may say.

    `label` is our own short name, `says` our own summary of the duty in one sentence; the
    regulation's words are at the `citations`.
    """

    id: str
    label: str
    says: str
    citations: tuple[str, ...]
    need: Need = Need.REQUIRED


BAA_ELEMENTS: tuple[Element, ...] = (
    Element(
        "permitted-uses",
        "Permitted and required uses",
        "Says what the business associate may and must do with PHI, and allows nothing that the "
        "covered entity itself could not do.",
        ("45 CFR 164.504(e)(2)(i)",),
    ),
    Element(
        "use-limits",
        "No other use or disclosure",
        "PHI is used and disclosed only as the agreement or the law permits or requires.",
        ("45 CFR 164.504(e)(2)(ii)(A)",),
    ),
    Element(
        "safeguards",
        "Appropriate safeguards",
        "Appropriate safeguards prevent uses and disclosures that are not provided for.",
        ("45 CFR 164.504(e)(2)(ii)(B)",),
    ),
    Element(
        "security-rule-compliance",
        "Security Rule for electronic PHI",
        "The business associate complies with the Security Rule (subpart C) for electronic PHI.",
        ("45 CFR 164.314(a)(2)(i)(A)", "45 CFR 164.504(e)(2)(ii)(B)"),
    ),
    Element(
        "report-unpermitted-use",
        "Report of uses not provided for",
        "Every use or disclosure that the agreement does not provide for is reported.",
        ("45 CFR 164.504(e)(2)(ii)(C)",),
    ),
    Element(
        "report-breach-410",
        "Report of breaches of unsecured PHI",
        "Breaches of unsecured PHI are reported without unreasonable delay, at the latest 60 "
        "calendar days after discovery.",
        (
            "45 CFR 164.504(e)(2)(ii)(C)",
            "45 CFR 164.314(a)(2)(i)(C)",
            "45 CFR 164.410",
        ),
    ),
    Element(
        "security-incidents",
        "Report of security incidents",
        "Every security incident of which the business associate becomes aware is reported.",
        ("45 CFR 164.314(a)(2)(i)(C)",),
    ),
    Element(
        "subcontractors",
        "Same duties for subcontractors",
        "Subcontractors who touch PHI agree in writing to the same restrictions, conditions and "
        "requirements, the Security Rule included.",
        (
            "45 CFR 164.504(e)(2)(ii)(D)",
            "45 CFR 164.502(e)(1)(ii)",
            "45 CFR 164.314(a)(2)(i)(B)",
            "45 CFR 164.308(b)(2)",
        ),
    ),
    Element(
        "access-524",
        "Access of individuals",
        "PHI is made available so that individuals get access to it.",
        ("45 CFR 164.504(e)(2)(ii)(E)", "45 CFR 164.524"),
    ),
    Element(
        "amendment-526",
        "Amendment",
        "PHI is made available for amendment, and amendments are taken in.",
        ("45 CFR 164.504(e)(2)(ii)(F)", "45 CFR 164.526"),
    ),
    Element(
        "accounting-528",
        "Accounting of disclosures",
        "What an accounting of disclosures needs is made available.",
        ("45 CFR 164.504(e)(2)(ii)(G)", "45 CFR 164.528"),
    ),
    Element(
        "subpart-E-obligations",
        "Covered entity's own obligations",
        "Where the business associate carries out an obligation of the covered entity under the "
        "Privacy Rule (subpart E), it meets the requirements that apply to the covered entity.",
        ("45 CFR 164.504(e)(2)(ii)(H)",),
    ),
    Element(
        "books-and-records-HHS",
        "Books and records for HHS",
        "Internal practices, books and records on PHI are available to the Secretary of Health and "
        "Human Services.",
        ("45 CFR 164.504(e)(2)(ii)(I)",),
    ),
    Element(
        "return-or-destroy",
        "Return or destruction at the end",
        "At the end PHI is returned or destroyed if feasible; otherwise the protections go on.",
        ("45 CFR 164.504(e)(2)(ii)(J)",),
    ),
    Element(
        "termination-for-violation",
        "Termination for a material violation",
        "The covered entity may end the agreement after a violation of a material term.",
        ("45 CFR 164.504(e)(2)(iii)",),
    ),
    Element(
        "own-management",
        "Own management and administration",
        "Says whether the business associate may use PHI for its own administration.",
        ("45 CFR 164.504(e)(2)(i)(A)", "45 CFR 164.504(e)(4)"),
        Need.OPTIONAL,
    ),
    Element(
        "data-aggregation",
        "Data aggregation",
        "Says whether the business associate may aggregate data for health care operations.",
        ("45 CFR 164.504(e)(2)(i)(B)",),
        Need.OPTIONAL,
    ),
    Element(
        "de-identification",
        "De-identification",
        "Says whether PHI may be de-identified and what the result may be used for.",
        ("45 CFR 164.502(d)", "45 CFR 164.514(a)-(c)"),
        Need.OPTIONAL,
    ),
    Element(
        "model-training",
        "No training of models",
        "Says whether PHI may be used to train, tune or evaluate a model.",
        ("45 CFR 164.504(e)(2)(i)",),
        Need.OPTIONAL,
    ),
    Element(
        "minimum-necessary",
        "Minimum necessary",
        "Uses, disclosures and requests are limited to the minimum necessary.",
        ("45 CFR 164.502(b)",),
        Need.OPTIONAL,
    ),
    Element(
        "breach-notice-content",
        "Content of the breach notice",
        "Says what the notice of a breach contains and that what is learned later follows.",
        ("45 CFR 164.410(c)",),
        Need.OPTIONAL,
    ),
    Element(
        "mitigation",
        "Mitigation",
        "Harm from a use or disclosure in violation of the agreement is mitigated.",
        ("45 CFR 164.530(f)",),
        Need.OPTIONAL,
    ),
    Element(
        "location",
        "Where PHI is kept",
        "Names the places outside which PHI is not taken.",
        (),
        Need.OPTIONAL,
    ),
    Element(
        "retention-of-documents",
        "Records kept six years",
        "The documentation the rules ask for is kept for six years.",
        ("45 CFR 164.316(b)(2)(i)", "45 CFR 164.530(j)"),
        Need.OPTIONAL,
    ),
    Element(
        "contingency-plan-24h",
        "Notice within 24 hours of a contingency plan",
        "The business associate says within 24 hours that it activated its contingency plan. "
        "Proposed, not law.",
        ("90 FR 898 (proposed rule, 6 January 2025)",),
        Need.PROPOSED,
    ),
    Element(
        "yearly-verification",
        "Yearly verification of technical safeguards",
        "The business associate verifies in writing, at least every 12 months, that it deployed "
        "the technical safeguards. Proposed, not law.",
        ("90 FR 898 (proposed rule, 6 January 2025)",),
        Need.PROPOSED,
    ),
)

ELEMENTS: Mapping[AgreementKind, tuple[Element, ...]] = MappingProxyType(
    {AgreementKind.BAA: BAA_ELEMENTS, AgreementKind.NDA: (), AgreementKind.DPA: ()}
)


class BreachClockRefused(Refused):
    """The time for the notice of a breach is longer than the law allows, or no time at all."""


def check_breach_clock(days: int) -> None:
    """Refuse a breach notice time, in calendar days, that 45 CFR 164.410(b) does not allow."""
    if days > BREACH_NOTICE_LIMIT_DAYS:
        message = (
            f"{days} days for the notice of a breach is longer than the {BREACH_NOTICE_LIMIT_DAYS} "
            "calendar days after discovery that 45 CFR 164.410(b) allows at most."
        )
        raise BreachClockRefused(message)
    if days < 1:
        raise BreachClockRefused("The notice of a breach needs a time of at least one day.")


def required_elements(kind: AgreementKind) -> tuple[Element, ...]:
    """Give the elements without which an agreement of this kind must not be sent."""
    return tuple(element for element in ELEMENTS[kind] if element.need is Need.REQUIRED)


def missing_elements(kind: AgreementKind, present: frozenset[str]) -> tuple[Element, ...]:
    """Give the required elements that are not among `present`, in the order of the regulation.

    For a template `present` comes from its markers; for the client's own paper from the elements
    that a person confirmed.
    """
    return tuple(element for element in required_elements(kind) if element.id not in present)
