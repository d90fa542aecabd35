"""`states`: draws docs/states.md from the rules, or checks that it is up to date."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.states import draw


class Command(BaseCommand):
    help = "Draw docs/states.md from the tables of the rules."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="only compare")

    def handle(self, *_: Any, check: bool, **__: Any) -> None:
        page: Path = settings.BASE_DIR / "docs" / "states.md"
        if not check:
            page.write_text(draw())
        elif not page.exists() or page.read_text() != draw():
            raise CommandError("docs/states.md is not what the rules say. Draw it: ./run states")
