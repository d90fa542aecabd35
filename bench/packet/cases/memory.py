"""Only for its memory: a cold build with the reports of others, so many times over."""

import shutil
import sys
from pathlib import Path

from bench.packet.content import SIZES, material
from bench.packet.taken import tell
from bench.packet.worker import Worker

size, folder, times = SIZES[int(sys.argv[1])], Path(sys.argv[2]), int(sys.argv[3])
reports = []
for report in sorted(folder.parent.glob("report-*.pdf")):
    # Each is a document of its own.
    for number in range(times):
        reports.append(folder / f"{report.stem}-{number}.pdf")
        shutil.copy(report, reports[-1])
worker = Worker(folder)
worker.build(material(size), reports)
tell({}, printing=worker.peak())
