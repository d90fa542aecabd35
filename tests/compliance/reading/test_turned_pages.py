"""Pages that are turned or cut: the boxes of words lie where the picture shows the words."""

from io import BytesIO

import pikepdf
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from compliance.reading.extracting import PaperKind, extract
from compliance.reading.pictures import picture_pages

WORDS = "Business Associate shall report a breach"


def turned(path, *, turn=0, box=None, crop=None):
    """One line of words on a page with another line further down, turned clockwise or cut."""
    target = BytesIO()
    canvas = Canvas(target, pagesize=(400, 600), invariant=True)
    canvas.drawString(120, 450, WORDS)
    canvas.save()
    with pikepdf.open(target) as document:
        page = document.pages[0]
        page.Rotate = turn
        if box:
            page.MediaBox = pikepdf.Array(box)
        if crop:
            page.CropBox = pikepdf.Array(crop)
        document.save(path)
    return path


def inked(picture):
    """Where the picture is dark: left, top, right and bottom in points."""
    image = Image.open(BytesIO(picture.png)).convert("L").point(lambda grey: 255 * (grey < 160))
    scale = picture.width / image.width
    return [side * scale for side in image.getbbox()]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize(
    ("box", "crop"),
    [(None, None), (None, [50, 100, 390, 560]), ([-30, -20, 400, 600], None)],
    ids=["whole", "cut", "shifted"],
)
def test_boxes_lie_on_the_words_of_the_picture(tmp_path, turn, box, crop):
    path = turned(tmp_path / "page.pdf", turn=turn, box=box, crop=crop)

    (page,) = extract(path, kind=PaperKind.PDF, words=True).pages
    picture = picture_pages(path, [1])[1]

    boxes = [(one.left, one.top, one.right, one.bottom) for one in page.words]
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    found = [min(lefts), min(tops), max(rights), max(bottoms)]
    assert sorted(page.text.split()) == sorted(WORDS.split())
    assert found == pytest.approx(inked(picture), abs=3)
