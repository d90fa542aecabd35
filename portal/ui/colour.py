"""Contrast of two colours (WCAG 2.2, relative luminance) and accents that stay legible."""

import re
from colorsys import hls_to_rgb, rgb_to_hls

PAPER = {"light": "#f7f4ed", "dark": "#191815"}
TEXT_CONTRAST = 4.5
_HEX = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)


class NotAColour(ValueError):
    """Refuses anything but a six-digit hexadecimal colour such as #1f4d3a."""

    def __init__(self, value: str) -> None:
        super().__init__(f"“{value}” is not a colour. Write six hexadecimal digits, as in #1f4d3a.")


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue, 0 to 255, of “#rrggbb”; refuses anything else."""
    if not _HEX.fullmatch(colour):
        raise NotAColour(colour)
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance(colour: str) -> float:
    """Relative luminance from 0 (black) to 1 (white), as WCAG 2.2 defines it."""
    linear = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (channel / 255 for channel in channels(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio from 1 (the same) to 21 (black on white), as WCAG 2.2 defines it."""
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def relit(colour: str, lightness: float) -> str:
    """The same hue and saturation at another lightness (0 to 1)."""
    red, green, blue = (channel / 255 for channel in channels(colour))
    hue, _, saturation = rgb_to_hls(red, green, blue)
    return "#" + "".join(
        f"{round(part * 255):02x}" for part in hls_to_rgb(hue, lightness, saturation)
    )


def legible(colour: str, *, paper: str, least: float = TEXT_CONTRAST) -> str:
    """`colour`, darkened or lightened only as far as it takes to be read on `paper`."""
    red, green, blue = (channel / 255 for channel in channels(colour))
    start = rgb_to_hls(red, green, blue)[1]
    goal = 0.0 if luminance(paper) > 0.18 else 1.0
    steps = (relit(colour, start + (goal - start) * step / 40) for step in range(41))
    return next(step for step in steps if contrast(step, paper) >= least)


def accents(colour: str) -> dict[str, str]:
    """A partner's accent for the light and the dark scheme, each legible on its paper.

    Both are held to 5.5 so that they also pass on the tinted surfaces, which cost some contrast.
    """
    return {scheme: legible(colour, paper=PAPER[scheme], least=5.5) for scheme in ("light", "dark")}
