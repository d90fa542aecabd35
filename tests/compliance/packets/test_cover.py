"""The cover with little and with much that is missing: nothing torn, nothing cut short."""

import io

import pypdfium2
import pytest

from compliance.packets.press import Press
from compliance.packets.sections.base import Row
from compliance.packets.sections.cover import Cover
from compliance.packets.shelf import Shelf
from portal.ui.drawings.seal import draw_seal

FACTS = ("Prepared for", "State shown", "Packet", "Asked for by")
WHY = (
    "Not here yet. It is owed by the client and settled by recording the executed BAA with "
    "Hartfield Compute that covers Hartfield Elastic Compute (us-east-1) and having a second "
    "person accept it."
)


def pages_of(missing, tmp_path, why=WHY):
    cover = Cover(
        house="Northgate",
        subject="Lakeview Clinic: Clinical notes assistant",
        tone="warn",
        verdict="Not clear yet.",
        sentence="3 of 20 requirements are met on 22 November 2026.",
        ruled_out=(),
        missing=tuple(Row(f"Requirement {number} of all", why) for number in range(missing)),
        facts=tuple(Row(one, "As it is") for one in FACTS),
        seal=draw_seal(size=60),
    )
    made = Press(Shelf(tmp_path)).print(cover)
    document = pypdfium2.PdfDocument(io.BytesIO(made.pdf))
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


@pytest.mark.parametrize(
    ("missing", "why"), [(0, ""), (3, WHY), (4, WHY), (6, WHY), (8, WHY[:150])]
)
def test_everything_stands_on_one_page_as_far_as_it_goes(missing, why, tmp_path):
    pages = pages_of(missing, tmp_path, why)

    assert len(pages) == 1


@pytest.mark.parametrize("missing", [9, 14, 30])
def test_where_it_does_not_nothing_is_cut_short_and_the_facts_stay_together(missing, tmp_path):
    pages = pages_of(missing, tmp_path)

    assert len(pages) > 1
    assert all(f"Requirement {number} of all" in "".join(pages) for number in range(missing))
    assert all(one in pages[-1] for one in (*FACTS, "This file is sealed"))
