"""What a worker makes of the client's paper: its text, proposals, pictures, a copy set in type."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from compliance.agreements.actions import Typeset
from compliance.agreements.models import TheirPaper
from compliance.agreements.proposing import Text, proposals_of, read_text
from compliance.agreements.rules import NOTICE, ReviewRefused, TakenIn, carry
from compliance.agreements.typesetting import typeset
from compliance.reading.extracting import PaperKind, Unreadable, extract
from compliance.reading.pictures import MOST_PAGES, picture_pages
from compliance.reading.rules import Page, boxes_of
from portal.files.store import Store


@dataclass(frozen=True)
class Made:
    """What was read, and of a Word document the pages that would be signed."""

    taken: TakenIn
    copy: Typeset | None = None


def take_in(paper: TheirPaper, *, store: Store) -> Made:
    """All that `actions.note_reading` keeps of it. Raises PdfRefused."""
    path = store.path(paper.file.printable_sha256)
    try:
        text = read_text(path, kind=_kind(paper))
        copy = _copy(paper, text, store)
    except (Unreadable, ReviewRefused) as why:
        unread = TakenIn(unread=str(why))
        return Made(unread if paper.is_word else replace(unread, pictures=_pictures(path, store)))
    proposals, notice = proposals_of(text)
    carried, changes = _carried(paper, text, store)
    taken = TakenIn(
        pages=text.pages,
        proposals=proposals,
        notice=notice,
        carried=carried,
        changes=changes,
    )
    if copy is None:
        pages: Sequence[Page] = text.paper.pages
    else:
        path = store.path(copy.stored.sha256)
        pages = extract(path, kind=PaperKind.PDF, words=True).pages
    marks = _marks(taken, pages, counted=copy is None)
    return Made(replace(taken, pictures=_pictures(path, store), marks=marks), copy)


def _kind(paper: TheirPaper) -> PaperKind:
    return PaperKind.DOCX if paper.is_word else PaperKind.PDF


def _copy(paper: TheirPaper, text: Text, store: Store) -> Typeset | None:
    if not paper.is_word:
        return None
    made = typeset(paper, [words for page in text.pages for words in page])
    return Typeset(store.put_bytes(made.pdf), made.pages)


def _carried(
    paper: TheirPaper, text: Text, store: Store
) -> tuple[dict[str, dict[str, Any]], list[dict[str, Any]]]:
    """What became of the verdicts on the version before; nothing where that cannot be read."""
    before = paper.follows
    if before is None:
        return {}, []
    try:
        older = read_text(store.path(before.file.printable_sha256), kind=_kind(before))
    except Unreadable:
        return {}, []
    words = (before.proposed_notice or {}).get("words", "") if before.notice else ""
    return carry(older.paper, text.paper, before.decided, notice_words=words, place=text.place)


def _pictures(path: Path, store: Store) -> dict[str, dict[str, Any]]:
    """The first pages as pictures; without them the review has the text."""
    try:
        drawn = picture_pages(path, range(1, MOST_PAGES + 1))
    except Unreadable:
        return {}
    return {
        str(number): {
            "sha256": store.put_bytes(one.png).sha256,
            "width": one.width,
            "height": one.height,
        }
        for number, one in drawn.items()
    }


def _marks(taken: TakenIn, pages: Sequence[Page], *, counted: bool) -> dict[str, list[list[float]]]:
    """Boxes on the pages for the words of each proposal; `counted` says that its page is known."""
    proposed = {name: one for name, one in taken.proposals.items() if one["words"]}
    proposed |= {NOTICE: taken.notice} if taken.notice else {}
    found = {
        name: boxes_of(pages, one["words"], begins=one["page"] if counted else None)
        for name, one in proposed.items()
    }
    return {
        name: [[box.page, box.left, box.top, box.right, box.bottom] for box in boxes]
        for name, boxes in found.items()
        if boxes
    }
