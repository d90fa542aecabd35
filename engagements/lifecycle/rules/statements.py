"""Stating the facts of an engagement: their words, what changed, and what is refused."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from engagements.lifecycle.rules.refusals import Refused
from engagements.lifecycle.rules.scope import Scope, check_scope

NOT_NAMED = "Not named yet"


class ScopeRefused(Refused):
    """The facts cannot be stated as they are."""


class EngagementRefused(Refused):
    """An engagement cannot be opened, changed or closed."""


class EngagementClosed(EngagementRefused):
    """An engagement is over, so nothing of its record changes any more."""


@dataclass(frozen=True)
class FactInWords:
    """One fact as people read it; `name` is its field in `Scope`."""

    name: str
    term: str
    words: str


@dataclass(frozen=True)
class FactChange:
    """One fact that differs between two versions, in words."""

    name: str
    term: str
    was: str
    now: str


def in_words(scope: Scope) -> tuple[FactInWords, ...]:
    """Every fact of a scope, in the order in which people read them."""
    return tuple(
        FactInWords(name, term, tell(getattr(scope, name))) for name, (term, tell) in _TOLD.items()
    )


def changes_between(before: Scope, after: Scope) -> tuple[FactChange, ...]:
    """The facts that differ, in the order of `in_words`; empty when the scopes say the same."""
    return tuple(_changes(before, after))


def check_statement(scope: Scope) -> None:
    """Refuse facts that cannot be true together.

    :raises ScopeRefused: with every reason.
    """
    ScopeRefused.if_any(check_scope(scope))


def check_open(*, closed_on: date | None) -> None:
    """Refuse every change to the record of an engagement that is over.

    :raises EngagementClosed: naming the day it was closed.
    """
    if closed_on is not None:
        raise EngagementClosed(
            f"The engagement was closed on {_day(closed_on)}; its record stays as it is."
        )


def check_closing(*, closed_on: date | None) -> None:
    """Refuse to close an engagement twice.

    :raises EngagementRefused: naming the day it was closed.
    """
    if closed_on is not None:
        raise EngagementRefused(f"The engagement was closed on {_day(closed_on)} already.")


def _changes(before: Scope, after: Scope) -> Iterator[FactChange]:
    for was, now in zip(in_words(before), in_words(after), strict=True):
        if was.words != now.words:
            yield FactChange(was.name, was.term, was.words, now.words)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _label(value: Any) -> str:
    return str(value.label)


def _handled(value: bool) -> str:  # noqa: FBT001 (the value of a fact)
    return "Handled" if value else "Not handled"


def _needed(value: bool) -> str:  # noqa: FBT001
    return "Needed" if value else "Not needed"


def _owed(value: bool) -> str:  # noqa: FBT001
    return "Owed" if value else "Not owed"


def _given(value: str) -> str:
    return value.strip() or "Not asked for"


def _named(value: str) -> str:
    return value.strip() or NOT_NAMED


_TOLD: dict[str, tuple[str, Callable[[Any], str]]] = {
    "sector": ("Sector", _label),
    "handles_phi": ("Protected health information (PHI)", _handled),
    "hipaa_role": ("Role under HIPAA", _label),
    "eu_personal_data": ("Personal data of people in the EU, the EEA or the UK", _handled),
    "cardholder_data": ("Cardholder data (PCI DSS)", _handled),
    "glba_data": ("Customer information of a financial institution (GLBA)", _handled),
    "destination": ("Where prompts go", _label),
    "route": ("Route", _label),
    "model": ("Model", _named),
    "region": ("Region", _named),
    "zero_retention_needed": ("Zero retention", _needed),
    "questionnaire_owed": ("Security questionnaire", _owed),
    "processing_integrity_needed": ("Reports that cover processing integrity", _needed),
    "privacy_needed": ("Reports that cover privacy", _needed),
    "categories_reason": ("Why these categories", _given),
}
