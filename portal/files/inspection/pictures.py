"""Examines pictures in the child, and draws the copy that packets use."""

import warnings
from collections.abc import Mapping
from typing import Any

from PIL import Image, ImageOps

from portal.files.inspection.terms import Found, Given, answer_to
from portal.files.rules import FileKind

_FORMATS = {"PNG": FileKind.PNG, "JPEG": FileKind.JPEG, "MPO": FileKind.JPEG}
_QUALITY = 88


def answer(job: Mapping[str, Any]) -> dict[str, Any]:
    """What `portal.files.sandbox` calls."""
    return answer_to(job, examine)


def examine(given: Given) -> Found:
    """Decode the whole picture and write it anew as a JPEG: only pixels get through.

    A JPEG for PNG too, because 24 PNG screenshots cost 33 times as much to print as JPEGs. It has
    no metadata, stands upright on white, and is scaled down to what fills a page.
    """
    Image.MAX_IMAGE_PIXELS = given.limits.pixels
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        with Image.open(given.path, formats=("PNG", "JPEG")) as checked:
            checked.verify()
        with Image.open(given.path, formats=("PNG", "JPEG")) as picture:
            kind = _FORMATS[picture.format or ""]
            size = picture.size
            _write_copy(picture, given)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise given.refused(
            f"has more than {given.limits.pixels // 1_000_000} million pixels.",
            advice="Make it smaller, or cut out the part that matters, and upload that.",
        ) from error
    except (OSError, SyntaxError, ValueError, KeyError, IndexError) as error:
        raise given.refused(
            "is a damaged or incomplete picture.",
            advice="Open it on your side; if it shows, save it anew and upload that.",
        ) from error
    return Found(kind, notes=_notes(size, given), derivative=True)


def _notes(size: tuple[int, int], given: Given) -> tuple[str, ...]:
    edge = given.limits.picture_edge
    if max(size) <= edge:
        return ()
    return (
        f"In packets it is shown scaled down from {size[0]} by {size[1]} pixels to at most {edge} "
        "on the longer side; the file itself is kept as it is.",
    )


def _write_copy(picture: Image.Image, given: Given) -> None:
    edge = (given.limits.picture_edge, given.limits.picture_edge)
    picture.draft("RGB", edge)  # a JPEG is decoded no larger than needed
    picture.load()
    upright = ImageOps.exif_transpose(_in_colour(picture))
    upright.thumbnail(edge)
    if upright.mode == "RGBA":
        white = Image.new("RGBA", upright.size, "white")
        upright = Image.alpha_composite(white, upright).convert("RGB")
    # Not with optimize=True, for which Pillow's buffer is too small when a picture is noisy.
    upright.save(given.derivative, format="JPEG", quality=_QUALITY, subsampling=0)


def _in_colour(picture: Image.Image) -> Image.Image:
    """The picture with eight bits a channel, and with a fourth channel if it is see-through."""
    if picture.has_transparency_data:
        return picture.convert("RGBA")
    if picture.mode.startswith("I"):  # 16 bits of grey, which Pillow would cut off at white
        picture = picture.convert("I").point(lambda level: level / 256).convert("L")
    return picture.convert("RGB")
