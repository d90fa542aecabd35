"""The papers of a packet: each record of the engagement goes in, or is left out with a reason."""

from compliance.packets.papers.document import Bytes, Document, DocumentKind, Papers, Shape
from compliance.packets.papers.sorting import papers_of

__all__ = ["Bytes", "Document", "DocumentKind", "Papers", "Shape", "papers_of"]
