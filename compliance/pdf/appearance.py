"""Where a signature shows on the page, and what it looks like there."""

import secrets
from dataclasses import dataclass
from io import BytesIO

from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.layout import (
    AxisAlignment,
    BoxConstraints,
    Margins,
    SimpleBoxLayoutRule,
)
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.stamp import StaticStampStyle

# The stamp is as large as its box, so that it starts where the line below it starts.
_FILLED = SimpleBoxLayoutRule(
    x_align=AxisAlignment.ALIGN_MIN, y_align=AxisAlignment.ALIGN_MIN, margins=Margins(0, 0, 0, 0)
)


@dataclass(frozen=True)
class Appearance:
    """A visible signature: page from 0, box in points (left, bottom, right, top).

    `stamp` is a one-page PDF drawn into the box. Without it the field is see-through and what the
    page prints there is what is seen; the field then only makes the place answer to a click.
    """

    page: int
    box: tuple[float, float, float, float]
    stamp: bytes | None = None

    @property
    def rounded_box(self) -> tuple[int, int, int, int]:
        left, bottom, right, top = (round(side) for side in self.box)
        return left, bottom, right, top

    def style(self) -> StaticStampStyle:
        background = None if self.stamp is None else _StampPage(self.stamp)
        return StaticStampStyle(border_width=0, background=background, background_layout=_FILLED)


class _StampPage(PdfContent):
    """The first page of a PDF as drawing instructions, with its embedded fonts."""

    def __init__(self, pdf: bytes) -> None:
        super().__init__()
        self._pdf = pdf

    def render(self) -> bytes:
        writer = self._ensure_writer
        page = writer.import_page_as_xobject(PdfFileReader(BytesIO(self._pdf)))
        name = f"/Stamp{secrets.token_hex(8)}"
        self.resources.xobject[name] = page
        left, bottom, right, top = page.get_object()["/BBox"]
        self.box = BoxConstraints(width=abs(right - left), height=abs(top - bottom))
        return f"{name} Do".encode()
