"""Joining the structure trees of parts, so that a screen reader gets through the whole packet."""

from pikepdf import Array, Dictionary, Name, Object, Pdf, String


class Tags:
    """Collects the trees of parts in order and writes one tree over all of them."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._top = pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Document, K=Array([]))
        )
        self._numbers: list[Object | int] = []
        self._roles = Dictionary()
        self._next = 0

    def shift(self, source: Pdf) -> None:
        """Move the numbers of a part's pages and links past those already given.

        Call before its pages are copied.
        """
        for page in source.pages:
            _shift(page.obj, Name.StructParents, self._next)
            for annotation in page.obj.get(Name.Annots, []):
                _shift(annotation, Name.StructParent, self._next)

    def join(self, source: Pdf, title: str) -> None:
        """Hang a part's tree under the packet's. Call after its pages are copied."""
        tree = self._pdf.copy_foreign(source.Root.StructTreeRoot)
        part = self._pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Part, P=self._top, T=String(title), K=Array([]))
        )
        for child in _children(tree):
            child[Name.P] = part
            child[Name.S] = Name.Sect if child.get(Name.S) == Name.Document else child[Name.S]
            part.K.append(child)
        self._top.K.append(part)
        self._roles.update(tree.get(Name.RoleMap, Dictionary()))
        numbers = list(tree.ParentTree.Nums)
        for position in range(0, len(numbers), 2):
            self._numbers += [int(numbers[position]) + self._next, numbers[position + 1]]
        self._next = max(int(number) for number in self._numbers[::2]) + 1 if self._numbers else 0

    def write(self) -> None:
        """Put the joined tree into the catalogue; without any tagged part do nothing."""
        if not self._numbers:
            return
        root = self._pdf.make_indirect(
            Dictionary(
                Type=Name.StructTreeRoot,
                K=self._top,
                ParentTree=self._pdf.make_indirect(Dictionary(Nums=Array(self._numbers))),
                ParentTreeNextKey=self._next,
                RoleMap=self._roles,
            )
        )
        self._top[Name.P] = root
        self._pdf.Root.StructTreeRoot = root
        self._pdf.Root.MarkInfo = Dictionary(Marked=True)


def is_tagged(pdf: Pdf) -> bool:
    tree = pdf.Root.get(Name.StructTreeRoot)
    return isinstance(tree, Dictionary) and Name.ParentTree in tree and "/Nums" in tree.ParentTree


def _children(tree: Object) -> list[Object]:
    children = tree.get(Name.K, Array([]))
    return list(children) if isinstance(children, Array) else [children]


def _shift(holder: Object, key: Name, offset: int) -> None:
    if key in holder:
        holder[key] = int(holder[key]) + offset
