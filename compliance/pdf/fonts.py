"""The typefaces of documents: Source Serif, Source Sans and Source Code, from their packages.

The interface serves the same files to browsers, so that screen and print look alike everywhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import font_source_sans_pro
import font_source_serif_pro
import fontpkg_source_code_pro

PREFIX = "app:fonts/"
MIME = "font/ttf"
NAMES = {400: "", 600: "Semibold", 700: "Bold"}


@dataclass(frozen=True)
class Face:
    """One weight and style of a family, and the file it is in."""

    family: str
    weight: int
    style: str
    path: Path

    @property
    def address(self) -> str:
        return PREFIX + self.path.name.replace("[wght]", "")

    @property
    def name(self) -> str:
        """What a font is called in a document."""
        styles = [NAMES[self.weight], self.style.title().replace("Normal", "")]
        return "-".join([self.family.replace(" ", "-"), *filter(None, styles)])

    @property
    def is_variable(self) -> bool:
        """Whether the file has many weights in it."""
        return "[wght]" in self.path.name

    @property
    def css(self) -> str:
        return (
            f'@font-face {{ font-family: "{self.family}"; font-weight: {self.weight}; '
            f'font-style: {self.style}; src: url("{self.address}") format("truetype"); }}'
        )


def _faces() -> Iterator[Face]:
    sans = Path(font_source_sans_pro.font_directory)
    serif = Path(font_source_serif_pro.font_directory)
    for weight, name in ((400, "Regular"), (600, "Semibold"), (700, "Bold")):
        italic = "It" if name == "Regular" else f"{name}It"
        for family, folder, stem in (
            ("Source Serif", serif, "SourceSerifPro"),
            ("Source Sans", sans, "SourceSansPro"),
        ):
            yield Face(family, weight, "normal", folder / f"{stem}-{name}.ttf")
            yield Face(family, weight, "italic", folder / f"{stem}-{italic}.ttf")
    code = fontpkg_source_code_pro.ROOT / "files" / "SourceCodePro[wght].ttf"
    yield Face("Source Code", 400, "normal", code)


FACES = tuple(_faces())


def font_css() -> str:
    """The @font-face rules; their addresses are answered by `font_assets()`."""
    return "\n".join(face.css for face in FACES)


def font_assets() -> dict[str, tuple[bytes, str]]:
    """Every font file by the address that the rules give it."""
    return {face.address: (face.path.read_bytes(), MIME) for face in FACES}


def face_of(family: str, weight: int = 400) -> Face:
    """The upright face of a family."""
    wanted = (family, weight, "normal")
    [face] = [face for face in FACES if (face.family, face.weight, face.style) == wanted]
    return face
