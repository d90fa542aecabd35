"""The trust services criteria: their identifiers, with short labels of our own.

The numbering is that of the AICPA's 2017 criteria (points of focus revised in 2022). The wording of
the criteria is the AICPA's and is not repeated here: read it in the report itself.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class Category(StrEnum):
    """The five categories. A report always covers security; the others are the vendor's choice."""

    SECURITY = "security"
    AVAILABILITY = "availability"
    CONFIDENTIALITY = "confidentiality"
    PROCESSING_INTEGRITY = "processing_integrity"
    PRIVACY = "privacy"

    @property
    def label(self) -> str:
        """The category as reports print it."""
        return self.value.replace("_", " ").capitalize()


@dataclass(frozen=True)
class Criterion:
    """One criterion. `series` is the group it stands in: "CC6" or "P4"."""

    id: str
    category: Category
    label: str

    @property
    def series(self) -> str:
        """The group of criteria it belongs to, such as "CC6"."""
        return self.id.partition(".")[0]


_LABELS: dict[Category, dict[str, str]] = {
    Category.SECURITY: {
        "CC1.1": "Conduct and ethics",
        "CC1.2": "Independent oversight",
        "CC1.3": "Structure and reporting lines",
        "CC1.4": "Hiring and skills",
        "CC1.5": "Answering for controls",
        "CC2.1": "Information the controls run on",
        "CC2.2": "Telling people inside",
        "CC2.3": "Telling people outside",
        "CC3.1": "Clear objectives",
        "CC3.2": "Finding and weighing risks",
        "CC3.3": "Risk of fraud",
        "CC3.4": "Changes that bring risk",
        "CC4.1": "Checking that controls work",
        "CC4.2": "Mending weaknesses",
        "CC5.1": "Choosing controls",
        "CC5.2": "Controls over technology",
        "CC5.3": "Policies and procedures",
        "CC6.1": "Logical access",
        "CC6.2": "Accounts given and withdrawn",
        "CC6.3": "Roles and least privilege",
        "CC6.4": "Physical access",
        "CC6.5": "Disposal of equipment and media",
        "CC6.6": "Protection at the boundary",
        "CC6.7": "Data on the move",
        "CC6.8": "Malicious and unapproved software",
        "CC7.1": "Vulnerabilities and configuration",
        "CC7.2": "Watching for anomalies",
        "CC7.3": "Judging events",
        "CC7.4": "Responding to incidents",
        "CC7.5": "Recovering from incidents",
        "CC8.1": "Managing change",
        "CC9.1": "Disruption of business",
        "CC9.2": "Vendors and partners",
    },
    Category.AVAILABILITY: {
        "A1.1": "Capacity",
        "A1.2": "Back-up, environment and recovery",
        "A1.3": "Tests of recovery",
    },
    Category.CONFIDENTIALITY: {
        "C1.1": "Knowing and keeping confidential data",
        "C1.2": "Disposing of confidential data",
    },
    Category.PROCESSING_INTEGRITY: {
        "PI1.1": "Definitions and specifications",
        "PI1.2": "Inputs",
        "PI1.3": "Processing",
        "PI1.4": "Outputs",
        "PI1.5": "Storage",
    },
    Category.PRIVACY: {
        "P1.1": "Notice",
        "P2.1": "Choice and consent",
        "P3.1": "Collection for a purpose",
        "P3.2": "Explicit consent",
        "P4.1": "Use for the purpose",
        "P4.2": "Retention",
        "P4.3": "Disposal",
        "P5.1": "Access of individuals",
        "P5.2": "Correction",
        "P6.1": "Disclosure with consent",
        "P6.2": "Record of authorised disclosures",
        "P6.3": "Record of unauthorised disclosures",
        "P6.4": "Commitments of third parties",
        "P6.5": "Third parties report incidents",
        "P6.6": "Notice of breaches",
        "P6.7": "Account of data and disclosures",
        "P7.1": "Quality of personal data",
        "P8.1": "Complaints and monitoring",
    },
}

SERIES: dict[str, str] = {
    "CC1": "Conduct and structure",
    "CC2": "Information and telling",
    "CC3": "Risks",
    "CC4": "Checking the controls",
    "CC5": "Choosing the controls",
    "CC6": "Access",
    "CC7": "Operations and incidents",
    "CC8": "Change",
    "CC9": "Disruption and vendors",
    "A1": "Availability",
    "C1": "Confidentiality",
    "PI1": "Processing integrity",
    "P1": "Notice to individuals",
    "P2": "Choice of individuals",
    "P3": "Collection",
    "P4": "Use, retention and disposal",
    "P5": "Individuals see their data",
    "P6": "Disclosure",
    "P7": "Quality of data",
    "P8": "Complaints",
}
"""The groups of criteria, with short names of our own."""

CRITERIA: tuple[Criterion, ...] = tuple(
    Criterion(name, category, label)
    for category, labels in _LABELS.items()
    for name, label in labels.items()
)
"""All 61: 33 of security (the common criteria), 3, 2, 5 and 18."""

CRITERION: dict[str, Criterion] = {criterion.id: criterion for criterion in CRITERIA}
"""Every criterion by its identifier."""


def criteria_of(categories: Collection[Category]) -> tuple[Criterion, ...]:
    """Give the criteria of these categories, in their usual order."""
    return tuple(criterion for criterion in CRITERIA if criterion.category in categories)
