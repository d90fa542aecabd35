"""`reference`: writes the pages of docs/reference, or checks that they are up to date."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.reference import pages


class Command(BaseCommand):
    help = "Write docs/reference (audit events, jobs, roles) from what the code declares."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="only compare")

    def handle(self, *_: Any, check: bool, **__: Any) -> None:
        folder: Path = settings.BASE_DIR / "docs" / "reference"
        if check:
            _check(folder)
            return
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in pages().items():
            (folder / name).write_text(text)


def _check(folder: Path) -> None:
    stale = [
        name
        for name, text in pages().items()
        if not (folder / name).exists() or (folder / name).read_text() != text
    ]
    if stale:
        raise CommandError(
            f"docs/reference is not what the code says ({', '.join(stale)})."
            " Write it: ./run reference"
        )
