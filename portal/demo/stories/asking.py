"""Reports that vendors are asked for, and what comes in."""

from compliance.vendors.actions import requests
from compliance.vendors.models import ReportRequest, VendorReport, VendorService
from compliance.vendors.rules.requests import Nda, Wanted, draft_letter
from portal.demo.stories.teller import Teller


def ask(
    teller: Teller,
    service: VendorService,
    wanted: Wanted,
    *,
    contact: tuple[str, str],
    days: int,
    term: int,
) -> ReportRequest:
    """The consultant asks a vendor, by a letter from the portal; expected so many days later."""
    by, name, address = teller.consultant, *contact
    with teller.at_home(by):
        asked = requests.ask_for_report(
            service=service,
            stated={
                "wanted": wanted.value,
                "contact_name": name,
                "contact_email": address,
                "asked_on": teller.day(days),
                "expected_on": teller.day(days - term),
                "nda": Nda.ELSEWHERE.value,
                "nda_on": teller.day(110),
            },
            by=by,
            at=teller.at(days),
            today=teller.day(days),
        )
        letter = draft_letter(
            asked.facts,
            contact=name,
            product=service.product,
            by=by.name,
            partner=teller.partner.name,
            is_reminder=False,
        )
        requests.write_to_vendor(asked=asked, words=letter, by=by, at=teller.at(days))
        return asked


def receive(teller: Teller, asked: ReportRequest, report: VendorReport, *, days: int) -> None:
    """It came in."""
    by = teller.consultant
    with teller.at_home(by):
        requests.receive_requested(asked=asked, report=report, by=by, at=teller.at(days))
