"""Child processes of the stack: each leads a group of its own, so that nothing outlives it."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from portal.embedded import paths
from portal.embedded.process import wait_until_over

MOST_STARTS = 5  # in QUIET seconds
QUIET = 120.0
LONGEST_LOG = 5_000_000  # bytes; a longer one is put aside when the process starts
TAIL = 20  # lines
PATIENCE = 5.0  # seconds for the port of a killed process to become free


@dataclass
class Child:
    """One program (`words` after the Python interpreter) with its log."""

    name: str
    words: list[str]
    environment: dict[str, str]
    log: Path
    process: "subprocess.Popen[bytes] | None" = None
    starts: list[float] = field(default_factory=list)

    def start(self) -> None:
        if self.log.exists() and self.log.stat().st_size > LONGEST_LOG:
            self.log.replace(self.log.with_suffix(".1.log"))
        self.starts.append(time.monotonic())
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, *self.words],
                cwd=paths.PROJECT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def is_alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def may_start_again(self) -> bool:
        recent = [start for start in self.starts if time.monotonic() - start < QUIET]
        return len(recent) < MOST_STARTS

    def ask_to_stop(self) -> None:
        """The leader alone: it lets its own children finish what they have begun."""
        if self.process and self.is_alive():
            self.process.terminate()

    def end(self) -> None:
        """Kill what is left of the group."""
        if self.process:
            _kill_group(self.process.pid)
            self.process.wait()

    def last_words(self) -> str:
        lines = self.log.read_text(errors="replace").splitlines()[-TAIL:]
        return "\n".join([f"The end of {self.log}:", *lines])


def remember(record: Path, children: Iterable[Child]) -> None:
    """Write down which processes run, for a start after this supervisor was killed."""
    running = [_identity(child.process.pid) for child in children if child.process]
    paths.write_private(record, json.dumps(running))


def end_leftovers(record: Path) -> None:
    """Kill the children that a killed supervisor left behind."""
    with suppress(FileNotFoundError):
        for pid, began in json.loads(record.read_text()):
            if _identity(pid) == [pid, began]:
                leader = psutil.Process(pid)
                group = [leader, *leader.children(recursive=True)]
                _kill_group(pid)
                wait_until_over(group, seconds=PATIENCE)
        record.unlink()


@contextmanager
def uninterrupted() -> Iterator[None]:
    """A second Ctrl-C does not cut off the end of the first."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.signal(number, signal.SIG_IGN) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _identity(pid: int) -> list[float]:
    """A process number and its start, since numbers are used again."""
    with suppress(psutil.NoSuchProcess):
        return [pid, psutil.Process(pid).create_time()]
    return [pid, 0.0]


def _kill_group(leader: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(leader, signal.SIGKILL)
