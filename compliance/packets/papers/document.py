"""A document of a packet as values: its record, its bytes, what its divider says."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from compliance.packets.rules import LeftOut
from portal.files.models import StoredFile
from portal.files.rules import PICTURES, WRITING, FileKind


class DocumentKind(StrEnum):
    """What kind of record a document comes from, in the order in which they stand."""

    AGREEMENT = "agreement"
    PHI_DISPOSAL = "phi_disposal"
    PAPER_COPY = "paper_copy"
    CLIENT_PAPER = "client_paper"
    SOC2_REPORT = "soc2_report"
    BRIDGE_LETTER = "bridge_letter"
    DPA = "dpa"
    DUTY_ANSWER = "duty_answer"
    RETENTION_RECORD = "retention_record"
    HELD = "held_evidence"
    MILESTONE = "milestone_evidence"

    @property
    def label(self) -> str:
        """The kind as people read it."""
        return _KIND_LABELS[self]


class Shape(StrEnum):
    """How a document stands in the packet."""

    PAGES = "pages"  # its own pages, after a divider
    PICTURE = "picture"  # printed on a page of ours
    TEXT = "text"  # its beginning printed on pages of ours
    FILE = "file"  # as an embedded file alone


@dataclass(frozen=True)
class Bytes:
    """The content of a document: in the store under `sha256`, or `text` that was written in.

    `printable` is the SHA-256 of the copy that pages are taken from; `notes` are what inspection
    had to say; `embedded` says whether the original itself is handed on, `kept_back` why it is not
    although nothing is wrong with it.
    """

    sha256: str
    size: int
    media_type: str
    ending: str
    printable: str = ""
    text: str | None = None
    pages: int | None = None
    notes: tuple[str, ...] = ()
    embedded: bool = True
    kept_back: str = ""

    @classmethod
    def of(cls, file: StoredFile) -> "Bytes":
        """What is kept of a file. An original that had to be cleaned is not handed on."""
        kind = FileKind(file.kind)
        return cls(
            sha256=file.sha256,
            size=file.size,
            media_type=file.mime,
            ending=kind.extensions[0],
            printable=file.printable_sha256,
            pages=file.pages,
            notes=tuple(file.notes),
            # Every picture has a copy, made for print; nothing in a picture can run.
            embedded=kind in PICTURES or not file.derivative_sha256,
        )


@dataclass(frozen=True, kw_only=True)
class Document:
    """One record of the engagement with its bytes, and why it counts.

    `facts` stand on its divider. `parent` is the id of what it is evidence of, for links.
    `restricted` says why it is not for everybody, `mark` is what then stands on each of its pages.
    """

    kind: DocumentKind
    record_id: str
    title: str
    shape: Shape
    content: Bytes
    version: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    effective_from: date | None = None
    effective_until: date | None = None
    accepted_by: tuple[str, ...] = ()
    accepted_on: date | None = None
    counts_because: str = ""
    parent: str = ""
    restricted: str = ""
    mark: str = ""

    @property
    def id(self) -> str:
        """Its name in the manifest."""
        return f"{self.kind}:{self.record_id}"


@dataclass(frozen=True)
class Papers:
    """Every record of the engagement, once: in the packet or left out."""

    documents: tuple[Document, ...]
    left_out: tuple[LeftOut, ...]


def shape_of(file: StoredFile) -> Shape:
    """How a file stands in the packet, by its kind."""
    kind = FileKind(file.kind)
    if kind is FileKind.PDF:
        return Shape.PAGES
    if kind in PICTURES:
        return Shape.PICTURE
    return Shape.TEXT if kind in WRITING else Shape.FILE


def leave_out(
    kind: DocumentKind, record_id: object, title: str, reason: str, sha256: str = ""
) -> LeftOut:
    """A record that does not go in, and why."""
    return LeftOut(
        id=f"{kind}:{record_id}", kind=kind, title=title, reason=reason, sha256=sha256 or None
    )


_KIND_LABELS = {
    DocumentKind.AGREEMENT: "Agreement",
    DocumentKind.PHI_DISPOSAL: "Return or destruction of PHI",
    DocumentKind.PAPER_COPY: "Copy signed on paper",
    DocumentKind.CLIENT_PAPER: "The client’s own paper",
    DocumentKind.SOC2_REPORT: "Vendor report",
    DocumentKind.BRIDGE_LETTER: "Bridge letter",
    DocumentKind.DPA: "Data processing agreement",
    DocumentKind.DUTY_ANSWER: "Answer to a user entity control",
    DocumentKind.RETENTION_RECORD: "Record of a retention setting",
    DocumentKind.HELD: "Evidence",
    DocumentKind.MILESTONE: "Evidence of a milestone",
}
