"""Everything that has to run, as child processes of one supervisor: web, worker and beat.

with Stack(data=folder, settings="portal.settings.demo", port=8000) as stack:
    stack.manage("demo_book")
    stack.watch()
"""

import fcntl
import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from portal import embedded
from portal.embedded import paths
from portal.processes import Child, end_leftovers, remember, uninterrupted

HOST = "127.0.0.1"
PATIENCE = 90.0  # seconds until the web answers
WARM_STOP = 20.0  # seconds for tasks and requests that have begun
PAUSE = 0.1
CELERY = ("-m", "celery", "--app", "portal.celery:app")
COMMANDS = {
    "web": (
        *("-m", "gunicorn", "portal.wsgi:application", "--bind", HOST + ":{port}"),
        *("--worker-class", "gthread", "--workers", "2", "--threads", "4"),
        *("--graceful-timeout", "10", "--access-logfile", "-", "--no-control-socket"),
    ),
    "worker": (
        *(*CELERY, "worker", "--queues", "default,packets", "--concurrency", "2"),
        *("--loglevel", "info", "--without-gossip", "--without-mingle"),
    ),
    "beat": (*CELERY, "beat", "--loglevel", "info", "--pidfile=", "--schedule", "{schedule}"),
}


class StackRefused(Exception):
    """Says in a sentence fit for the person at the keyboard why the stack is not up."""


@dataclass(kw_only=True)
class Stack:
    """Migrations (with the web), then web, worker and beat on this machine's loopback address.

    `data` is the data folder of this run, `settings` the settings module of all processes,
    `port` a free port when None. `say` gets a line for the person at the keyboard.
    """

    data: Path
    settings: str
    port: int | None = None
    parts: tuple[str, ...] = ("web", "worker", "beat")
    say: Callable[[str], None] = print
    children: list[Child] = field(default_factory=list, init=False)
    _at_the_end: ExitStack = field(default_factory=ExitStack, init=False)

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Returns when the web answers. Raises StackRefused when it does not."""
        self._hold_the_data_folder()
        self._choose_port()
        self._hold_embedded_servers()
        if "web" in self.parts:
            self.manage("migrate", "--database=owner", "--no-input", "--verbosity=0")
        for part in self.parts:
            log = paths.log_file(self.data, part)
            child = Child(part, self._words(part), self.environment(), log)
            self.children.append(child)
            child.start()
            self._at_the_end.callback(child.end)
            remember(self._record(), self.children)
        if "web" in self.parts:
            self._wait_for_web()

    def watch(self) -> None:
        """Start again whatever dies, until a signal or an exception ends the wait."""
        while True:
            time.sleep(PAUSE)
            for child in self.children:
                if child.is_alive():
                    continue
                if not child.may_start_again():
                    raise StackRefused(f"{child.name} stops again and again. {child.last_words()}")
                child.start()
                remember(self._record(), self.children)
                self.say(f"{child.name} had stopped and was started again; see {child.log}")

    def stop(self) -> None:
        """End the children, warmly those that work, then the embedded servers."""
        with uninterrupted():
            for child in self.children:
                child.ask_to_stop()
            deadline = time.monotonic() + WARM_STOP
            while any(child.is_alive() for child in self.children):
                if time.monotonic() > deadline:
                    break
                time.sleep(PAUSE)
            self._at_the_end.close()
            self.children.clear()

    def manage(self, *words: str) -> None:
        """Run a management command with the stack's settings; what it prints is shown."""
        done = subprocess.run(
            [sys.executable, str(paths.PROJECT / "manage.py"), *words],
            cwd=paths.PROJECT,
            env=self.environment(),
        )
        if done.returncode:
            raise StackRefused(f"manage.py {' '.join(words)} failed; what it said is above.")

    def environment(self) -> dict[str, str]:
        return {
            "COUNTERSIGN_PUBLIC_URL": self.url,
            **os.environ,
            "COUNTERSIGN_DATA": str(self.data),
            "DJANGO_SETTINGS_MODULE": self.settings,
            "PYTHONUNBUFFERED": "1",
        }

    def _words(self, part: str) -> list[str]:
        schedule = paths.run_folder(self.data) / "beat"
        return [word.format(port=self.port, schedule=schedule) for word in COMMANDS[part]]

    def _hold_the_data_folder(self) -> None:
        lock = (paths.run_folder(self.data) / f"{self._name()}.lock").open("w")
        self._at_the_end.callback(lock.close)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StackRefused(f"Countersign already runs with the data in {self.data}.") from None
        end_leftovers(self._record())
        self._at_the_end.callback(self._record().unlink, missing_ok=True)

    def _hold_embedded_servers(self) -> None:
        self._at_the_end.callback(embedded.stop, self.data)
        if not os.environ.get("DATABASE_URL"):
            embedded.database_urls(self.data)
        if not os.environ.get("REDIS_URL"):
            embedded.broker_url(self.data)

    def _choose_port(self) -> None:
        try:
            with socket.create_server((HOST, self.port or 0)) as free:
                self.port = free.getsockname()[1]
        except OSError:
            raise StackRefused(
                f"Port {self.port} is taken by another program. Choose one with --port."
            ) from None

    def _wait_for_web(self) -> None:
        web = next(child for child in self.children if child.name == "web")
        deadline = time.monotonic() + PATIENCE
        while not self._web_answers():
            if not web.is_alive() or time.monotonic() > deadline:
                raise StackRefused(f"The web server did not start. {web.last_words()}")
            time.sleep(PAUSE)

    def _web_answers(self) -> bool:
        connection = http.client.HTTPConnection(HOST, self.port, timeout=5)
        with closing(connection), suppress(OSError, http.client.HTTPException):
            connection.request("GET", "/healthz/")
            return connection.getresponse().status == http.HTTPStatus.OK
        return False

    def _name(self) -> str:
        return "-".join(["stack", *self.parts])

    def _record(self) -> Path:
        return paths.run_folder(self.data) / f"{self._name()}.json"
