"""Keeping what was read in the file of an answered questionnaire."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from compliance.evidence.models import HeldEvidence, HeldReading
from compliance.evidence.rules import ReadingState
from compliance.questionnaires.rules import READER, Answers, plain
from portal.audit import log

FOUND = log.action("compliance.evidence.answers_read", "read the answers of a questionnaire")
NOT_FOUND = log.action(
    "compliance.evidence.answers_not_read", "could not read the answers of a questionnaire"
)
GAVE_UP = "The portal could not read the file after several attempts."


@transaction.atomic
def keep_answers(*, held_id: UUID, answers: Answers, at: datetime) -> None:
    """Keep what packets will print; nothing where it was kept already."""
    held, reading = _waiting(held_id)
    if reading is not None:
        reading.end(found=plain(answers), reader=READER, at=at)
        log.record(
            FOUND,
            target=held,
            by=None,
            at=at,
            engagement_id=held.engagement_id,
            reader=READER,
            questions=answers.questions,
            answered=answers.answered,
        )


@transaction.atomic
def note_unreadable(*, held_id: UUID, why: str, at: datetime) -> None:
    """Say that the file cannot be read. It may be accepted all the same, as a document."""
    held, reading = _waiting(held_id)
    if reading is not None:
        reading.fail(why=why, at=at)
        log.record(
            NOT_FOUND, target=held, by=None, at=at, engagement_id=held.engagement_id, why=why
        )


def give_up_reading(*, held_id: str, reason: str, at: datetime) -> None:
    """The worker gave up."""
    note_unreadable(held_id=UUID(held_id), why=GAVE_UP, at=at)


def _waiting(held_id: UUID) -> tuple[HeldEvidence, HeldReading | None]:
    held: HeldEvidence = HeldEvidence.objects.get(pk=held_id)
    reading = HeldReading.objects.of_held(held).select_for_update().first()
    waits = reading is not None and reading.stands is ReadingState.WAITING
    return held, reading if waits else None
