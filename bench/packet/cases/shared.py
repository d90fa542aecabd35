"""Everything of ours printed off the table by so many workers, as the portal's workers do it."""

import multiprocessing
import sys
from pathlib import Path

from bench.packet.content import SIZES, material
from bench.packet.taken import Told, taken, tell
from bench.packet.worker import Worker
from compliance.packets.press import order
from compliance.packets.table import Table

size, folder, workers = SIZES[int(sys.argv[1])], Path(sys.argv[2]), int(sys.argv[3])
worker, table = Worker(folder), Table(folder / "table")


def join_in(number: int) -> None:
    worker.warm_up(f"earlier-{number}")
    ready.put(number)
    begin.wait()
    work()


def work() -> None:
    for key in table.orders():
        with table.take(key) as html:
            if html is not None:
                worker.press.fill(order(html, {}))


fork = multiprocessing.get_context("fork")
begin, ready = fork.Event(), fork.SimpleQueue()
others = [fork.Process(target=join_in, args=(number,)) for number in range(1, workers)]
for other in others:
    other.start()
for _ in others:
    ready.get()
orders = worker.orders(material(size))
told: Told = {}
with taken(told, f"shared by {workers}"):
    table.lay(orders)
    begin.set()
    work()
    for other in others:
        other.join()
tell(told)
