"""What a stretch of work took, and the end of every case: its figures as JSON."""

import json
import resource
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Told = dict[str, dict[str, float]]


@contextmanager
def taken(told: Told, stage: str, beside: Callable[[], float] = float) -> Iterator[None]:
    """Write down CPU and wall time of a block, with that of the processes it waited for.

    `beside` gives the CPU seconds so far of one that goes on.
    """
    cpu, wall = _cpu() + beside(), time.perf_counter()
    yield
    told[stage] = {"cpu": _cpu() + beside() - cpu, "wall": time.perf_counter() - wall}


def tell(told: Told, **beside: int) -> None:
    """Print everything, with the most memory that this process and others had, in KiB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"stages": told, "peaks": {"": peak, **beside}}))


def _cpu() -> float:
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in both)
