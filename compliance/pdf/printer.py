"""Has documents printed, and put together, by a process of its own.

What is laid out and joined there was written by others in part: words that go into a document,
pictures, whole PDFs. That process has neither the portal's keys nor its database nor its
environment, and it has limits; whatever ends it, the worker goes on and can try again. It knows
nothing of Django, so that it is small, and it is kept between calls because it takes a second to
start. Only workers and commands use it.
"""

import atexit
import json
import os
import pickle
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Lock
from typing import Any

from compliance.pdf.layout import Layout
from compliance.pdf.parts import Attachment, Metadata, Part, Prepared
from compliance.pdf.printed import Assets, Look, Rendered
from compliance.pdf.refusals import AssemblyRefused, PdfRefused, RenderRefused, SourceRefused
from portal.files.sandbox import ProcessLimits
from portal.files.sandboxed import OUT_OF_MEMORY

LIMITS = ProcessLimits(
    memory_bytes=3 << 30,
    cpu_seconds=3600,
    wall_seconds=600,
    written_bytes=16 << 30,
    open_files=1024,
)
# It makes room for a fresh one before it comes near its limits.
TIRED_AFTER_CPU = 1800  # seconds
TIRED_AT_PEAK = 384 << 10  # KiB
GOODBYE = 5  # seconds
# Where programs and libraries are found, and where files of passing use go. No secrets.
SURROUNDINGS = ("PATH", "HOME", "LANG", "TMPDIR", "XDG_CACHE_HOME", "DYLD_FALLBACK_LIBRARY_PATH")
SOURCE = Path(__file__).resolve().parents[2]
START = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from compliance.pdf.printing import serve; serve(int(sys.argv[2]), sys.argv[3])"
)
REFUSALS: dict[str, type[PdfRefused]] = {
    one.__name__: one for one in (AssemblyRefused, RenderRefused, SourceRefused)
}


class PrinterFailed(Exception):
    """The process ended in the middle of something, which can be tried again; says how."""


@dataclass(frozen=True)
class Spent:
    """What the process used since it was started: CPU in seconds, memory at its peak in KiB."""

    cpu: float = 0
    peak: int = 0


def render(
    html: str,
    *,
    look: Look | None = None,
    assets: Assets | None = None,
    tagged: bool = True,
    borrowing: bool = False,
) -> Rendered:
    """See `render.render()`."""
    told, pdf = _house.call(
        "render", html, look=look, assets=dict(assets or {}), tagged=tagged, borrowing=borrowing
    )
    return Rendered.of(told, pdf)


def assemble(
    parts: Sequence[Part],
    target: Path,
    *,
    metadata: Metadata,
    attachments: Sequence[Attachment] = (),
) -> Layout:
    """See `merge.assemble()`."""
    told, _ = _house.call("assemble", parts, target, metadata=metadata, attachments=attachments)
    return Layout(**told)


def prepare(source: Path, target: Path) -> Prepared:
    """See `foreign.prepare()`."""
    told, _ = _house.call("prepare", source, target)
    return Prepared.of(told, target)


def count_pages(source: Path) -> int:
    """See `foreign.count_pages()`."""
    told, _ = _house.call("count_pages", source)
    return int(told["pages"])


def spent() -> Spent:
    """What the process used that is running now."""
    return _house.spent


class _Printer:
    """One such process."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            told = [str(SOURCE), str(theirs.fileno()), json.dumps(asdict(LIMITS))]
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-X", "utf8", "-c", START, *told],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env={name: os.environ[name] for name in SURROUNDINGS if name in os.environ},
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )
        self._line = Connection(ours.detach())
        self.spent = Spent()

    @property
    def is_gone(self) -> bool:
        return self._process.poll() is not None

    @property
    def is_tired(self) -> bool:
        return self.spent.cpu > TIRED_AFTER_CPU or self.spent.peak > TIRED_AT_PEAK

    def call(self, order: bytes) -> tuple[dict[str, Any], bytes]:
        """One answer, as it comes. Raises PrinterFailed when there is none."""
        try:
            self._line.send_bytes(order)
            if not self._line.poll(LIMITS.wall_seconds):
                raise PrinterFailed("It takes longer to print than a document may.")
            told: dict[str, Any] = json.loads(self._line.recv_bytes())
            pdf = self._line.recv_bytes()
        except (EOFError, ConnectionError) as gone:
            raise PrinterFailed(self._last_words()) from gone
        self.spent = Spent(**told.pop("spent"))
        return told, pdf

    def end(self) -> None:
        """Hang up; it leaves by itself unless it is busy."""
        self._line.close()
        try:
            self._process.wait(GOODBYE)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        self._line.close()
        self._process.kill()
        self._process.wait()

    def _last_words(self) -> str:
        code = self._process.wait(GOODBYE)
        if code == OUT_OF_MEMORY:
            return "It takes more memory to print than a document may."
        return f"What prints documents ended unexpectedly ({code})."


class _House:
    """Has one printer at a time, from the first call on."""

    def __init__(self) -> None:
        self._printer: _Printer | None = None
        self._lock = Lock()

    @property
    def spent(self) -> Spent:
        return self._printer.spent if self._printer else Spent()

    def call(self, name: str, *words: Any, **named: Any) -> tuple[dict[str, Any], bytes]:
        """Raises what the call raised there: PdfRefused, OSError; or PrinterFailed."""
        order = pickle.dumps((name, words, named))
        with self._lock:
            told, pdf = self._answered(order)
        _raise_what_was_raised(told)
        return told, pdf

    def close(self) -> None:
        """Let the printer go; the next call has another."""
        if self._printer is not None:
            self._printer.end()
            self._printer = None

    def forget(self) -> None:
        """In a forked process: the printer is that of the other, and so is the lock."""
        self._printer, self._lock = None, Lock()

    def _answered(self, order: bytes) -> tuple[dict[str, Any], bytes]:
        printer = self._printer
        if printer is None or printer.is_gone:
            self._printer = printer = _Printer()
        try:
            answer = printer.call(order)
        except BaseException:
            # Also when the worker is told to stop waiting: a late answer must not be taken for
            # that of the next call.
            self._printer = None
            printer.kill()
            raise
        if printer.is_tired:
            self.close()
        return answer


def _raise_what_was_raised(told: Mapping[str, Any]) -> None:
    if "refused" in told:
        raise REFUSALS[told["refused"]](told["words"])
    if "fault" in told:
        raise OSError(told["fault"], told["words"])


_house = _House()
close = _house.close
atexit.register(close)
os.register_at_fork(after_in_child=_house.forget)
