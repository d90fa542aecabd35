"""The stack for real: web, worker and beat come up, come back, and go without a trace."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import psutil
import pytest

from portal.stack import Stack, StackRefused
from tests.architecture.sources import PROJECT
from tests.waiting import until

SETTINGS = "portal.settings.journey"
SUPERVISOR = """
import sys
from pathlib import Path
from portal.stack import Stack
with Stack(data=Path(sys.argv[1]), settings="portal.settings.journey", parts=("beat",)) as stack:
    print(stack.children[0].process.pid, flush=True)
    stack.watch()
"""


@pytest.fixture(scope="module")
def data():
    # Not tmp_path: as root PostgreSQL runs under another account, and pytest shuts its folder.
    with tempfile.TemporaryDirectory(prefix="cs stack ") as folder:
        yield Path(folder)


@pytest.fixture(scope="module")
def stack(data):
    with Stack(data=data, settings=SETTINGS) as running:
        yield running


def status(stack, address):
    connection = http.client.HTTPConnection("127.0.0.1", stack.port, timeout=10)
    connection.request("GET", address)
    with connection.getresponse() as answer:
        connection.close()
        return answer.status


def processes_of(data):
    return [
        process
        for process in psutil.process_iter()
        if process.pid != os.getpid() and _knows(process, data)
    ]


def _knows(process, data):
    try:
        return process.environ().get("COUNTERSIGN_DATA") == str(data)
    except psutil.Error:
        return False


def test_the_web_answers_with_the_database_migrated(stack):
    assert status(stack, "/healthz/") == 200
    assert status(stack, "/account/login/") == 200


def test_all_three_parts_run_with_logs_of_their_own(stack, data):
    assert {child.name for child in stack.children if child.is_alive()} == {
        "web",
        "worker",
        "beat",
    }
    until(lambda: "ready" in (data / "log" / "worker.log").read_text())


def test_a_second_stack_on_the_same_data_is_refused(stack, data):
    with pytest.raises(StackRefused, match="already runs"):
        Stack(data=data, settings=SETTINGS).__enter__()

    assert status(stack, "/healthz/") == 200


def test_a_taken_port_is_refused(data):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        stack = Stack(data=data, settings=SETTINGS, parts=("web",), port=taken.getsockname()[1])

        with pytest.raises(StackRefused, match="is taken by another program"):
            stack.start()
        stack.stop()


def test_a_failing_command_is_a_refusal(stack):
    with pytest.raises(StackRefused, match=r"manage.py no_such_command failed"):
        stack.manage("no_such_command")


def test_what_is_stopped_leaves_no_process():
    with tempfile.TemporaryDirectory(prefix="cs-") as folder:
        data = Path(folder)
        with Stack(data=data, settings=SETTINGS, parts=("beat",)):
            running = processes_of(data)

        assert running
        assert processes_of(data) == []


def test_what_dies_is_started_again_and_what_a_killed_supervisor_left_is_ended():
    with tempfile.TemporaryDirectory(prefix="cs-") as folder:
        data = Path(folder)
        with _supervisor(data) as first:
            beat = int(first.stdout.readline())
            os.kill(beat, signal.SIGKILL)
            assert "beat had stopped and was started again" in first.stdout.readline()
            first.kill()
        [orphan] = processes_of(data)
        with _supervisor(data) as second:
            second.stdout.readline()
            gone = not orphan.is_running() or orphan.status() == psutil.STATUS_ZOMBIE
            second.send_signal(signal.SIGINT)
            second.wait()

        assert gone
        until(lambda: not any(p.is_running() for p in processes_of(data)))


def _supervisor(data):
    return subprocess.Popen(
        [sys.executable, "-u", "-c", SUPERVISOR, str(data)],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
