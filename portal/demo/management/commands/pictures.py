"""Takes the README's pictures from the running demonstration, so that they stay true."""

import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import connections
from playwright.sync_api import Browser, sync_playwright

from portal.accounts.models import User
from portal.demo.book import LENA
from portal.demo.browser import launch
from portal.files.store import default_store

FOLDER = settings.BASE_DIR / "docs" / "pictures"
WIDTH, HEIGHT = 1280, 900
COVER = 1
FINISHED = (
    "SELECT e.client_slug, e.id, f.sha256 FROM compliance_packet p"
    " JOIN engagements_engagement e ON e.id = p.engagement_id"
    " JOIN files_storedfile f ON f.id = p.file_id WHERE p.state = 'sealed'"
    " AND p.readers = 'auditor' ORDER BY p.number DESC LIMIT 1"
)


class Command(BaseCommand):
    help = "Take docs/pictures/engagement.png and packet.png from the demonstration at --url."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--url", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        FOLDER.mkdir(parents=True, exist_ok=True)
        with connections["system"].cursor() as cursor:
            cursor.execute(FINISHED)
            slug, engagement_id, sha256 = cursor.fetchone()
        path, owner = f"/o/{slug}/e/{engagement_id}/", str(User.objects.get(email=LENA.email).pk)
        with sync_playwright() as playwright:
            browser = launch(playwright)
            _take_engagement(browser, options["url"], path, owner)
            browser.close()
        _take_packet(default_store().path(sha256))
        self.stdout.write(f"The pictures are in {FOLDER}.")


def _take_engagement(browser: Browser, url: str, path: str, owner: str) -> None:
    page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
    page.goto(f"{url}/account/login/")
    page.select_option("#demo-user", owner)
    page.wait_for_load_state("networkidle")
    page.goto(url + path)
    page.locator(".demo-bar").evaluate("bar => bar.remove()")
    page.screenshot(path=FOLDER / "engagement.png")


def _take_packet(packet: Path) -> None:
    with TemporaryDirectory() as folder:
        target = Path(folder) / "page"
        command = ["pdftoppm", "-png", "-singlefile", "-r", "80", "-f", str(COVER), str(packet)]
        subprocess.run([*command, str(target)], check=True)
        shutil.move(target.with_suffix(".png"), FOLDER / "packet.png")
