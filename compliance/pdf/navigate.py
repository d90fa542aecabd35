"""Bookmarks of the whole packet, and links from one part to another."""

from collections.abc import Iterator, Mapping, Sequence

from pikepdf import Array, Dictionary, Name, Object, OutlineItem, Pdf, String

from compliance.pdf.destinations import Bookmark
from compliance.pdf.layout import Layout
from compliance.pdf.refusals import AssemblyRefused

PART_ADDRESS = "app:part/"


def write_outline(pdf: Pdf, bookmarks: Sequence[Bookmark]) -> None:
    """Write the tree; page numbers count from 0 over the whole PDF. Only the top level is open."""
    with pdf.open_outline() as outline:
        outline.root.extend(_item(pdf, bookmark) for bookmark in bookmarks)


def moved(bookmarks: Sequence[Bookmark], by: int) -> tuple[Bookmark, ...]:
    """The same bookmarks, so many pages further on."""
    return tuple(
        Bookmark(one.title, one.page + by, one.top, moved(one.children, by)) for one in bookmarks
    )


def connect(pdf: Pdf, layout: Layout, titles: Mapping[str, str]) -> None:
    """Turn links to `app:part/KEY` or `app:part/KEY/n` into jumps to that part or its n-th page."""
    for page in pdf.pages:
        for annotation, address in _part_links(page.obj.get(Name.Annots, Array([]))):
            key, _, nth = address.removeprefix(PART_ADDRESS).partition("/")
            number = _target(layout, key, nth)
            annotation[Name.Dest] = Array([pdf.pages[number - 1].obj, Name.XYZ, None, None, None])
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


def _item(pdf: Pdf, bookmark: Bookmark) -> OutlineItem:
    page = pdf.pages[bookmark.page]
    view = [Name.Fit] if bookmark.top is None else [Name.XYZ, None, bookmark.top, None]
    item = OutlineItem(bookmark.title, Array([page.obj, *view]))
    item.is_closed = True
    item.children.extend(_item(pdf, child) for child in bookmark.children)
    return item
