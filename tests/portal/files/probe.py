"""Misbehaves in the sandbox, on order."""

import os
import resource
import sys
import time
from pathlib import Path


def answer(job):
    return _DEEDS[job["deed"]]()


def _limits():
    names = ("AS", "CPU", "FSIZE", "NOFILE", "CORE")
    return {name: resource.getrlimit(getattr(resource, f"RLIMIT_{name}")) for name in names}


def _surroundings():
    return {
        "environment": {name: value for name, value in os.environ.items() if name != "LC_CTYPE"},
        "open": [path.name for path in Path("/proc/self/fd").iterdir()],
        "folder": str(Path.cwd()),
        "modules": sorted(sys.modules),
        "path": sys.path,
    }


def _memory():
    return {"size": len(b"x" * (1 << 34))}


def _spin():
    while True:
        pass


def _sleep():
    time.sleep(3600)


def _write():
    Path("big").write_bytes(b"x" * (1 << 20))
    return {}


def _die():
    os.abort()


def _chatter():
    sys.stdout.write("printed by a library\n")
    os.write(1, b"written by a library\n")
    return {"kept": True}


_DEEDS = {
    "limits": _limits,
    "surroundings": _surroundings,
    "memory": _memory,
    "spin": _spin,
    "sleep": _sleep,
    "write": _write,
    "die": _die,
    "exit": lambda: sys.exit(0),
    "chatter": _chatter,
    "flood": lambda: {"much": "x" * (1 << 20)},
    "list": lambda: [1, 2],
    "raise": lambda: 1 // 0,
}
