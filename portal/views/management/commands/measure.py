"""`measure`: how well documents of a kind are read, against labels; needs no database."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from compliance.reading.measuring import Measurement, measure, table
from portal.measures import BOXED, KINDS, PAIRS, TABLES, TOLD


class Command(BaseCommand):
    help = "Read the documents of a folder and compare what was found with their labels."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kind", choices=sorted(KINDS | TABLES))
        parser.add_argument("folder", type=Path, help="with documents and NAME.labels.json")
        parser.add_argument("--json", action="store_true", help="print only JSON")

    def handle(self, *_: Any, kind: str, folder: Path, json: bool, **__: Any) -> None:
        if not folder.is_dir():
            raise CommandError(f"{folder} is not a folder.")
        measurement = TABLES[kind](folder) if kind in TABLES else _measured(kind, folder)
        if json:
            self.stdout.write(_as_text(measurement.as_json()))
        else:
            self.stdout.write("\n".join(table(measurement)))


def _measured(kind: str, folder: Path) -> Measurement:
    return measure(
        folder,
        kind=kind,
        compare=KINDS[kind],
        compare_pair=PAIRS.get(kind),
        tell_pair=TOLD.get(kind),
        words=kind in BOXED,
    )


def _as_text(value: dict[str, Any]) -> str:
    return json.dumps(value, indent=1)
