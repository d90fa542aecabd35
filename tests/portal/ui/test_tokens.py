"""The palette holds WCAG 2.2 AA in both schemes; the style sheets stay small."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from portal.ui.colour import PAPER, contrast

CSS = Path(settings.BASE_DIR) / "static" / "css"
PAIR = re.compile(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)")
TOKENS = {
    name: {"light": day, "dark": night}
    for name, day, night in PAIR.findall((CSS / "tokens.css").read_text())
}
ACCENTS = dict(
    re.findall(r"--accent-(day|night): (#[0-9a-f]{6})", (CSS / "tokens.css").read_text())
)
TOKENS["accent"] = {"light": ACCENTS["day"], "dark": ACCENTS["night"]}
SURFACES = ("paper", "surface", "record", "sunk")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("ink", ["ink", "soft", "accent", "amber", "red"])
def test_words_can_be_read_on_every_surface(ink: str, surface: str, scheme: str) -> None:
    assert contrast(TOKENS[ink][scheme], TOKENS[surface][scheme]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        ("amber", "amber-tint"),
        ("red", "red-tint"),
        ("ink", "amber-tint"),
        ("ink", "red-tint"),
        ("on-accent", "accent"),
        ("on-red", "red"),
    ],
)
def test_words_can_be_read_on_tints_and_buttons(ink: str, ground: str, scheme: str) -> None:
    assert contrast(TOKENS[ink][scheme], TOKENS[ground][scheme]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("surface", SURFACES)
def test_edges_of_what_can_be_used_are_seen(surface: str, scheme: str) -> None:
    assert contrast(TOKENS["edge"][scheme], TOKENS[surface][scheme]) >= 3


def test_accents_are_judged_on_the_paper_the_pages_have() -> None:
    assert TOKENS["paper"] == PAPER


def test_the_style_sheets_stay_under_twelve_hundred_lines() -> None:
    assert sum(len(sheet.read_text().splitlines()) for sheet in CSS.glob("*.css")) < 1200
