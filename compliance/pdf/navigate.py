"""Bookmarks of the whole packet, and links from one part to another."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from compliance.pdf.layout import Layout
from compliance.pdf.parts import Bookmark
from compliance.pdf.refusals import AssemblyRefused

PART_ADDRESS = "app:part/"


def write_outline(pdf: Pdf, bookmarks: Sequence[Bookmark]) -> None:
    """Write the tree; page numbers count from 0 over the whole PDF. Only the top level is open."""
    if bookmarks:
        pdf.Root.Outlines = pdf.make_indirect(Dictionary(Type=Name.Outlines))
        pages = [page.obj for page in pdf.pages]
        pdf.Root.Outlines.Count = _hang(pdf, pages, bookmarks, pdf.Root.Outlines)


def moved(bookmarks: Sequence[Bookmark], by: int) -> tuple[Bookmark, ...]:
    """The same bookmarks, so many pages further on."""
    return tuple(
        Bookmark(one.title, one.page + by, one.top, moved(one.children, by)) for one in bookmarks
    )


def connect(pdf: Pdf, own: Iterable[int], layout: Layout, titles: Mapping[str, str]) -> None:
    """Turn links to `app:part/KEY` or `app:part/KEY/n` into jumps to that part or its n-th page.

    `own` are the pages of ours, from 0: only these have such links.
    """
    pages = [page.obj for page in pdf.pages]
    for position in own:
        for annotation, address in _part_links(pages[position].get(Name.Annots, Array([]))):
            key, _, nth = address.removeprefix(PART_ADDRESS).partition("/")
            number = _target(layout, key, nth)
            annotation[Name.Dest] = Array([pages[number - 1], Name.XYZ, None, None, None])
            annotation[Name.Contents] = String(f"{titles[key]}, page {number}")
            del annotation[Name.A]


def _part_links(annotations: Object) -> Iterator[tuple[Object, str]]:
    for annotation in annotations:
        action = annotation.get(Name.A)
        address = str(action.get(Name.URI, "")) if isinstance(action, Dictionary) else ""
        if address.startswith(PART_ADDRESS):
            yield annotation, address


def _target(layout: Layout, key: str, nth: str) -> int:
    if key not in layout.firsts:
        raise AssemblyRefused(f"A link leads to the part {key!r}, which is not in the packet.")
    number = layout.firsts[key] + (int(nth) - 1 if nth else 0)
    if number > layout.lasts[key]:
        raise AssemblyRefused(f"A link leads to page {nth} of the part {key!r}, which is shorter.")
    return number


def _hang(pdf: Pdf, pages: Sequence[Object], bookmarks: Sequence[Bookmark], parent: Object) -> int:
    """Hang bookmarks under their parent, and tell how many they are (ISO 32000-1, table 153)."""
    items = [pdf.make_indirect(_item(pages, one, parent)) for one in bookmarks]
    for one, other in pairwise(items):
        one[Name.Next], other[Name.Prev] = other, one
    for item, bookmark in zip(items, bookmarks, strict=True):
        if bookmark.children:
            # A negative number is that of a closed entry.
            item[Name.Count] = -_hang(pdf, pages, bookmark.children, item)
    parent[Name.First], parent[Name.Last] = items[0], items[-1]
    return len(items)


def _item(pages: Sequence[Object], bookmark: Bookmark, parent: Object) -> Dictionary:
    top = bookmark.top
    view = [Name.Fit] if top is None else [Name.XYZ, None, top, None]
    return Dictionary(
        Title=String(bookmark.title), Parent=parent, Dest=Array([pages[bookmark.page], *view])
    )
