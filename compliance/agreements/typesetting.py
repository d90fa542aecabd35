"""A Word document set in type, for reading and for signing. For workers alone."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from django.template.loader import render_to_string
from fontTools.ttLib import TTFont

from compliance.agreements.models import TheirPaper
from compliance.agreements.rendering import Bound
from compliance.agreements.rules import check_signs
from compliance.pdf.fonts import FACES
from compliance.pdf.parts import Metadata, Part
from compliance.pdf.printer import assemble, render
from compliance.reading.rules import Sort, paper_of


def typeset(paper: TheirPaper, paragraphs: list[str]) -> Bound:
    """Print every word, each paragraph with its number beside it; the same text, the same bytes.

    Raises ReviewRefused for characters that our typefaces lack, and PdfRefused.
    """
    check_signs("".join([paper.file.name, *paragraphs]), known=_signs())
    titles = _titles(paragraphs)
    context = {
        "file": paper.file,
        "paper": paper,
        "paragraphs": [(text, text in titles) for text in paragraphs],
    }
    made = render(render_to_string("documents/their_text.html", context))
    part = Part("agreement", made.pdf, paper.file.name, stamped=False)
    metadata = Metadata(
        title=paper.file.name,
        author="The client",
        subject="The text of the client’s own Word document, set in type",
        created=paper.received_at,
    )
    with TemporaryDirectory(prefix="typeset-") as folder:
        target = Path(folder) / "document.pdf"
        layout = assemble([part], target, metadata=metadata)
        return Bound(target.read_bytes(), layout.total)


def _titles(paragraphs: list[str]) -> frozenset[str]:
    """Those paragraphs that are nothing but a title."""
    clauses = paper_of("\n\n".join(paragraphs)).clauses
    return frozenset(clause.text for clause in clauses if clause.sort is Sort.HEADING)


@cache
def _signs() -> frozenset[int]:
    """The code points that every upright face of the text has."""
    faces = [one for one in FACES if one.family == "Source Serif" and one.style == "normal"]
    return frozenset.intersection(*(frozenset(TTFont(one.path).getBestCmap()) for one in faces))
