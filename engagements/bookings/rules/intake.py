"""What a visitor tells us when booking, and the scope that follows from it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from engagements.lifecycle.rules import (
    Destination,
    HipaaRole,
    Scope,
    Sector,
    check_scope,
)

USE_CASE_LONGEST = 2000
TITLE_LONGEST = 70


class Volume(StrEnum):
    """Roughly how many requests a day the visitor expects."""

    UNKNOWN = "unknown"
    UNDER_100 = "under_100"
    UNDER_1000 = "under_1000"
    UNDER_10000 = "under_10000"
    MORE = "more"

    @property
    def label(self) -> str:
        """The volume as people read it."""
        return _VOLUME_LABELS[self]


@dataclass(frozen=True, kw_only=True)
class Visitor:
    """Who books: the name and address the invitation goes to, and the zone it is told in."""

    name: str
    email: str
    organisation: str
    zone: str


@dataclass(frozen=True, kw_only=True)
class Intake:
    """The answers of the intake form, before anybody has talked.

    A visitor who is not sure whether a kind of data occurs says that it does; the call can take
    it back. `use_case` must not hold personal data of others, and the form says so.
    """

    use_case: str
    sector: Sector
    handles_phi: bool = False
    hipaa_role: HipaaRole = HipaaRole.NONE
    eu_personal_data: bool = False
    cardholder_data: bool = False
    glba_data: bool = False
    destination: Destination = Destination.UNDECIDED
    zero_retention_needed: bool = False
    questionnaire_owed: bool = False
    volume: Volume = Volume.UNKNOWN
    deadline: date | None = None


def scope_from_intake(intake: Intake) -> Scope:
    """The facts of an engagement as far as the intake gives them.

    The route stays undecided: what a visitor has in mind is no decision.
    """
    return Scope(
        sector=intake.sector,
        handles_phi=intake.handles_phi,
        hipaa_role=intake.hipaa_role,
        eu_personal_data=intake.eu_personal_data,
        cardholder_data=intake.cardholder_data,
        glba_data=intake.glba_data,
        destination=intake.destination,
        zero_retention_needed=intake.zero_retention_needed,
        questionnaire_owed=intake.questionnaire_owed,
    )


def proposed_title(intake: Intake) -> str:
    """A title for the engagement: the first sentence of the use case, cut at a word."""
    sentence = " ".join(intake.use_case.split()).split(". ")[0].rstrip(".")
    if len(sentence) <= TITLE_LONGEST:
        return sentence
    return f"{sentence[:TITLE_LONGEST].rpartition(' ')[0]}…"


def check_intake(intake: Intake, *, today: date) -> tuple[str, ...]:
    """Every reason not to take this intake, one sentence each; empty when it can be stored."""
    return tuple(_faults(intake, today))


def _faults(intake: Intake, today: date) -> Iterator[str]:
    if not intake.use_case.strip():
        yield "Say in a sentence what the model is to be used for."
    if len(intake.use_case) > USE_CASE_LONGEST:
        yield f"Keep the use case under {USE_CASE_LONGEST:,} characters."
    if intake.deadline is not None and intake.deadline < today:
        yield "The deadline has passed. Give a later date, or none."
    yield from check_scope(scope_from_intake(intake))


_VOLUME_LABELS = {
    Volume.UNKNOWN: "Not known yet",
    Volume.UNDER_100: "Under 100 requests a day",
    Volume.UNDER_1000: "100 to 1,000 requests a day",
    Volume.UNDER_10000: "1,000 to 10,000 requests a day",
    Volume.MORE: "More than 10,000 requests a day",
}
