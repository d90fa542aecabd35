"""A folder to put a packet together in, gone afterwards, also after a worker that was killed."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

# Longer than any build may take.
ABANDONED_AFTER = timedelta(hours=6)


@contextmanager
def workshop(root: Path, *, at: datetime) -> Iterator[Path]:
    """An empty folder below `root`. First clears away what killed workers left there."""
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    oldest = (at - ABANDONED_AFTER).timestamp()
    for folder in root.iterdir():
        if folder.stat().st_mtime < oldest:
            shutil.rmtree(folder, ignore_errors=True)
    with TemporaryDirectory(prefix="packet-", dir=root) as name:
        yield Path(name)
