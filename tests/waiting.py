"""Waiting for what another process does."""

import time
from collections.abc import Callable

# Long, because machines differ; only a test that fails waits for all of it.
PATIENCE = 120.0


def until(condition: Callable[[], object], seconds: float = PATIENCE) -> None:
    """Look again and again, and fail when the condition has not come to pass in so many seconds."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come to pass"
        time.sleep(0.02)
