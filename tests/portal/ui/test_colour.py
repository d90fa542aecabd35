"""Contrast as WCAG computes it, and accents that stay legible."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.ui.colour import PAPER, NotAColour, accents, contrast

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21.0), ("#ffffff", "#ffffff", 1.0), ("#767676", "#ffffff", 4.54)],
)
def test_contrast_agrees_with_known_values(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)


@given(COLOURS)
def test_any_accent_can_be_read_on_the_paper_of_both_schemes(colour: str) -> None:
    shades = accents(colour)

    assert contrast(shades["light"], PAPER["light"]) >= 5.5
    assert contrast(shades["dark"], PAPER["dark"]) >= 5.5


def test_an_accent_that_is_legible_is_left_alone() -> None:
    assert accents("#1f4d3a")["light"] == "#1f4d3a"


@pytest.mark.parametrize("value", ["", "green", "#fff", "1f4d3a", "#1f4d3a;}*{display:none"])
def test_what_is_no_colour_is_refused(value: str) -> None:
    with pytest.raises(NotAColour, match="six hexadecimal digits"):
        accents(value)
