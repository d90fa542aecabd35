"""The keys that seal: what there is, a new one, another passphrase."""

import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from compliance.pdf.authority import fingerprint
from compliance.pdf.keystore import FileKeyStore, KeysRefused, Purpose

ROTATED = [Purpose.SEAL.value, Purpose.TIMESTAMP.value]


class Command(BaseCommand):
    help = "Show the keys that seal; put a new one in use; lock them with another passphrase."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--rotate", choices=ROTATED, help="put a new key in use for this")
        parser.add_argument(
            "--lock-anew",
            action="store_true",
            help="encrypt every key under the passphrase on the first line of standard input",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        keys = FileKeyStore(
            settings.KEY_ROOT, settings.SEAL_PASSPHRASE.encode(), name=settings.SEAL_NAME
        )
        try:
            if options["rotate"]:
                keys.ensure(at=timezone.now())
                keys.rotate(Purpose(options["rotate"]), at=timezone.now())
            if options["lock_anew"]:
                locked = keys.lock_with(sys.stdin.readline().rstrip("\n").encode())
                self.stdout.write(f"{locked} keys are locked with the new passphrase.")
        except KeysRefused as refused:
            raise CommandError(str(refused)) from refused
        self._show(keys)

    def _show(self, keys: FileKeyStore) -> None:
        for purpose in Purpose:
            certificates = list(keys.certificates(purpose))
            for place, certificate in enumerate(certificates, start=1):
                standing = "in use" if place == len(certificates) else "retired"
                until = certificate.not_valid_after_utc.date().isoformat()
                told = fingerprint(certificate)
                self.stdout.write(f"{purpose} {place}, {standing}, until {until}: {told}")
