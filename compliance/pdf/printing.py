"""The process that prints: it answers calls of printer.py until that hangs up."""

import json
import os
import pickle
import resource
import sys
from collections.abc import Callable
from dataclasses import asdict
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from compliance.pdf.foreign import count_pages, prepare
from compliance.pdf.merge import assemble
from compliance.pdf.refusals import PdfRefused
from compliance.pdf.render import render
from portal.files.sandboxed import OUT_OF_MEMORY, take_on

STATUS = Path("/proc/self/status")
# What is told of the result, as JSON has it, and the PDF if it is to be handed over.
Answer = tuple[dict[str, Any], bytes]


def serve(line: int, limits: str) -> None:
    """Take on the limits, then do one thing after the other that is asked over the open file."""
    take_on(json.loads(limits))
    connection = Connection(line)
    try:
        while True:
            name, words, named = pickle.loads(connection.recv_bytes())  # noqa: S301
            told, pdf = _answer(name, *words, **named)
            connection.send_bytes(json.dumps(told | {"spent": _spent()}).encode())
            connection.send_bytes(pdf)
    except (EOFError, ConnectionError):
        return


def _answer(name: str, *words: Any, **named: Any) -> Answer:
    """What comes of it; faults of any other kind end the process, and are told in its log."""
    try:
        return CALLS[name](*words, **named)
    except PdfRefused as refusal:
        return {"refused": type(refusal).__name__, "words": str(refusal)}, b""
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except OSError as fault:
        if fault.errno is None:
            raise
        return {"fault": fault.errno, "words": fault.strerror}, b""


def _render(*words: Any, **named: Any) -> Answer:
    made = render(*words, **named)
    return made.told(), made.pdf


def _assemble(*words: Any, **named: Any) -> Answer:
    return asdict(assemble(*words, **named)), b""


def _prepare(source: Path, target: Path) -> Answer:
    return prepare(source, target).told(), b""


def _count_pages(source: Path) -> Answer:
    return {"pages": count_pages(source)}, b""


CALLS: dict[str, Callable[..., Answer]] = {
    "render": _render,
    "assemble": _assemble,
    "prepare": _prepare,
    "count_pages": _count_pages,
}


def _spent() -> dict[str, float]:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return {"cpu": used.ru_utime + used.ru_stime, "peak": _peak(used.ru_maxrss)}


def _peak(said: int) -> int:
    """The most memory this program had, in KiB. What the kernel has `said` of the process counts
    the worker as well, which it was until it became this program.
    """
    if sys.platform == "darwin":  # which counts in bytes, and by program
        return said >> 10
    _, found, rest = STATUS.read_text().partition("VmHWM:")
    return int(rest.split()[0]) if found else said
