"""A signature that was drawn with pen, finger or mouse: lines, and nothing else."""

import re

from compliance.agreements.rules.signing import SigningReason, SigningRefused

WIDTH, HEIGHT = 600, 160
LONGEST_DRAWING = 8000

_STROKE = re.compile(r"M(\d{1,3}) (\d{1,3})((?:L\d{1,3} \d{1,3})+)")
_POINT = re.compile(r"(\d{1,3}) (\d{1,3})")


def read_drawing(text: str) -> str:
    """Give the drawing as the path of an SVG image, 600 wide and 160 high; empty for none.

    Only strokes of straight lines between whole points, "M10 20L12 22", are a drawing: what could
    load or run never gets in. Raises `SigningRefused` for everything else.
    """
    drawing = text.strip()
    if not drawing:
        return ""
    points = [(int(x), int(y)) for x, y in _POINT.findall(drawing)]
    is_lines = len(drawing) <= LONGEST_DRAWING and not _STROKE.sub("", drawing)
    if not is_lines or any(x > WIDTH or y > HEIGHT for x, y in points):
        message = "Your drawing could not be read. Draw it again, or sign with your typed name."
        raise SigningRefused(SigningReason.DRAWING_UNREADABLE, message)
    return drawing
