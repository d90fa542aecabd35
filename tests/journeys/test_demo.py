"""The first command of README.md: every log-in works, and nothing is left behind."""

import os
import re
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import psutil
import pytest

from portal.demo.book import LOG_INS
from tests.architecture.sources import PROJECT

FORBIDDEN = {"DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE"}
DEMO = (sys.executable, "-m", "portal.chores", "demo")


@pytest.fixture(scope="module")
def data():
    # Not tmp_path: as root PostgreSQL runs under another account, and pytest shuts its folder.
    with tempfile.TemporaryDirectory(prefix="cs-demo-") as folder:
        yield Path(folder)


def surroundings(data):
    given = {key: value for key, value in os.environ.items() if key not in FORBIDDEN}
    return given | {"COUNTERSIGN_DATA": str(data)}


def left_behind(data):
    return [process.cmdline() for process in psutil.process_iter() if _belongs(process, data)]


def _belongs(process, data):
    try:
        told = process.environ().get("COUNTERSIGN_DATA", "")
        return process.pid != os.getpid() and told.startswith(str(data))
    except psutil.Error:
        return False


def test_the_demonstration_checks_itself_and_comes_up_again_with_its_data(data):
    once = subprocess.run(
        [*DEMO, "--once"], cwd=PROJECT, env=surroundings(data), capture_output=True, text=True
    )
    assert once.returncode == 0, once.stdout + once.stderr
    for log_in in LOG_INS:
        assert f"ok      {log_in.somebody.email} signs in" in once.stdout
    assert left_behind(data) == []

    again = subprocess.Popen(
        DEMO, cwd=PROJECT, env=surroundings(data), stdout=subprocess.PIPE, text=True
    )
    said = []
    while not (said and said[-1].startswith("Stop with Ctrl-C")):
        said.append(again.stdout.readline())
        assert said[-1], "it ended before it was up: " + "".join(said)
    assert "Filling in" not in "".join(said)
    assert re.search(r"http://127\.0\.0\.1:\d+/p/northgate/", "".join(said))

    again.send_signal(signal.SIGINT)
    assert again.wait(60) == 0
    again.stdout.close()
    assert left_behind(data) == []
