"""What was read in answered questionnaires."""

from dataclasses import dataclass
from uuid import UUID

from compliance.evidence.models import HeldEvidence, HeldReading
from compliance.evidence.queries import reading_of
from compliance.evidence.rules import ReadingState
from compliance.questionnaires.rules import Answers, read_back
from engagements.lifecycle.models import Engagement


@dataclass(frozen=True)
class ReadAnswers:
    """Where the reading of one file stands: `answers` once it was read, `why` if it cannot be."""

    state: ReadingState
    answers: Answers | None
    why: str


def answers_of(engagement: Engagement) -> dict[UUID, ReadAnswers]:
    """The readings of an engagement, by the evidence whose file was read.

    A file never changes, nor does what was read in it: of a day that is past it is the same.
    """
    rows = HeldReading.objects.of_engagement(engagement)
    return {row.held_id: _read(row) for row in rows}


def answers_in(held: HeldEvidence) -> ReadAnswers | None:
    """The same of one piece of evidence; None where its file is not read."""
    row = reading_of(held)
    return _read(row) if row else None


def _read(row: HeldReading) -> ReadAnswers:
    found = read_back(row.found) if row.stands is ReadingState.READ else None
    return ReadAnswers(row.stands, found, row.why)
