"""Which categories of criteria an engagement asks a vendor's report to cover, and why."""

from collections.abc import Iterator
from dataclasses import dataclass

from compliance.vendors.rules.criteria import Category
from engagements.lifecycle.rules import Scope


@dataclass(frozen=True, kw_only=True)
class Need:
    """A category that is asked for: `why` in plain words, and where that is written, if it is."""

    category: Category
    why: str
    citation: str = ""


def needs_of(scope: Scope) -> tuple[Need, ...]:
    """Give every category that the facts ask for, in the usual order, with each reason.

    No law asks for a SOC 2 report; these are the categories in which one shows what the law wants
    of whoever holds the data.
    """
    order = list(Category)
    return tuple(sorted(_needs(scope), key=lambda need: order.index(need.category)))


def needed_categories(scope: Scope) -> frozenset[Category]:
    """The categories that the facts ask for."""
    return frozenset(need.category for need in needs_of(scope))


def asked_categories(scope: Scope) -> frozenset[Category]:
    """The categories that the scope asks for by name: a report without one does not count there."""
    asked = {
        Category.PROCESSING_INTEGRITY: scope.processing_integrity_needed,
        Category.PRIVACY: scope.privacy_needed,
    }
    return frozenset(category for category, is_asked in asked.items() if is_asked)


def _needs(scope: Scope) -> Iterator[Need]:
    yield Need(
        category=Category.SECURITY,
        why="Every SOC 2 report covers it; without it nothing else can be judged.",
    )
    if scope.handles_phi:
        yield from _all_of(
            (Category.AVAILABILITY, Category.CONFIDENTIALITY),
            "Electronic PHI has to stay confidential, whole and available",
            "45 CFR 164.306(a)(1)",
        )
    if scope.eu_personal_data:
        yield from _all_of(
            (Category.AVAILABILITY, Category.CONFIDENTIALITY),
            "Systems that process personal data have to stay confidential and available",
            "GDPR Art. 32(1)(b)",
        )
    if scope.glba_data:
        yield Need(
            category=Category.CONFIDENTIALITY,
            why="Customer information has to be kept secure and confidential.",
            citation="16 CFR 314.3(b)(1)",
        )
    for category in asked_categories(scope):
        yield Need(
            category=category,
            why=f"The scope of this engagement asks for it: “{scope.categories_reason}”",
        )


def _all_of(categories: tuple[Category, ...], why: str, citation: str) -> Iterator[Need]:
    for category in categories:
        yield Need(category=category, why=f"{why}.", citation=citation)
