"""The tests' own broker and a real worker that serves it."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import psutil
from django.conf import settings
from django.db import connections

from portal.settings import env
from tests.waiting import until

PROJECT = Path(__file__).resolve().parents[3]
COMMAND = (
    *(sys.executable, "-m", "celery", "--app", "portal.celery:app", "worker"),
    *("--include", "tests.portal.jobs.sample", "--queues", "default,packets", "--concurrency", "2"),
    *("--loglevel", "info", "--without-gossip", "--without-mingle"),
)


@dataclass
class Worker:
    """A worker process, to be killed without mercy."""

    folder: Path
    process: "subprocess.Popen[bytes] | None" = field(default=None, init=False)

    def start(self) -> None:
        """Returns when it listens."""
        log = self.folder / "worker.log"
        with log.open("wb") as out:
            self.process = subprocess.Popen(
                COMMAND, cwd=PROJECT, env=self._surroundings(), stdout=out, stderr=out
            )
        until(lambda: " ready." in log.read_text())

    def kill(self) -> None:
        """The machine loses power: the worker and its children are gone at once."""
        if self.process is None:
            return
        family = [*self.children(), psutil.Process(self.process.pid)]
        for member in family:
            with suppress(psutil.NoSuchProcess):
                member.send_signal(signal.SIGKILL)
        self.process.wait()
        self.process = None

    def children(self) -> list[psutil.Process]:
        assert self.process
        return psutil.Process(self.process.pid).children(recursive=True)

    def printers(self) -> list[psutil.Process]:
        """What prints documents for its processes."""
        return [one for one in self.children() if "compliance.pdf.printing" in _command(one)]

    def _surroundings(self) -> dict[str, str]:
        name = connections["default"].settings_dict["NAME"]
        urls = {
            "DATABASE_URL": env.DATABASE_URL,
            "DATABASE_OWNER_URL": env.DATABASE_OWNER_URL,
            "DATABASE_SYSTEM_URL": env.DATABASE_SYSTEM_URL,
        }
        databases = {
            key: urlsplit(url)._replace(path=f"/{name}").geturl() for key, url in urls.items()
        }
        return {
            **os.environ,
            **databases,
            "DJANGO_SETTINGS_MODULE": "portal.settings",
            "REDIS_URL": settings.CELERY_BROKER_URL,
            "COUNTERSIGN_DATA": str(self.folder),
        }


def _command(process: psutil.Process) -> str:
    try:
        return " ".join(process.cmdline())
    except psutil.NoSuchProcess:
        return ""
