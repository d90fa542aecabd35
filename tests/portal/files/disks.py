"""Makes the disk small for a while, and looks at what is on it."""

import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager

from portal.files.store import Store


@contextmanager
def little_disk() -> Iterator[None]:
    """No file that this process writes may grow beyond half a megabyte, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 19, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


def everything(store: Store) -> list[str]:
    """Every file below the root of the store, finished or not."""
    return sorted(
        str(path.relative_to(store.root)) for path in store.root.rglob("*") if path.is_file()
    )
