"""A worker as the portal has it: Django is set up, and it has built a packet before."""

from collections.abc import Sequence
from pathlib import Path

import django

django.setup()

from bench.packet import ours  # noqa: E402
from bench.packet.content import Material, Size, material  # noqa: E402
from compliance.packets.press import Press  # noqa: E402
from compliance.packets.shelf import Shelf  # noqa: E402

SMALL = Size(clauses=1, judgements=1, matrix=(1, 2), milestones=1, evidence=1, events=1, items=1)


class Worker:
    """Builds packets in a folder, with an empty shelf of its own."""

    def __init__(self, folder: Path) -> None:
        self.press = Press(Shelf(folder / "shelf"))
        self.target = folder / "ours.pdf"
        ours.build(material(SMALL), Press(Shelf(folder / "earlier")), folder / "earlier.pdf")

    def build(self, material: Material, foreign: Sequence[Path] = ()) -> None:
        ours.build(material, self.press, self.target, foreign)

    def orders(self, material: Material) -> dict[str, str]:
        return ours.orders_of(material, self.press)
