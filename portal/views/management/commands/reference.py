"""`reference`: writes the generated pages of docs, or checks that they are up to date."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.reference import RULES, pages


class Command(BaseCommand):
    help = "Write docs/reference and docs/rules from what the code declares."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="only compare")

    def handle(self, *_: Any, check: bool, **__: Any) -> None:
        folder: Path = settings.BASE_DIR / "docs"
        if check:
            _check(folder)
            return
        for name, text in pages().items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text)
        for name in _left_over(folder):
            (folder / name).unlink()


def _check(folder: Path) -> None:
    stale = [
        name
        for name, text in pages().items()
        if not (folder / name).exists() or (folder / name).read_text() != text
    ]
    stale += _left_over(folder)
    if stale:
        raise CommandError(
            f"docs is not what the code says ({', '.join(stale)}). Write it: ./run reference"
        )


def _left_over(folder: Path) -> list[str]:
    """Pages of rules that there are no more."""
    there = {f"{RULES}/{path.name}" for path in (folder / RULES).glob("*")}
    return sorted(there - set(pages()))
