"""The running stack and a browser, for journeys."""

import tempfile
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from portal import embedded
from portal.demo.browser import launch
from portal.stack import Stack
from tests.journeys.browsing import PATIENCE, Site


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
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield Site(stack.url, embedded.database_urls(stack.data).system, browser)
        browser.close()
