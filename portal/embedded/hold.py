"""How a process comes to a running server and lets go of it again.

Three lock files per server. `start` is held while somebody changes anything. `users` is shared
by every process that holds the server; the kernel drops it with the process. `keeper` is held
by the keeper and handed to it already locked, so that there are never two.
"""

import fcntl
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from portal.embedded import paths
from portal.embedded.refusal import ServerRefused

PATIENCE = 300.0  # seconds; recovery after a crash reads the whole write-ahead log
STOPPING = 60.0
PAUSE = 0.02
LOOKS = 3


@dataclass(frozen=True)
class Hold:
    pid: int
    users: IO[str]
    addresses: dict[str, str]
    keeper: "subprocess.Popen[bytes] | None"


_holds: dict[tuple[str, Path], Hold] = {}
_outliving: list["subprocess.Popen[bytes]"] = []  # keepers that go on for other processes


def attach(name: str, data: Path) -> dict[str, str]:
    """Hold the server until this process ends; returns its addresses."""
    held = _holds.get((name, data))
    if held:
        return held.addresses
    for _ in range(3):  # a keeper that was on its way out is followed by a new one
        hold = _try_to_attach(name, data)
        if hold:
            _holds[name, data] = hold
            return hold.addresses
    raise ServerRefused(
        f"The embedded {name} server did not start. See the end of {paths.log_file(data, name)}."
    )


def release(data: Path | None) -> None:
    """Let go of the servers of one data folder, or of all.

    A forked child does nothing: the lock is its parent's.
    """
    for name, folder in list(_holds):
        if data in (None, folder):
            hold = _holds.pop((name, folder))
            if hold.pid == os.getpid():
                _release(name, folder, hold)


def _try_to_attach(name: str, data: Path) -> Hold | None:
    with locked(lock_file(data, name, "start")):
        users = lock_file(data, name, "users").open("w")
        fcntl.flock(users, fcntl.LOCK_SH)
        keeper = None if keeper_lives(name, data) else _start_keeper(name, data)
    try:
        addresses = _wait_for_addresses(name, data)
    except ServerRefused:
        addresses = None
        raise
    finally:
        if addresses is None:
            users.close()
            _reap(keeper)
    return Hold(os.getpid(), users, addresses, keeper) if addresses else None


def _start_keeper(name: str, data: Path) -> "subprocess.Popen[bytes] | None":
    with lock_file(data, name, "keeper").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return None
        state_file(data, name).unlink(missing_ok=True)
        command = [sys.executable, "-m", "portal.embedded.keeper", name, str(data)]
        with paths.log_file(data, name).open("ab") as log:
            return subprocess.Popen(
                [*command, str(lock.fileno())],
                cwd=paths.PROJECT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=[lock.fileno()],
                start_new_session=True,
            )


def _wait_for_addresses(name: str, data: Path) -> dict[str, str] | None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        alive = keeper_lives(name, data)
        with suppress(FileNotFoundError):
            state = json.loads(state_file(data, name).read_text())
            if "refused" in state:
                raise ServerRefused(state["refused"])
            return dict(state)
        if not alive:
            return None
        time.sleep(PAUSE)
    raise ServerRefused(f"The embedded {name} server did not answer within {PATIENCE:.0f} seconds.")


def _release(name: str, data: Path, hold: Hold) -> None:
    hold.users.close()
    deadline = time.monotonic() + STOPPING
    others = 0  # looks in a row that found somebody: one alone may be another process looking
    while others < LOOKS and keeper_lives(name, data) and time.monotonic() < deadline:
        others = 0 if has_no_users(name, data) else others + 1
        time.sleep(PAUSE)
    if not keeper_lives(name, data):
        _reap(hold.keeper)
    elif hold.keeper:
        _outliving.append(hold.keeper)


def _reap(keeper: "subprocess.Popen[bytes] | None") -> None:
    if keeper:
        keeper.wait(timeout=STOPPING)


def lock_file(data: Path, name: str, purpose: str) -> Path:
    return paths.run_folder(data) / f"{name}.{purpose}.lock"


def state_file(data: Path, name: str) -> Path:
    return paths.run_folder(data) / f"{name}.json"


@contextmanager
def locked(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def keeper_lives(name: str, data: Path) -> bool:
    return not _free(lock_file(data, name, "keeper"), fcntl.LOCK_SH)


def has_no_users(name: str, data: Path) -> bool:
    """Whether every process that held the server is gone."""
    return _free(lock_file(data, name, "users"), fcntl.LOCK_EX)


def _free(path: Path, kind: int) -> bool:
    with path.open("w") as lock:
        try:
            fcntl.flock(lock, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True
