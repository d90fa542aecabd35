"""What ./run does once everything is installed: one function per command."""

import os
import signal
import socket
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType

from portal.embedded import ServerRefused, paths
from portal.stack import HOST, Stack, StackRefused

USUAL_PORT = 8000
TEMPLATES = "templates"


def demo(words: list[str]) -> int:
    """Everything at once, with a demonstration book; the data stays for the next time."""
    parser = ArgumentParser(prog="./run demo")
    parser.add_argument("--port", type=int)
    parser.add_argument("--once", action="store_true", help="check every log-in, then stop")
    chosen = parser.parse_args(words)
    port = chosen.port or (USUAL_PORT if _is_free(USUAL_PORT) and not chosen.once else None)
    data = paths.demo_folder()
    stack = Stack(data=data, settings="portal.settings.demo", port=port)
    with stack:
        stack.manage("demo_book")
        if chosen.once:
            stack.manage("demo_check", "--url", stack.url)
            return 0
        _wait(stack)
    return 0


def pictures(_words: list[str]) -> int:
    """The README's pictures, from a demonstration of its own that is thrown away."""
    with TemporaryDirectory() as folder:
        stack = Stack(data=Path(folder) / "demo", settings="portal.settings.demo")
        with stack:
            stack.manage("demo_book")
            stack.manage("pictures", "--url", stack.url)
    return 0


def serve(words: list[str]) -> int:
    """The web server alone, with the settings of the environment."""
    parser = ArgumentParser(prog="./run serve")
    parser.add_argument("--port", type=int, default=USUAL_PORT)
    return _run_parts("web", port=parser.parse_args(words).port)


def worker(_words: list[str]) -> int:
    """Background jobs and their timetable, with the settings of the environment."""
    return _run_parts("worker", "beat")


def test(words: list[str]) -> int:
    """The tests, two at a time unless the arguments say otherwise."""
    side_by_side = [] if any(word.startswith(("-n", "--dist")) for word in words) else ["-n", "2"]
    return _pytest(*side_by_side, *words)


def faults(words: list[str]) -> int:
    """The tests that kill processes on purpose, one after the other."""
    return _pytest("-m", "faults", *words)


def bench(words: list[str]) -> int:
    """A benchmark by its name; its ratios, and whether they are what they should be."""
    if not words or not (paths.PROJECT / "bench" / words[0] / "__main__.py").exists():
        print("Which one? ./run bench packet [--json] [--rounds N]", file=sys.stderr)
        return 2
    return _call(["python", "-m", f"bench.{words[0]}", *words[1:]])


def check(_words: list[str]) -> int:
    """All checks; prints every failure, not only the first."""
    checks = {
        "format": ["ruff", "format", "--check", "--quiet", ".", "run"],
        "lint": ["ruff", "check", "--quiet", ".", "run"],
        "types": ["mypy", "."],
        "import contracts": ["lint-imports", "--no-logo"],
        "templates, Django": ["djade", "--check", "--target-version", "5.2", *_templates()],
        "templates, indentation": ["djhtml", "--check", "--tabwidth", "2", TEMPLATES],
        "migrations": ["python", "manage.py", "makemigrations", "--check", "--dry-run"],
        "docs/states.md": ["python", "manage.py", "states", "--check"],
        "docs/reference": ["python", "manage.py", "reference", "--check"],
    }
    with ThreadPoolExecutor(2) as side_by_side:
        good = list(side_by_side.map(_passes, checks, checks.values()))
    return 0 if all(good) else 1


def fix(_words: list[str]) -> int:
    """What of the checks can be put right by itself."""
    for command in (
        ["ruff", "check", "--fix", ".", "run"],
        ["ruff", "format", ".", "run"],
        ["djade", "--target-version", "5.2", *_templates()],
        ["djhtml", "--tabwidth", "2", TEMPLATES],
    ):
        _call(command)
    return 0


def states(words: list[str]) -> int:
    return _call(["python", "manage.py", "states", *words])


def reference(words: list[str]) -> int:
    return _call(["python", "manage.py", "reference", *words])


def measure(words: list[str]) -> int:
    """How well the documents of a folder are read, wherever it lies."""
    return _call(["python", "manage.py", "measure", *words])


def main() -> int:
    """Called by ./run, which lists the commands."""
    name, *words = sys.argv[1:]
    # SIGINT by name too: a shell that starts us in the background has it ignored.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    try:
        return COMMANDS[name](words)
    except (StackRefused, ServerRefused) as refused:
        print(refused, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _run_parts(*parts: str, port: int | None = None) -> int:
    settings = os.environ.get("DJANGO_SETTINGS_MODULE", "portal.settings")
    with Stack(data=paths.data_folder(), settings=settings, port=port, parts=parts) as stack:
        if "web" in parts:
            print(f"Countersign answers on {stack.url}", flush=True)
        _wait(stack)
    return 0


def _wait(stack: Stack) -> None:
    with suppress(KeyboardInterrupt):
        print("Stop with Ctrl-C.", flush=True)
        stack.watch()
    print("Stopping ...", flush=True)


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _is_free(port: int) -> bool:
    with suppress(OSError), socket.create_server((HOST, port)):
        return True
    return False


def _pytest(*words: str) -> int:
    # Processes side by side must meet the tests in one order, whatever a set is parametrised with.
    os.environ.setdefault("PYTHONHASHSEED", "0")
    os.execv(sys.executable, [sys.executable, "-m", "pytest", *words])


def _passes(name: str, command: list[str]) -> bool:
    done = subprocess.run(
        _from_here(command), cwd=paths.PROJECT, capture_output=True, text=True, check=False
    )
    failed = done.returncode != 0
    words = f"FAILED  {name}\n{done.stdout}{done.stderr}".rstrip() if failed else f"ok      {name}"
    print(words, flush=True)
    return not failed


def _call(command: list[str]) -> int:
    return subprocess.run(_from_here(command), cwd=paths.PROJECT, check=False).returncode


def _from_here(command: list[str]) -> list[str]:
    """With the program of this virtual environment, whatever PATH says."""
    program, *words = command
    return [str(Path(sys.executable).parent / program), *words]


def _templates() -> list[str]:
    return sorted(str(path) for path in (paths.PROJECT / TEMPLATES).rglob("*.html"))


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "demo": demo,
    "serve": serve,
    "worker": worker,
    "test": test,
    "faults": faults,
    "bench": bench,
    "pictures": pictures,
    "check": check,
    "fix": fix,
    "states": states,
    "reference": reference,
    "measure": measure,
}


if __name__ == "__main__":
    sys.exit(main())
