"""Putting parts together in a test, and reading what came out with other programs."""

import io
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pikepdf
from pikepdf import Name
from PIL import Image

from compliance.pdf.merge import assemble
from compliance.pdf.parts import Attachment, Metadata, Part
from tests.compliance.pdf.fixtures import AT

METADATA = Metadata("Packet of Lakeview Clinic", "Northwall Partners", "As of 2 March 2026", AT)


def put_together(target: Path, *parts: Part, attachments: list[Attachment] | None = None) -> Path:
    assemble(parts, target, metadata=METADATA, attachments=attachments or [])
    return target


def words(path: Path, first: int, last: int | None = None) -> str:
    command = ["pdftotext", "-layout", "-f", str(first), "-l", str(last or first), path, "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def picture(path: Path, number: int) -> Image.Image:
    command = ["pdftoppm", "-r", "50", "-f", str(number), "-l", str(number), path]
    done = subprocess.run(command, capture_output=True, check=True)
    return Image.open(io.BytesIO(done.stdout)).convert("L")


def jumps(pdf: pikepdf.Pdf, page: int) -> Iterator[int]:
    """Page numbers, from 1, that the links of a page lead to."""
    numbers = {one.obj.objgen: at for at, one in enumerate(pdf.pages, start=1)}
    for annotation in pdf.pages[page - 1].obj.get(Name.Annots, []):
        if Name.Dest in annotation:
            yield numbers[annotation.Dest[0].objgen]


def outline(items, numbers) -> list[tuple[str, int, list]]:
    return [
        (item.title, numbers[item.destination[0].objgen], outline(item.children, numbers))
        for item in items
    ]
