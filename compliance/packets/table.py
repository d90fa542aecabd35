"""A table of sections to be printed, at which several workers may stand.

Each order lies there as a file until somebody has it printed. Taking one locks its file, and the
lock goes with the process that holds it: what a killed worker was at can be taken again at once.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ENDING = ".html"


class Table:
    """A folder of orders: the HTML of sections, by the key under which they will be kept."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def lay(self, orders: dict[str, str]) -> None:
        """Put orders on the table."""
        self._folder.mkdir(mode=0o700)
        for key, html in orders.items():
            (self._folder / f"{key}{ENDING}").write_text(html, encoding="utf-8")

    def orders(self) -> list[str]:
        """The keys of what lies there, the longest first; none where there is no table."""
        lying = []
        for path in self._folder.glob(f"*{ENDING}"):
            try:
                lying.append((path.stat().st_size, path.stem))
            except FileNotFoundError:
                continue
        return [key for _, key in sorted(lying, reverse=True)]

    @contextmanager
    def take(self, key: str) -> Iterator[str | None]:
        """An order to be printed inside the block, and gone after it; None if others have it."""
        path = self._folder / f"{key}{ENDING}"
        try:
            file = path.open(encoding="utf-8")
        except FileNotFoundError:
            yield None
            return
        with file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield None
                return
            yield file.read()
            path.unlink(missing_ok=True)
