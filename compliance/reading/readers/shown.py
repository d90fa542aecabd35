"""Places on a page as it is shown: turned as the file says, cut to what is seen."""

from dataclasses import dataclass
from typing import Self

import pypdfium2


@dataclass(frozen=True, slots=True)
class Shown:
    """What is seen of a page: its box in the page's own space (y upwards), and its clockwise turn.

    The turn is 0, 90, 180 or 270 degrees (ISO 32000-1, 7.7.3.3, /Rotate and /CropBox).
    """

    left: float
    bottom: float
    right: float
    top: float
    turn: int = 0

    @classmethod
    def of(cls, page: pypdfium2.PdfPage) -> Self:
        """As the library draws it."""
        left, bottom, right, top = page.get_bbox()
        return cls(left, bottom, right, top, page.get_rotation())

    def box(
        self, left: float, right: float, bottom: float, top: float
    ) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of a box, in points from the upper left of what is seen."""
        x1, y1 = self._point(left, bottom)
        x2, y2 = self._point(right, top)
        return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)

    def _point(self, x: float, y: float) -> tuple[float, float]:
        places = {
            0: (x - self.left, self.top - y),
            90: (y - self.bottom, x - self.left),
            180: (self.right - x, y - self.bottom),
            270: (self.top - y, self.right - x),
        }
        return places[self.turn]
