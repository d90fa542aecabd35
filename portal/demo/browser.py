"""A headless Chromium of this machine, for pictures and for journeys."""

import shutil

from playwright.sync_api import Browser, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class NoBrowser(Exception):
    """There is no Chromium here; the message says what to install."""


def launch(playwright: Playwright) -> Browser:
    """Start it. Raises NoBrowser."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        raise NoBrowser("This needs Chromium. Debian, Ubuntu: apt-get install chromium.")
    return playwright.chromium.launch(executable_path=found, args=FLAGS)
