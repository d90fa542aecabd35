"""The mark of a sealed record and the portal's own mark."""

from math import cos, pi, sin

from django.utils.safestring import SafeString

from portal.ui.drawings.svg import element

LOBES = 24


def _rosette(radius: float, depth: float) -> str:
    """A closed scalloped ring around (32, 32), as engraved on seals."""
    points = []
    for step in range(LOBES * 2):
        angle = pi * step / LOBES
        reach = radius if step % 2 == 0 else radius - depth
        points.append((32 + reach * sin(angle), 32 - reach * cos(angle)))
    start = points[0]
    curves = []
    for index in range(1, len(points), 2):
        control, end = points[index], points[(index + 1) % len(points)]
        curves.append(f"Q{control[0]:.2f} {control[1]:.2f} {end[0]:.2f} {end[1]:.2f}")
    return f"M{start[0]:.2f} {start[1]:.2f}{''.join(curves)}Z"


def draw_seal(*, size: int, label: str = "") -> SafeString:
    """A rosette with two rings and a signature's tick; `label` names it, else it is decoration."""
    named = {"role": "img", "aria_label": label} if label else {"aria_hidden": "true"}
    return element(
        "svg",
        element("path", d=_rosette(30.5, 3.4), stroke_width="1.4"),
        element("circle", cx=32, cy=32, r=22.5, stroke_width="0.8"),
        element("circle", cx=32, cy=32, r=20, stroke_width="0.8", stroke_dasharray="0.8 2.2"),
        element("path", d="M22.5 33.5l6.4 6.6c3.4-7.6 8-13.2 14.2-17", stroke_width="2.6"),
        class_="seal",
        viewBox="0 0 64 64",
        width=size,
        height=size,
        fill="none",
        stroke="currentColor",
        stroke_linecap="round",
        stroke_linejoin="round",
        **named,
    )


def draw_brand_mark(*, size: int) -> SafeString:
    """Two strokes that sign one line: the signature and the countersignature."""
    return element(
        "svg",
        element("path", d="M4.5 20.5l4.2 4.3c2.4-6.6 5.8-12.6 10.3-17.3"),
        element("path", d="M13.6 24.8c2.4-6.6 5.8-12.6 10.3-17.3"),
        element("path", d="M3 29h26", stroke_width="1"),
        viewBox="0 0 32 32",
        width=size,
        height=size,
        fill="none",
        stroke="currentColor",
        stroke_width="2.4",
        stroke_linecap="round",
        stroke_linejoin="round",
        aria_hidden="true",
    )
