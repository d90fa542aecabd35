"""Checks the audit trail of every organisation."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.audit.checking import Checked, check_trails


class Command(BaseCommand):
    help = "Check every organisation's audit trail and its anchors; exit 1 when one is broken."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--org", metavar="SLUG", help="only this organisation's trail")

    def handle(self, *args: Any, **options: Any) -> None:
        checked = list(check_trails(slug=options["org"]))
        if options["org"] and not checked:
            raise CommandError(f"There is no trail of an organisation {options['org']}.")
        for trail in checked:
            self.stdout.write(_told(trail))
        broken = [trail.slug for trail in checked if not trail.verdict.holds]
        if broken:
            raise CommandError(f"Broken: {', '.join(broken)}.")


def _told(trail: Checked) -> str:
    verdict = trail.verdict
    found = "holds" if verdict.holds else f"BROKEN: {verdict.problem}"
    return f"{trail.slug}: {verdict.checked} events, {trail.anchors} anchors, {found}"
