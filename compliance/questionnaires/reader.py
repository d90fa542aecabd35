"""Reads the file of an answered questionnaire in the background, in a child with limits."""

import json
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from uuid import UUID

from compliance.evidence.models import HeldEvidence
from compliance.evidence.queries import reading_of
from compliance.evidence.rules import ReadingState
from compliance.questionnaires import actions
from compliance.questionnaires.rules import Answers, read_back
from compliance.reading.readers.terms import Unreadable
from portal.files.rules import FileKind
from portal.files.sandbox import Ending, NoAnswer, ProcessLimits, run
from portal.files.store import Store
from portal.jobs.task import Lease

# Well within the two minutes for which a job is held.
LIMITS = ProcessLimits(cpu_seconds=60, wall_seconds=90, memory_bytes=1 << 30)
_LARGEST_ANSWER = 64 << 20
_NO_ANSWER = "The file could not be read to its end."
_TOO_MUCH = "The file holds more than can be read here."


def read_questionnaire(
    held_id: UUID, *, lease: Lease, store: Store, clock: Callable[[], datetime]
) -> None:
    """Read the file of one piece of evidence, and keep what packets will print of it."""
    with lease.enter():
        file = _wanted(held_id, at=clock())
    if file is None:
        with lease.finish():
            return
    sha256, kind = file
    try:
        answers = read_answers(store.path(sha256), kind=kind)
    except Unreadable as why:
        with lease.finish():
            actions.note_unreadable(held_id=held_id, why=str(why), at=clock())
        return
    with lease.finish():
        actions.keep_answers(held_id=held_id, answers=answers, at=clock())


def read_answers(path: Path, *, kind: FileKind, limits: ProcessLimits = LIMITS) -> Answers:
    """What is asked and answered in a workbook or a table. Raises Unreadable with a sentence."""
    with tempfile.TemporaryDirectory(prefix="answers-") as folder:
        into = Path(folder) / "answers.json"
        job = {"path": str(path.resolve()), "kind": kind.value, "into": str(into)}
        try:
            answer = run("compliance.questionnaires.child", job, limits=limits, folder=Path(folder))
        except NoAnswer as failure:
            much = failure.ending in (Ending.TIME, Ending.MEMORY)
            raise Unreadable(_TOO_MUCH if much else _NO_ANSWER) from failure
        if "refused" in answer:
            raise Unreadable(_sentence(answer["refused"]))
        return _believed(into)


def _wanted(held_id: UUID, *, at: datetime) -> tuple[str, FileKind] | None:
    held = HeldEvidence.objects.select_related("file").get(pk=held_id)
    reading = reading_of(held)
    if reading is None or reading.stands is not ReadingState.WAITING:
        return None
    return held.file.sha256, FileKind(held.file.kind)


def _believed(path: Path) -> Answers:
    if path.is_symlink() or not path.is_file() or path.stat().st_size > _LARGEST_ANSWER:
        raise Unreadable(_NO_ANSWER)
    try:
        return read_back(json.loads(path.read_text("ascii")))
    except (ValueError, TypeError, KeyError) as error:
        raise Unreadable(_NO_ANSWER) from error


def _sentence(value: object) -> str:
    words = value if isinstance(value, str) else _NO_ANSWER
    return "".join(char for char in words if char.isprintable())[:300]
