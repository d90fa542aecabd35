"""One server process: started, found again by the number it wrote down, and stopped."""

import importlib.util
import os
import signal
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from portal.embedded.refusal import ServerRefused

STOPPING = 25.0  # seconds each for asking and for insisting
PAUSE = 0.02
MOST_STARTS = 5


@dataclass
class ServerProcess:
    """A program that works in `folder` and writes its number to `pid_file` there.

    `user` is the account it runs under (None: ours), `polite` and `firm` are the signals that
    end it.
    """

    folder: Path
    pid_file: str
    log: Path
    polite: signal.Signals
    firm: signal.Signals
    user: str | None = None
    starts: int = 0
    child: "subprocess.Popen[bytes] | None" = field(default=None, repr=False)

    def ensure(self, program: Path, words: Sequence[str]) -> None:
        """Start the program unless it runs; refuses when it dies again and again."""
        if self.running():
            return
        if self.starts == MOST_STARTS:
            raise ServerRefused(f"{program.name} stopped {self.starts} times. See {self.log}.")
        self.starts += 1
        # The number in a dead server's file may be another process's by now.
        (self.folder / self.pid_file).unlink(missing_ok=True)
        self.child = self.spawn(program, words)

    def running(self) -> psutil.Process | None:
        """The process, whoever started it."""
        try:
            if self.child and self.child.poll() is None:
                return psutil.Process(self.child.pid)
            process = psutil.Process(int((self.folder / self.pid_file).read_text().split()[0]))
            ours = Path(process.cwd()) == self.folder
        except (OSError, ValueError, IndexError, psutil.Error):
            return None
        return process if ours else None

    def stop(self) -> None:
        process = self.running()
        if process and not _ends(process, self.polite):
            _ends(process, self.firm)
        if self.child:
            self.child.wait()

    def spawn(self, program: Path, words: Sequence[str]) -> "subprocess.Popen[bytes]":
        """Start a program with what it prints in the log, and nothing of our environment."""
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [program, *words],
                user=self.user,
                group=self.user,  # useradd gives an account a group of the same name
                extra_groups=[] if self.user else None,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
                start_new_session=True,
            )


def package_folder(name: str) -> Path:
    """Where an installed package is, without importing it."""
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise ServerRefused(f"The package {name} is missing. Install requirements.txt.")
    return Path(spec.origin).parent


def wait_until_over(processes: Sequence[psutil.Process], *, seconds: float) -> bool:
    """Whether all of them ended in that time. A zombie counts: its reaper may take long."""
    deadline = time.monotonic() + seconds
    while not all(_is_over(process) for process in processes):
        if time.monotonic() > deadline:
            return False
        time.sleep(PAUSE)
    return True


def _ends(process: psutil.Process, how: signal.Signals) -> bool:
    process.send_signal(how)
    return wait_until_over([process], seconds=STOPPING)


def _is_over(process: psutil.Process) -> bool:
    try:
        return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True
