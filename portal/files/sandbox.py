"""Runs a function or a program of ours in a child with hard limits, for work on foreign bytes."""

import json
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from portal.files.sandboxed import OUT_OF_MEMORY

_SOURCE = Path(__file__).resolve().parents[2]
_LONGEST_ANSWER = 1 << 16
_LONGEST_CAUSE = 500
_LONGEST_OUTPUT = 1 << 22
_START = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from portal.files.sandboxed import {0}; {0}(sys.argv[2])"
)


@dataclass(frozen=True, slots=True)
class ProcessLimits:
    """What the child may use. The kernel ends it at the first one that it passes."""

    memory_bytes: int = 768 << 20
    cpu_seconds: int = 20
    wall_seconds: float = 40
    written_bytes: int = 256 << 20
    open_files: int = 32


class Ending(StrEnum):
    """How a child ended that gave no answer."""

    TIME = "time"
    MEMORY = "memory"
    CRASH = "crash"


_ENDINGS = {-signal.SIGXCPU: Ending.TIME, OUT_OF_MEMORY: Ending.MEMORY}


@dataclass(frozen=True, slots=True)
class Ended:
    """How a child ended by itself: its exit code, its output, the end of its log."""

    code: int
    output: bytes
    log: str


class NoAnswer(Exception):
    """The child ended without an answer; `ending` says how, as far as can be known."""

    def __init__(self, ending: Ending, detail: str = "") -> None:
        super().__init__(f"{ending}: {detail}")
        self.ending = ending


def run(
    module: str, job: Mapping[str, Any], *, limits: ProcessLimits, folder: Path
) -> dict[str, Any]:
    """Call `module.answer(job)` in a child and give what it returns.

    The child has no environment, inherits no open file, stands in `folder` and sets its limits
    before it imports the module. Its answer is one line of JSON; anything else is NoAnswer. The
    caller has to check each value of the answer, since a child taken over could write any.
    """
    order = json.dumps({"module": module, "job": job, "limits": asdict(limits)})
    ended = _start("main", order, limits, folder, _LONGEST_ANSWER)
    if ended.code != 0:
        raise NoAnswer(_ENDINGS.get(ended.code, Ending.CRASH), ended.log)
    return _understood(ended.output)


def run_program(
    module: str, words: Sequence[str], *, source: Path, limits: ProcessLimits, folder: Path
) -> Ended:
    """Do `python -m module words...` with `source` on its path, in such a child.

    Raises NoAnswer when a limit ended it; whatever exit code it chose itself is its answer.
    """
    order = json.dumps(
        {
            "module": module,
            "words": list(words),
            "source": str(source),
            "limits": asdict(limits),
        }
    )
    ended = _start("become", order, limits, folder, _LONGEST_OUTPUT)
    if ended.code < 0 or ended.code == OUT_OF_MEMORY:
        raise NoAnswer(_ENDINGS.get(ended.code, Ending.CRASH), ended.log)
    return ended


def _start(entry: str, order: str, limits: ProcessLimits, folder: Path, longest: int) -> Ended:
    command = [sys.executable, "-I", "-X", "utf8", "-c", _START.format(entry), str(_SOURCE), order]
    with tempfile.TemporaryFile(dir=folder) as output, tempfile.TemporaryFile(dir=folder) as log:
        try:
            ended = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=log,
                env={},
                cwd=folder,
                timeout=limits.wall_seconds,
                start_new_session=True,
                check=False,
            )
        except subprocess.TimeoutExpired as late:
            raise NoAnswer(Ending.TIME) from late
        output.seek(0)
        said = output.read(longest + 1)
        log.seek(max(0, log.seek(0, 2) - _LONGEST_CAUSE))
        return Ended(ended.returncode, said, log.read().decode("utf-8", "replace").strip())


def _understood(said: bytes) -> dict[str, Any]:
    if len(said) > _LONGEST_ANSWER or said.count(b"\n") != 1:
        raise NoAnswer(Ending.CRASH, f"{len(said)} bytes")
    try:
        answer = json.loads(said)
    except ValueError as error:
        raise NoAnswer(Ending.CRASH, "not JSON") from error
    if not isinstance(answer, dict):
        raise NoAnswer(Ending.CRASH, "not an object")
    return answer
