"""What a worker makes of the client's paper: its text, proposals, and a copy set in type."""

from typing import Any

from compliance.agreements.actions import Typeset
from compliance.agreements.models import TheirPaper
from compliance.agreements.proposing import nothing, read_paper
from compliance.agreements.rules import ReviewRefused
from compliance.agreements.typesetting import typeset
from compliance.reading.extracting import PaperKind
from portal.files.store import Store


def take_in(paper: TheirPaper, *, store: Store) -> dict[str, Any]:
    """All that `actions.note_reading` keeps of it. Raises PdfRefused."""
    kind = PaperKind.DOCX if paper.is_word else PaperKind.PDF
    read = read_paper(store.path(paper.file.printable_sha256), kind=kind)
    if read["unread"] or not paper.is_word:
        return read
    try:
        made = typeset(paper, [text for page in read["pages"] for text in page])
    except ReviewRefused as refused:
        return nothing(str(refused))
    return read | {"copy": Typeset(store.put_bytes(made.pdf), made.pages)}
