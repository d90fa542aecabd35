"""The records of the gallery: the book as a table, and a sentence in two versions."""

from typing import Any

from django.core.paginator import Paginator

from portal.ui.parts import Change, Column, Link, Mark, Tone


def book() -> dict[str, Any]:
    """The partner's book as a data table."""
    rows = [
        [
            Link("Harbor Street Clinic", "#1"),
            Mark("Agreed", Tone.CURRENT),
            "Dr Miriam Okafor signs the BAA",
            "4",
            "29 January 2027",
        ],
        [
            Link("Northgate Credit Union", "#2"),
            Mark("Blocked", Tone.BLOCKED),
            "Choose a route that offers a BAA",
            "11",
            "Not set",
        ],
        [
            Link("Ferrow & Lyle Solicitors", "#3"),
            Mark("Clear", Tone.MET),
            "Nothing; clear until 30 June 2027",
            "0",
            "Done",
        ],
        [
            Link("Ostler Diagnostics", "#4"),
            Mark("Expiring", Tone.EXPIRING),
            "Renew the SOC 2 report of Corvid Mail",
            "2",
            "Done",
        ],
    ]
    columns = (
        Column("Client", url="?sort=client"),
        Column("Stage"),
        Column("Waits for", url="?sort=waits"),
        Column("Days", numeric=True, url="?sort=days", sorted="descending"),
        Column("Forecast"),
    )
    return {"rows": rows, "columns": columns, "page": Paginator(range(83), 20).page(2)}


def changes() -> tuple[Change, ...]:
    """A sentence of a DPA in two versions."""
    return (
        Change("same", "The processor shall notify the controller of a personal data breach"),
        Change("removed", "without undue delay"),
        Change("added", "within 48 hours of becoming aware of it"),
        Change("same", "and shall keep a record of it."),
    )
