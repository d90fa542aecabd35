"""Founds a partner and prints the invitation of its first owner."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from portal.accounts.actions import found_partner


class Command(BaseCommand):
    help = "Found a partner; prints the link by which its first owner comes in."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name")
        parser.add_argument("--legal-name", required=True)
        parser.add_argument(
            "--slug", required=True, help="its word in addresses: /o/SLUG/, /p/SLUG/"
        )
        parser.add_argument("--time-zone", default="UTC")
        parser.add_argument("--owner-name", required=True)
        parser.add_argument("--owner-email", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        org, invited = found_partner(
            name=options["name"],
            legal_name=options["legal_name"],
            slug=options["slug"],
            time_zone=options["time_zone"],
            owner=(options["owner_name"], options["owner_email"]),
            at=timezone.now(),
        )
        self.stdout.write(f"{org.name} is founded. Its first owner takes up the invitation at:")
        self.stdout.write(f"{settings.PUBLIC_URL}{invited.copied_path}")
