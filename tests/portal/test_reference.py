"""docs/reference says what the code declares."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module

from celery import current_app

import portal.celery
from portal.reference import pages
from tests.architecture.sources import PROJECT, Source, sources


def test_the_pages_are_what_the_code_declares():
    """In a process of its own: what tests declare is no part of the site."""
    done = subprocess.run(
        [sys.executable, "manage.py", "reference", "--check"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr


def test_the_web_has_words_for_events_that_only_the_worker_records():
    """In a process that loads the pages and no tasks, like the web server's."""
    script = (
        "import django; django.setup(); from portal.audit import log;"
        "print(log.words_of('compliance.clearance.given'))"
    )

    done = subprocess.run(
        [sys.executable, "-c", script], cwd=PROJECT, capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "found everything met"


def test_every_job_says_what_it_does():
    portal.celery.app.loader.import_default_modules()
    silent = [
        line
        for line in pages()["reference/jobs.md"].splitlines()
        if line.startswith("| `") and line.split("|")[2].strip() == ""
    ]

    assert silent == []


def test_every_job_that_is_asked_for_exists():
    portal.celery.app.loader.import_default_modules()

    asked = {name for source in sources() for name in _asked_for(source)}

    assert asked
    assert asked - set(current_app.tasks) == set()


def _asked_for(source: Source) -> Iterator[str]:
    """The names given to enqueue(), as they stand or by a constant, of the same file or not."""
    constants = {
        ast.unparse(node.targets[0]): node.value.value
        for node in source.tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
    }
    constants |= {
        alias.name: getattr(import_module(node.module), alias.name)
        for node in source.tree.body
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
        if alias.name.isupper()
    }
    for call in source.calls():
        if ast.unparse(call.func) in {"enqueue", "queue.enqueue", "jobs.enqueue"}:
            name = call.args[0]
            found = name.value if isinstance(name, ast.Constant) else None
            yield found or constants.get(ast.unparse(name), f"{source.name}: {ast.unparse(name)}")
