"""A drawing is strokes of lines inside its frame; nothing else passes for one."""

import pytest

from compliance.agreements.rules import SigningReason, SigningRefused, read_drawing


@pytest.mark.parametrize("drawing", ["", "  ", "M10 20L12 22", "M0 0L600 160L3 4M5 5L5 5"])
def test_lines_are_a_drawing_and_so_is_none(drawing):
    assert read_drawing(drawing) == drawing.strip()


@pytest.mark.parametrize(
    "drawing",
    [
        "M10 20",
        "L10 20",
        "M10 20L601 20",
        "M10 20L10 161",
        "M-1 0L2 2",
        "M1 1L2 2Z",
        "M1 1L2 2<script>",
        '"/><image href="https://example.test/x"/>',
        "M1.5 1L2 2",
        "M1 1" + "L2 2" * 2001,
    ],
)
def test_anything_else_is_refused(drawing):
    with pytest.raises(SigningRefused) as refused:
        read_drawing(drawing)

    assert refused.value.reason is SigningReason.DRAWING_UNREADABLE
