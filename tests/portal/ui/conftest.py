"""A server for pages that need no database, and the machine's Chromium."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.test import override_settings
from django.test.testcases import QuietWSGIRequestHandler
from playwright.sync_api import Browser, Page, sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def gallery_address() -> Iterator[str]:
    """The address of a server with the gallery and the static files."""
    server = ThreadedWSGIServer(("127.0.0.1", 0), QuietWSGIRequestHandler)
    server.daemon_threads = True
    with override_settings(ROOT_URLCONF="tests.portal.ui.urls", ALLOWED_HOSTS=["127.0.0.1"]):
        server.set_app(WSGIHandler())
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/gallery/"
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The machine's own Chromium."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield found
        found.close()


@pytest.fixture
def open_gallery(browser: Browser, gallery_address: str) -> Callable[..., Any]:
    """A page with the gallery open; options as those of a browser context."""

    @contextmanager
    def opened(**options: Any) -> Iterator[Page]:
        context = browser.new_context(**options)
        page = context.new_page()
        page.complaints = []  # type: ignore[attr-defined]
        page.on("console", lambda line: _note(page, line.type, line.text))
        page.on("pageerror", lambda error: _note(page, "error", str(error)))
        page.goto(gallery_address)
        yield page
        context.close()

    return opened


def _note(page: Any, kind: str, words: str) -> None:
    if kind in {"error", "warning"}:
        page.complaints.append(words)
