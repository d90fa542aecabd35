"""Only for its memory: a cold build with the reports of others, so many times over."""

import sys
from pathlib import Path

from bench.packet.content import SIZES, material
from bench.packet.taken import tell
from bench.packet.worker import Worker

size, folder, times = SIZES[int(sys.argv[1])], Path(sys.argv[2]), int(sys.argv[3])
Worker(folder).build(material(size), sorted(folder.parent.glob("report-*.pdf")) * times)
tell({})
