"""A worker as the portal has it: Django is set up, and it has built a packet before.

What it has printed and put together is done by a process beside it (compliance/pdf/printer.py).
"""

from collections.abc import Sequence
from pathlib import Path

import django

django.setup()

from bench.packet import ours  # noqa: E402
from bench.packet.content import Material, Size, material  # noqa: E402
from compliance.packets.press import Press  # noqa: E402
from compliance.packets.shelf import Shelf  # noqa: E402
from compliance.pdf import printer  # noqa: E402

SMALL = Size(clauses=1, judgements=1, matrix=(1, 2), milestones=1, evidence=1, events=1, items=1)


class Worker:
    """Builds packets in a folder, with an empty shelf of its own."""

    def __init__(self, folder: Path) -> None:
        self.press = Press(Shelf(folder / "shelf"))
        self.target = folder / "ours.pdf"
        self.folder = folder
        self.warm_up("earlier")

    def warm_up(self, name: str) -> None:
        """Build a small packet, with nothing on its shelf."""
        press = Press(Shelf(self.folder / name))
        ours.build(material(SMALL), press, self.folder / f"{name}.pdf")

    def build(self, material: Material, foreign: Sequence[Path] = ()) -> None:
        ours.build(material, self.press, self.target, foreign)

    def spent(self) -> float:
        """CPU seconds of the process beside it."""
        return printer.spent().cpu

    def peak(self) -> int:
        """The most memory that one had, in KiB."""
        return printer.spent().peak

    def orders(self, material: Material) -> dict[str, str]:
        return ours.orders_of(material, self.press)
