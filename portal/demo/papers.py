"""Papers of companies that do not exist: reports, agreements and evidence for the demonstration."""

from collections.abc import Iterator
from datetime import date
from functools import cache

from django.core.files.base import ContentFile
from django.template.loader import render_to_string

from compliance.pdf.printer import render
from compliance.vendors.rules import CRITERIA
from portal.files.intake import Received, receive
from portal.files.store import default_store

# What the service auditor noted, by number of the control.
FOUND = {
    21: "For 1 of 25 instances the record was made nine days late. A reminder was added since.",
    31: "For 1 of 24 changes the review was entered nine days after the release.",
}


def paper(name: str, pdf: bytes) -> Received:
    """Hand a file in, the way an upload is."""
    return receive(ContentFile(pdf, name=name), store=default_store())


def text(name: str, lines: str) -> Received:
    """Hand in what a command printed to a file."""
    return receive(ContentFile(lines.encode(), name=name), store=default_store())


@cache
def soc2_report(
    period_start: date,
    period_end: date,
    *,
    vendor: str = "Hartfield Compute",
    system: str = "Elastic Compute Platform",
    whole: bool = True,
) -> bytes:
    """A SOC 2 Type II report of a fictitious vendor, of some 70 pages if it is the `whole` one."""
    context = {
        "vendor": vendor,
        "system": system,
        "period_start": period_start,
        "period_end": period_end,
        "tests": list(_tests()) if whole else [],
    }
    return render(render_to_string("demo/papers/soc2.html", context)).pdf


@cache
def agreement(title: str, party: str, dated: date, *, newer: bool = False) -> bytes:
    """A short agreement of a fictitious vendor; the `newer` version gives less."""
    context = {"title": title, "party": party, "dated": dated, "newer": newer}
    return render(render_to_string("demo/papers/agreement.html", context)).pdf


def _tests() -> Iterator[dict[str, object]]:
    """Controls for every criterion of security and availability, each with its tests."""
    for number, criterion in enumerate(CRITERIA[:36], start=1):
        yield {
            "control": f"HF-{number:02}",
            "criterion": criterion.id,
            "label": criterion.label,
            "samples": 15 + number % 11,
            "exception": FOUND.get(number, ""),
            "instances": _instances(15 + number % 11, late=number in FOUND),
        }


def _instances(count: int, *, late: bool) -> list[str]:
    """What was found at each instance of a sample."""
    found = ["As described"] * count
    return [*found[:-1], "Nine days late"] if late else found
