"""The side that starts the inspection, and believes nothing of the answer but its shape."""

from collections.abc import Set
from pathlib import Path
from typing import Any

from portal.files.inspection.sniff import HEAD, TAIL, sniff
from portal.files.inspection.terms import Given, Inspection, Limits, job_of
from portal.files.rules import (
    OFFICE,
    WRITING,
    FileKind,
    FileRefused,
    check_claim,
    claimed_kinds,
    clean_name,
)
from portal.files.sandbox import Ending, NoAnswer, run

_MODULES = {
    FileKind.PDF: "portal.files.inspection.pdf",
    FileKind.PNG: "portal.files.inspection.pictures",
    FileKind.JPEG: "portal.files.inspection.pictures",
    FileKind.XLSX: "portal.files.inspection.office",
    FileKind.TEXT: "portal.files.inspection.writing",
}
_LONGEST_SENTENCE = 1_000
_LONGEST_TITLE = 200
_MOST_NOTES = 12
_WHY = {
    Ending.TIME: "takes far longer to read than a file of its kind should.",
    Ending.MEMORY: "unpacks to far more than a file of its kind should.",
    Ending.CRASH: "could not be read to its end.",
}


def inspect(
    path: Path, *, declared_name: str, into: Path, limits: Limits | None = None
) -> Inspection:
    """Say what the file at `path` is, and write a derivative for packets if it needs one.

    The derivative, if any, is `into`/derivative; `into` is a folder of the caller's. Raises
    FileRefused with a sentence for the sender; then nothing of ours is left in `into`.
    """
    given = Given(
        path=path.resolve(),
        name=clean_name(declared_name),
        derivative=into.resolve() / "derivative",
        limits=limits or Limits(),
    )
    try:
        return _inspect(given)
    except BaseException:
        given.derivative.unlink(missing_ok=True)
        raise


def _inspect(given: Given) -> Inspection:
    head, tail = _ends(given.path)
    seems = sniff(given, head=head, tail=tail)
    family = next((kinds for kinds in (WRITING, OFFICE) if seems in kinds), frozenset({seems}))
    if family is not OFFICE or not claimed_kinds(given.name) & family:
        check_claim(given.name, seems)
    try:
        answer = run(
            _MODULES[seems],
            job_of(given),
            limits=given.limits.process,
            folder=given.derivative.parent,
        )
        found = _believed(answer, given, family)
    except (NoAnswer, _OddAnswer) as failure:
        ending = failure.ending if isinstance(failure, NoAnswer) else Ending.CRASH
        raise given.refused(
            _WHY[ending],
            advice="Export or print it again as a new file, and upload that.",
        ) from failure
    if family is OFFICE:
        check_claim(given.name, found.kind)
    return found


class _OddAnswer(Exception):
    """An answer that our own child would not give."""


def _ends(path: Path) -> tuple[bytes, bytes]:
    with path.open("rb") as file:
        head = file.read(HEAD)
        size = file.seek(0, 2)
        file.seek(max(0, size - TAIL))
        return head, file.read(TAIL)


def _believed(answer: dict[str, Any], given: Given, kinds: Set[FileKind]) -> Inspection:
    refusal = answer.get("refused")
    if refusal is not None:
        raise FileRefused(_text(refusal, most=_LONGEST_SENTENCE))
    kind = next((kind for kind in kinds if kind == answer.get("kind")), None)
    notes = answer.get("notes")
    if kind is None or not isinstance(notes, list) or len(notes) > _MOST_NOTES:
        raise _OddAnswer
    return Inspection(
        kind=kind,
        mime=kind.mime,
        pages=_pages(answer.get("pages"), most=given.limits.pages),
        title=_text(answer.get("title"), most=_LONGEST_TITLE),
        notes=tuple(_text(note, most=_LONGEST_SENTENCE) for note in notes),
        derivative_path=_written(given.derivative) if answer.get("derivative") is True else None,
    )


def _pages(value: object, *, most: int) -> int | None:
    if value is None or (isinstance(value, int) and 0 < value <= most):
        return value
    raise _OddAnswer


def _written(path: Path) -> Path:
    if path.is_symlink() or not path.is_file():
        raise _OddAnswer
    return path


def _text(value: object, *, most: int) -> str:
    if not isinstance(value, str):
        raise _OddAnswer
    return "".join(char for char in value if char.isprintable())[:most]
