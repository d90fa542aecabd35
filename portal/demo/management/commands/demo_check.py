"""Checks from outside that everybody of the demonstration can sign in and lands somewhere."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.demo.checks import check_all


class Command(BaseCommand):
    help = "Sign in as everybody of the demonstration and look at their home pages."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--url", required=True, help="where the demonstration answers")

    def handle(self, *args: Any, **options: Any) -> None:
        failed = 0
        for checked in check_all(options["url"].rstrip("/")):
            self.stdout.write(str(checked))
            failed += bool(checked.problem)
        if failed:
            raise CommandError(f"{failed} of these failed.")
        self.stdout.write("Everything printed above works.")
