"""Where links and bookmarks of a PDF lead, with every name resolved to a page."""

from collections.abc import Iterator

from pikepdf import Array, Dictionary, Name, NameTree, Object, Pdf, String

from compliance.pdf.parts import Bookmark

MOST_BOOKMARKS = 5_000
DEEPEST = 12
LONGEST_TITLE = 300


class Destinations:
    """Looks up the destinations of one PDF."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._objects = [page.obj for page in pdf.pages]
        self._pages = {page.objgen: number for number, page in enumerate(self._objects)}
        self._named = _named(pdf)

    def of(self, holder: Object) -> Array | None:
        """The explicit destination of a link or outline entry, or None when it leads nowhere."""
        target = holder.get(Name.Dest)
        action = holder.get(Name.A)
        if target is None and isinstance(action, Dictionary) and action.get(Name.S) == Name.GoTo:
            target = action.get(Name.D)
        if isinstance(target, String | Name):
            target = self._named.get(str(target))
        if isinstance(target, Dictionary):
            target = target.get(Name.D)
        if not isinstance(target, Array) or not len(target):
            return None
        page = self._page(target[0])
        if page is None:
            return None
        view = [item for item in list(target)[1:] if not isinstance(item, Dictionary)]
        return Array([self._objects[page], *view])

    def bookmarks(self) -> tuple[Bookmark, ...]:
        """The outline as values; loops, dead entries and more than 5,000 entries are left out."""
        outlines = self._pdf.Root.get(Name.Outlines)
        if not isinstance(outlines, Dictionary):
            return ()
        return tuple(self._level(outlines, depth=0, seen=set()))

    def _level(
        self, parent: Dictionary, *, depth: int, seen: set[tuple[int, int]]
    ) -> Iterator[Bookmark]:
        entry = parent.get(Name.First)
        while isinstance(entry, Dictionary) and len(seen) < MOST_BOOKMARKS:
            if entry.objgen in seen or depth > DEEPEST:
                return
            seen.add(entry.objgen)
            children = tuple(self._level(entry, depth=depth + 1, seen=seen))
            yield from self._entry(entry, children)
            entry = entry.get(Name.Next)

    def _entry(self, entry: Dictionary, children: tuple[Bookmark, ...]) -> Iterator[Bookmark]:
        title = " ".join(str(entry.get(Name.Title, "")).split())[:LONGEST_TITLE]
        target = self.of(entry)
        if target is not None and title:
            page = self._pages[target[0].objgen]
            yield Bookmark(title, page, _top(target), children)
        else:
            yield from children

    def _page(self, target: Object) -> int | None:
        if isinstance(target, Dictionary):
            return self._pages.get(target.objgen)
        try:
            number = int(target)
        except (TypeError, ValueError):
            return None
        return number if 0 <= number < len(self._pages) else None


def _named(pdf: Pdf) -> dict[str, Object]:
    names: dict[str, Object] = {}
    old = pdf.Root.get(Name.Dests)
    if isinstance(old, Dictionary):
        names.update((str(key), value) for key, value in old.items())
    tree = pdf.Root.get(Name.Names)
    if isinstance(tree, Dictionary) and isinstance(tree.get(Name.Dests), Dictionary):
        names.update((str(key), value) for key, value in NameTree(tree.Dests).items())
    return names


def _top(target: Array) -> float | None:
    """The height that the destination names, when it names one (ISO 32000-1, table 151)."""
    kind = str(target[1]) if len(target) > 1 else ""
    position = {"/XYZ": 3, "/FitH": 2, "/FitBH": 2}.get(kind)
    if position is None or len(target) <= position:
        return None
    try:
        return float(target[position])
    except (TypeError, ValueError):
        return None
