"""The child's side of `portal.files.sandbox`: takes on its limits, then does its one job."""

import importlib
import json
import os
import resource
import runpy
import sys
from collections.abc import Mapping

OUT_OF_MEMORY = 75


def main(order: str) -> None:
    """Do the job in `order` and print its answer as one line of JSON.

    A MemoryError is told by the exit code, since it may be too late to say more.
    """
    wanted = json.loads(order)
    take_on(wanted["limits"])
    # What a library prints must not get between us and the one line that is our answer.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="ascii")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    try:
        answer = importlib.import_module(wanted["module"]).answer(wanted["job"])
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    answers.write(json.dumps(answer) + "\n")
    answers.close()


def become(order: str) -> None:
    """Turn into the program in `order`: its module, its words, and where it is found."""
    wanted = json.loads(order)
    take_on(wanted["limits"])
    sys.path.insert(0, wanted["source"])
    sys.argv = [wanted["module"], *wanted["words"]]
    runpy.run_module(wanted["module"], run_name="__main__", alter_sys=True)


def take_on(limits: Mapping[str, int]) -> None:
    """Limit this process to so much memory, processor time, written bytes and open files."""
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, limits["written_bytes"])
    _limit(resource.RLIMIT_NOFILE, limits["open_files"])
    # The second of grace is what makes the kernel say SIGXCPU instead of a wordless SIGKILL.
    _limit(resource.RLIMIT_CPU, limits["cpu_seconds"], grace=1)
    if sys.platform != "darwin":  # which knows this limit, but refuses to set it
        _limit(resource.RLIMIT_AS, limits["memory_bytes"])


def _limit(which: int, most: int, *, grace: int = 0) -> None:
    _, ceiling = resource.getrlimit(which)
    hard = most + grace if ceiling == resource.RLIM_INFINITY else min(most + grace, ceiling)
    resource.setrlimit(which, (min(most, hard), hard))
