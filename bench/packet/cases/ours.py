"""Sections apart: cold, with nothing changed, with little changed, with reports of others."""

import sys
from pathlib import Path

from bench.packet.content import SIZES, material
from bench.packet.taken import Told, taken, tell
from bench.packet.worker import Worker

AGAIN = 5  # It is so little that one alone is told by chance.

size, folder = SIZES[int(sys.argv[1])], Path(sys.argv[2])
worker, said = Worker(folder), material(size)
changed, longer = material(size, other_verdict=True), material(size, more_events=5)
told: Told = {}
with taken(told, "cold", worker.spent):
    worker.build(said)
told["cold"]["bytes"] = worker.target.stat().st_size
with taken(told, "nothing", worker.spent):
    for _ in range(AGAIN):
        worker.build(said)
told["nothing"] = {what: figure / AGAIN for what, figure in told["nothing"].items()}
with taken(told, "one", worker.spent):
    worker.build(changed)
with taken(told, "appended", worker.spent):
    worker.build(longer)
reports = sorted(folder.parent.glob("report-*.pdf"))
with taken(told, "new reports", worker.spent):
    worker.build(said, reports)
with taken(told, "reports", worker.spent):
    worker.build(said, reports)
tell(told)
