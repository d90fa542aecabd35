"""HTML to PDF: the same input gives the same bytes."""

import gc
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache, partial
from hashlib import sha256
from typing import Any

import pydyf
from weasyprint import CSS, HTML
from weasyprint.document import Document, Page
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError

from compliance.pdf.borrowed import Borrowed
from compliance.pdf.fetcher import BASE, AssetFetcher
from compliance.pdf.fonts import font_assets
from compliance.pdf.printed import Anchor, Assets, Look, Rendered, document_look
from compliance.pdf.refusals import RenderRefused

POINTS_PER_PIXEL = 0.75
VARIANT = "pdf/a-3b"
# The colour profile is added once, when parts are put together, and not to every part.
NO_PROFILE = ""
# Elements that hold text. A Span inside one of them that has a meaning has an element of its own.
TEXT_HOLDERS = {"/P", "/TD", "/TH", "/H1", "/H2", "/H3", "/H4", "/LBody", "/Caption", "/NonStruct"}


class _Stylesheet:
    """CSS parsed once, with its fonts loaded once, for all documents that look like that."""

    def __init__(self, look: Look) -> None:
        self.fonts = FontConfiguration()
        self.css = CSS(
            string=look.css,
            base_url=BASE,
            url_fetcher=AssetFetcher(font_assets()),
            font_config=self.fonts,
        )


_stylesheet = cache(_Stylesheet)


def render(
    html: str,
    *,
    look: Look | None = None,
    assets: Assets | None = None,
    tagged: bool = True,
    borrowing: bool = False,
) -> Rendered:
    """Lay out a whole HTML document, tagged for screen readers unless told not to.

    The result is a part for `merge.assemble()`, which adds page numbers, metadata and the colour
    profile that make a document of it, and the fonts of one that is `borrowing` them: nothing else
    can be done with such a part. `assets` are the pictures it shows, by `app:` address.
    Raises `RenderRefused` when the HTML asks for anything that is not among them.
    """
    with _collecting_afterwards():
        fonts = Borrowed() if borrowing else {}
        css = _stylesheet(look or document_look())
        return _render(html, css, assets or {}, fonts, tagged=tagged)


def _render(
    html: str, css: _Stylesheet, assets: Assets, fonts: dict[int, Any], *, tagged: bool
) -> Rendered:
    fetcher = AssetFetcher(assets)
    options = {
        "pdf_tags": tagged,
        "pdf_variant": VARIANT,
        "output_intent": NO_PROFILE,
    }
    finisher = partial(_finish, sha256(html.encode()).hexdigest()[:12])
    try:
        source = HTML(string=html, base_url=BASE, url_fetcher=fetcher)
        document = source.render(font_config=css.fonts, stylesheets=[css.css], **options)
        document.fonts = fonts
        pdf = document.write_pdf(finisher=finisher, **options)
    except FatalURLFetchingError as error:
        raise RenderRefused(_outside(fetcher)) from error
    if fetcher.refused:
        raise RenderRefused(_outside(fetcher))
    anchors = {
        name: _anchor(number, page, rectangle)
        for number, page in enumerate(document.pages)
        for name, rectangle in page.anchors.items()
    }
    return Rendered(pdf, len(document.pages), anchors)


@contextmanager
def _collecting_afterwards() -> Iterator[None]:
    """A layout is a web of small objects that grows until its end.

    Looking through it again and again for what could be freed takes a quarter of the time. All of
    it is young at the end, and goes at once.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.collect(0)
        if collecting:
            gc.enable()


def _outside(fetcher: AssetFetcher) -> str:
    addresses = ", ".join(fetcher.refused)
    return f"The document was not made: not an asset of this document: {addresses}"


def _anchor(number: int, page: Page, box: tuple[float, float, float, float]) -> Anchor:
    left, top, right, bottom = (side * POINTS_PER_PIXEL for side in box)
    height = page.height * POINTS_PER_PIXEL
    return Anchor(number, left, height - bottom, right, height - top)


def _finish(prefix: str, _: Document, pdf: pydyf.PDF) -> None:
    elements = [
        entry
        for entry in pdf.objects
        if isinstance(entry, pydyf.Dictionary) and entry.get("Type") == "/StructElem"
    ]
    _tell_cells_apart(prefix, elements)
    if elements:
        _hang_lines_in_place(pdf, elements)
    for element in elements:
        _leave_out_what_goes_without_saying(element)
    for entry in pdf.objects:
        if isinstance(entry, pydyf.Stream) and "Filter" not in entry.extra:
            _pack(entry)


def _pack(stream: pydyf.Stream) -> None:
    """Pack a stream as well as is worth its time.

    WeasyPrint does it as well as can be, which takes an eighth of all time on pages full of hashes.
    """
    stream.compress = False
    _, _, body = stream.data.partition(b"\nstream\n")
    stream.stream = [zlib.compress(body.removesuffix(b"\nendstream"), 6)]
    stream.extra["Filter"] = "/FlateDecode"


def _tell_cells_apart(prefix: str, elements: list[pydyf.Dictionary]) -> None:
    """Header cells are named by position; sections that are merged must not share those names."""
    for element in elements:
        if isinstance(element.get("ID"), pydyf.String):
            element["ID"].string = f"{prefix}-{element['ID'].string}"


def _hang_lines_in_place(pdf: pydyf.PDF, elements: list[pydyf.Dictionary]) -> None:
    """Give every line of text to its paragraph or cell itself.

    WeasyPrint puts a Span around each line, and a NonStruct around words that only look otherwise.
    They say nothing and more than double the size of the tree.
    """
    by_reference = {element.reference: element for element in elements}
    moved: dict[bytes, bytes] = {}
    for element in reversed(elements):
        parent = by_reference.get(element["P"])
        if parent is not None and _says_nothing(element, parent):
            at = parent["K"].index(element.reference)
            parent["K"][at : at + 1] = element["K"]
            moved[element.reference] = element["P"]
    for reference in moved:
        # Empty and not free: pydyf counts free objects among those of its object stream, and the
        # places of all behind them are wrong then.
        by_reference[reference].clear()
    [tree] = [
        entry for entry in pdf.objects if isinstance(entry, pydyf.Dictionary) and "Nums" in entry
    ]
    for entry in tree["Nums"]:
        if isinstance(entry, pydyf.Array):
            entry[:] = [_home(reference, moved) for reference in entry]


def _leave_out_what_goes_without_saying(element: pydyf.Dictionary) -> None:
    """A fifth of the tree: entries that are optional and add nothing (ISO 32000-1, table 323).

    That it is an element, on which page others hold what it holds, that a cell is of a table.
    """
    element.pop("Type", None)
    if not any(isinstance(content, int) for content in element.get("K", ())):
        element.pop("Pg", None)
    if set(element.get("A", ())) == {"O"}:
        del element["A"]


def _says_nothing(element: pydyf.Dictionary, parent: pydyf.Dictionary) -> bool:
    """Whether it has nothing but text, which its parent on the same page could have as well."""
    return (
        parent["S"] in TEXT_HOLDERS
        and parent.get("Pg") == element.get("Pg")
        and (element["S"] == "/NonStruct" or (element["S"] == "/Span" and len(element["K"]) == 1))
        and all(isinstance(content, int) for content in element["K"])
    )


def _home(reference: bytes, moved: Mapping[bytes, bytes]) -> bytes:
    while reference in moved:
        reference = moved[reference]
    return reference
