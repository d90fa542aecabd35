"""How documents are to look, and what comes from printing them: plain values, without a renderer.

Workers know these; the renderer itself is loaded by the process that prints for them (printer.py).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any, Self

from compliance.pdf.fonts import FACES, font_css

DOCUMENT_CSS = Path(__file__).parents[2] / "templates" / "documents" / "document.css"
# To be raised when render.py prints otherwise: what was printed before is then printed again.
EDITION = 4
# Pictures of a document by their `app:` address: bytes, media type.
Assets = Mapping[str, tuple[bytes, str]]


class Paper(StrEnum):
    """Sheet sizes, by their CSS names."""

    LETTER = "letter"
    A4 = "A4"


@dataclass(frozen=True)
class Look:
    """The rules of a document, with our typefaces."""

    rules: str

    @property
    def css(self) -> str:
        return f"{font_css()}\n{self.rules}"

    @property
    def key(self) -> str:
        """A SHA-256 over everything but its HTML that decides what a document looks like: rules,
        fonts, the version of the renderer, and what is done here to its result. It belongs in the
        key of any cache of rendered documents.
        """
        return _key(self.rules)


@cache
def document_look(paper: Paper = Paper.LETTER) -> Look:
    """The look of agreements and packets: templates/documents/document.css on that paper."""
    return Look(f"{DOCUMENT_CSS.read_text()}\n@page {{ size: {paper}; }}")


@cache
def _key(rules: str) -> str:
    renderer = f"weasyprint {version('weasyprint')}, edition {EDITION}"
    digest = sha256(f"{renderer}\n{rules}".encode())
    for face in FACES:
        digest.update(face.path.read_bytes())
    return digest.hexdigest()


@dataclass(frozen=True)
class Anchor:
    """Where an element with an id stands: page from 0, box in points from the lower left."""

    page: int
    left: float
    bottom: float
    right: float
    top: float

    @property
    def box(self) -> tuple[float, float, float, float]:
        return self.left, self.bottom, self.right, self.top


@dataclass(frozen=True)
class Rendered:
    """A finished PDF, its number of pages, and where its elements with an id ended up."""

    pdf: bytes
    pages: int
    anchors: Mapping[str, Anchor]

    def told(self) -> dict[str, Any]:
        """Everything but the PDF, as JSON has it."""
        anchors = {name: (one.page, *one.box) for name, one in self.anchors.items()}
        return {"pages": self.pages, "anchors": anchors}

    @classmethod
    def of(cls, told: Mapping[str, Any], pdf: bytes) -> Self:
        """What `told()` said of this PDF."""
        anchors = {name: Anchor(*where) for name, where in told["anchors"].items()}
        return cls(pdf, told["pages"], anchors)
