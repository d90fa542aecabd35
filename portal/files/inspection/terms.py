"""What both sides of an inspection speak of: the limits, the file given, and what was found."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from portal.files.rules import FileKind, FileRefused
from portal.files.sandbox import ProcessLimits


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a file may hold. Sizes in bytes, pages in points of 1/72 inch."""

    process: ProcessLimits = field(default_factory=ProcessLimits)
    pages: int = 5_000
    page_points: int = 14_400  # ISO 32000-1, annex C.2: the largest page
    objects: int = 400_000
    filters: int = 3
    nesting: int = 100
    inflated_total: int = 2 << 30
    inflated_stream: int = 512 << 20
    pixels: int = 50_000_000
    picture_edge: int = 2_400  # A4 with margins at 300 dots per inch
    members: int = 2_000
    member_bytes: int = 100 << 20
    members_total: int = 200 << 20


@dataclass(frozen=True, slots=True)
class Given:
    """The file under inspection, and where a derivative of it may be written."""

    path: Path
    name: str
    derivative: Path
    limits: Limits

    def refused(self, what: str, *, advice: str) -> FileRefused:
        """The refusal of this file: what is the matter, what is still safe, what to do."""
        return FileRefused(f"“{self.name}” {what} Nothing of it was kept. {advice}")


@dataclass(frozen=True, slots=True)
class Found:
    """What the child found; whether it wrote a derivative."""

    kind: FileKind
    pages: int | None = None
    title: str = ""
    notes: tuple[str, ...] = ()
    derivative: bool = False


@dataclass(frozen=True, slots=True)
class Inspection:
    """A file that may be taken.

    `notes` are sentences for people, to be shown beside the file. `derivative_path` is the copy
    to be used in packets (a PDF, or a JPEG of a picture); None if the file itself may be used, or
    if its kind is not shown in packets.
    """

    kind: FileKind
    mime: str
    pages: int | None
    title: str
    notes: tuple[str, ...]
    derivative_path: Path | None


def job_of(given: Given) -> dict[str, Any]:
    """The order for the child, as plain values."""
    limits = asdict(given.limits)
    del limits["process"]
    return {
        "path": str(given.path),
        "name": given.name,
        "derivative": str(given.derivative),
        "limits": limits,
    }


def answer_to(job: Mapping[str, Any], examine: Callable[[Given], Found]) -> dict[str, Any]:
    """Run `examine` on the order and give its finding, or its refusal, as plain values."""
    given = Given(
        path=Path(job["path"]),
        name=job["name"],
        derivative=Path(job["derivative"]),
        limits=Limits(**job["limits"]),
    )
    try:
        return asdict(examine(given))
    except FileRefused as refusal:
        return {"refused": str(refusal)}
