"""The benchmark of packets still builds one; what it measures is up to `./run bench packet`."""

from bench.packet.content import Size, material
from bench.packet.ours import Summary, build
from compliance.packets.press import Press
from compliance.packets.shelf import Shelf
from compliance.pdf.foreign import count_pages

SMALL = Size(clauses=1, judgements=1, matrix=(1, 2), milestones=1, evidence=1, events=1, items=1)


def test_a_small_packet_is_built(tmp_path, settings):
    [engine] = settings.TEMPLATES
    folder = settings.BASE_DIR / "bench" / "packet" / "templates"
    settings.TEMPLATES = [engine | {"DIRS": [*engine["DIRS"], folder]}]

    layout = build(material(SMALL), Press(Shelf(tmp_path / "shelf")), tmp_path / "packet.pdf")

    assert count_pages(tmp_path / "packet.pdf") == layout.total
    assert Summary.key in layout.firsts
