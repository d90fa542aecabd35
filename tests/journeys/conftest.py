"""The running stack and a browser, for journeys."""

import tempfile
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from portal import embedded
from portal.stack import Stack
from tests.journeys.browsing import Site

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def stack():
    """The site with its worker, broker and database, and nothing in them."""
    # Not tmp_path: as root PostgreSQL runs under another account, and pytest shuts its folder.
    with (
        tempfile.TemporaryDirectory(prefix="cs-journey-") as folder,
        Stack(data=Path(folder), settings="portal.settings.journey") as running,
    ):
        yield running


@pytest.fixture(scope="module")
def site(stack):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield Site(stack.url, embedded.database_urls(stack.data).system, browser)
        browser.close()
