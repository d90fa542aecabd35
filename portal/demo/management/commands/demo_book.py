"""Fills in the demonstration book, once, and prints where to go and who to be."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portal.demo.book import LOG_INS, NORTHGATE, fill, is_begun, is_filled
from portal.demo.people import PASSWORD

HALF = "The demonstration book was left half written the last time. Remove the folder"


class Command(BaseCommand):
    help = "Fill in the demonstration book and print the log-ins."

    def handle(self, *args: Any, **options: Any) -> None:
        if not is_filled():
            if is_begun():
                raise CommandError(f"{HALF} {settings.DATA_FOLDER} and start again.")
            self.stdout.write("Filling in the demonstration book...")
            fill(timezone.now)
        self.stdout.write(self._words())

    def _words(self) -> str:
        lines = [
            "",
            f"  Book a call       {settings.PUBLIC_URL}/p/{NORTHGATE}/",
            f"  Sign in           {settings.PUBLIC_URL}/",
            f"  Verify a packet   {settings.PUBLIC_URL}/verify/",
            "",
            f"  Everybody's password: {PASSWORD}",
            "  The bar at the foot of each page changes who you are, and shows their one-time",
            "  code and their mails.",
            "",
        ]
        for log_in in LOG_INS:
            who = log_in.somebody
            lines.append(f"  {who.email:<28} {who.name:<16} {who.role.label:<20} {log_in.where}")
        return "\n".join(lines)
