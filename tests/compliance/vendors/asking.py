"""A vendor that was asked for a report."""

from datetime import date, timedelta

from compliance.vendors.actions import requests
from compliance.vendors.models import ReportRequest, VendorService
from tests.cast import NOON, Cast

TODAY = NOON.date()
DUE = TODAY + timedelta(days=21)
STATED = {
    "wanted": "soc_2_type_2",
    "period_from": None,
    "period_until": None,
    "contact_name": "Vera Vendor",
    "contact_email": "vera@vendor.example",
    "contact_url": "",
    "asked_on": TODAY,
    "expected_on": DUE,
    "nda": "elsewhere",
    "nda_on": date(2026, 3, 3),
    "note": "",
}


def asked(cast: Cast, service: VendorService, *, file=None, **more) -> ReportRequest:
    """Asked by Carla, expected three weeks later."""
    with cast.at(cast.northgate, cast.carla):
        return requests.ask_for_report(
            service=service,
            stated=STATED | more,
            nda=file,
            by=cast.carla,
            at=NOON,
            today=TODAY,
        )
