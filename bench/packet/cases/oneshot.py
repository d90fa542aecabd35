"""One-shot WeasyPrint."""

import sys
from pathlib import Path

import weasyprint

from bench.packet import oneshot
from bench.packet.content import SIZES, material
from bench.packet.taken import Told, taken, tell

size, folder = SIZES[int(sys.argv[1])], Path(sys.argv[2])
html, target = oneshot.page(material(size)), folder / "oneshot.pdf"
told: Told = {}
with taken(told, "oneshot"):
    weasyprint.HTML(string=html).write_pdf(target)
told["oneshot"]["bytes"] = target.stat().st_size
tell(told)
