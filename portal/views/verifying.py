"""Has a sealed file checked by the program that auditors run themselves, in a child with limits.

No PDF library is loaded here, and no key is read: the child gets the file and the published root.
"""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from ssl import PEM_cert_to_DER_cert
from threading import BoundedSemaphore
from typing import Any

from django.conf import settings

from portal.files.sandbox import Ending, NoAnswer, ProcessLimits, run_program
from portal.ui.parts import Tone

PROGRAM = "countersign_cli"
SOURCE = Path(settings.BASE_DIR) / "cli" / "src"
LIMITS = ProcessLimits(memory_bytes=1 << 30, cpu_seconds=40, wall_seconds=60, written_bytes=1 << 20)
# Checks take a processor each, and anybody can ask for one.
AT_ONCE = 2
_places = BoundedSemaphore(AT_ONCE)

QUESTIONS = {
    "hashes": "Do the documents inside match the manifest?",
    "signature": "Is the signature trusted?",
    "changes": "Is the file unchanged since it was sealed?",
}
ANSWERS = {
    "good": ("Yes", Tone.MET),
    "bad": ("No", Tone.BLOCKED),
    "unknown": ("Not established", Tone.OVERDUE),
    "none": ("Does not apply", Tone.NEUTRAL),
}
KINDS = {
    "packet": "Compliance packet",
    "agreement": "Signed agreement",
    "paper": "Copy of an agreement signed by hand, on paper",
    "other": "PDF that is neither a packet nor a signed agreement",
}


class CannotCheck(Exception):
    """The file could not be checked; the message says why and what to do."""


class Busy(CannotCheck):
    """Too many files are being checked at this moment."""


@dataclass(frozen=True)
class Verdict:
    """The answer to one question."""

    question: str
    answer: str
    tone: Tone
    sentence: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Signature:
    """One signature or time-stamp, as the file states it."""

    signer: str
    organisation: str
    reason: str
    stamped_at: datetime | None


@dataclass(frozen=True)
class Checked:
    """What a check found."""

    holds: bool
    kind: str
    sha256: str
    size: int
    verdicts: tuple[Verdict, ...]
    signatures: tuple[Signature, ...]


def check_file(path: Path) -> Checked:
    """Check a file on disk. Raises CannotCheck with a sentence for whoever asked."""
    with _place(), tempfile.TemporaryDirectory(prefix="verify-") as folder:
        words = ["verify", "--json", *_roots(), str(path)]
        try:
            ended = run_program(PROGRAM, words, source=SOURCE, limits=LIMITS, folder=Path(folder))
        except NoAnswer as silent:
            raise CannotCheck(_SILENCES[silent.ending]) from silent
    return _read(ended.output)


def root_certificates() -> bytes | None:
    """The root certificates that workers have published (PEM); None before anything was sealed."""
    place: Path = settings.ROOT_CERTIFICATES
    return place.read_bytes() if place.is_file() else None


def root_fingerprint() -> str:
    """SHA-256 of the portal's own root, in pairs; empty before there is one."""
    bundle = root_certificates()
    if bundle is None:
        return ""
    first, end, _ = bundle.decode().partition("-----END CERTIFICATE-----")
    return sha256(PEM_cert_to_DER_cert(first + end)).digest().hex(":").upper()


@contextmanager
def _place() -> Iterator[None]:
    if not _places.acquire(blocking=False):
        raise Busy("Other files are being checked at this moment. Try again in a few seconds.")
    try:
        yield
    finally:
        _places.release()


def _roots() -> list[str]:
    return ["--root", str(settings.ROOT_CERTIFICATES)] if root_certificates() else []


def _read(output: bytes) -> Checked:
    try:
        told = json.loads(output)
        if "error" in told:
            raise CannotCheck(str(told["error"]))
        return _checked(told)
    except (ValueError, KeyError, TypeError) as error:
        raise CannotCheck(_SILENCES[Ending.CRASH]) from error


def _checked(told: dict[str, Any]) -> Checked:
    return Checked(
        holds=told["ok"] is True,
        kind=KINDS[told["kind"]],
        sha256=str(told["sha256"]),
        size=int(told["size"]),
        verdicts=tuple(
            _verdict(question, told["verdicts"][key]) for key, question in QUESTIONS.items()
        ),
        signatures=tuple(_signature(one) for one in told["signatures"]),
    )


def _verdict(question: str, told: dict[str, Any]) -> Verdict:
    answer, tone = ANSWERS[told["state"]]
    reasons = tuple(str(reason) for reason in told["reasons"])
    return Verdict(question, answer, tone, str(told["sentence"]), reasons)


def _signature(told: dict[str, Any]) -> Signature:
    at = told["stamped_at"]
    return Signature(
        signer=str(told["signer"]),
        organisation=str(told["organisation"]),
        reason=str(told["reason"] or ""),
        stamped_at=datetime.fromisoformat(at) if at else None,
    )


_SILENCES = {
    Ending.TIME: (
        "Checking this file took longer than is allowed here. Check it on your own machine with "
        "the command below."
    ),
    Ending.MEMORY: (
        "Checking this file takes more memory than is allowed here. Check it on your own machine "
        "with the command below."
    ),
    Ending.CRASH: (
        "The check of this file ended without an answer, so nothing is established about it. "
        "Check it on your own machine with the command below."
    ),
}
