"""The process that starts one embedded server, keeps it running and stops it at the end.

Started by portal.embedded.hold as `python -m portal.embedded.keeper NAME DATA LOCK`, where LOCK
is the number of the open, already locked lock file.
"""

import json
import os
import signal
import sys
import time
from pathlib import Path
from types import FrameType
from typing import Protocol

from portal.embedded import hold, paths
from portal.embedded.postgres import Postgres
from portal.embedded.refusal import ServerRefused
from portal.embedded.valkey import Valkey

PAUSE = 0.2


class Server(Protocol):
    """What a keeper needs of a server."""

    def start(self) -> dict[str, str]:
        """Start it, or take over the one that runs; returns its addresses once it answers."""

    def ensure(self) -> None:
        """Start it again if it has died."""

    def stop(self) -> None:
        """Stop it; returns when its process is gone."""


SERVERS: dict[str, type[Postgres] | type[Valkey]] = {"postgres": Postgres, "valkey": Valkey}


def keep(name: str, data: Path) -> None:
    """Run until nobody holds the server any more.

    A refusal is left in the state file, for the process that waits for addresses.
    """
    server: Server = SERVERS[name](data)
    state = hold.state_file(data, name)
    try:
        paths.write_private(state, json.dumps(server.start()))
        while not _ended(name, data, server):
            server.ensure()
            time.sleep(PAUSE)
    except ServerRefused as refused:
        paths.write_private(state, json.dumps({"refused": str(refused)}))
        server.stop()
    except SystemExit:
        state.unlink(missing_ok=True)
        server.stop()
        raise


def _ended(name: str, data: Path, server: Server) -> bool:
    """Stop the server if nobody holds it. Under `start`, so that nobody attaches meanwhile."""
    if not hold.has_no_users(name, data):
        return False
    with hold.locked(hold.lock_file(data, name, "start")):
        if not hold.has_no_users(name, data):
            return False
        hold.state_file(data, name).unlink(missing_ok=True)
        server.stop()
    return True


def _leave(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


def main() -> None:
    name, data, lock = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    os.set_inheritable(lock, False)  # noqa: FBT003 - takes no keyword
    signal.signal(signal.SIGTERM, _leave)
    keep(name, data)  # the lock goes with the process: whoever finds it free finds us gone


if __name__ == "__main__":
    main()
