"""Walking the public pages as a visitor's browser would, and reading what comes back."""

from datetime import timedelta
from html import unescape

from django.test import Client
from django.utils import timezone

from engagements.bookings import queries
from engagements.bookings.models import Booking
from portal.mail.models import Mail
from tests.engagements.bookings.calls import mails_to

HERE = "/p/northgate/"
ANSWERS = {
    "use_case": "Summaries of visits for the letter to the referring doctor.",
    "sector": "health_care",
    "kinds": ["handles_phi"],
    "hipaa_role": "covered_entity",
    "destination": "public_api",
    "volume": "under_100",
    "zone": "Europe/Berlin",
    "name": "Zoë O'Hara",
    "organisation": "Hill & Vale Clinic",
    "email": "zoe@clinic.test",
}


def open_starts(cast):
    """The starts that can be booked at Northgate now, as forms carry them."""
    with cast.at(cast.northgate):
        slots = queries.open_slots(cast.northgate.pk, at=timezone.now())
    return [slot.starts_at.isoformat() for slot in slots]


def ask(browser, slot, **changes):
    """Send the questions for a slot."""
    return browser.post(f"{HERE}call/", ANSWERS | {"slot": slot} | changes)


def hold_in_browser(cast, slot, **changes):
    """Hold a slot; the browser and the address of the private page from the mail."""
    browser = Client()
    answer = ask(browser, slot, **changes)
    assert answer.status_code == 302, words_of(answer)
    [mail] = mails_to(cast, changes.get("email", ANSWERS["email"]))[-1:]
    path = next(word for word in mail.text.split() if "/calls/" in word)
    return browser, path[path.index("/p/") :]


def book_in_browser(cast, slot, **changes):
    """Hold a slot and confirm it."""
    browser, path = hold_in_browser(cast, slot, **changes)
    assert browser.post(f"{path}confirm/").status_code == 302
    return browser, path


def nothing_is_stored(cast):
    """Neither a call at Northgate nor a mail to the visitor."""
    with cast.at(cast.northgate):
        return not Booking.objects.exists() and not Mail.objects.filter(to=ANSWERS["email"])


def words_of(answer):
    """The text of a page, as people read it."""
    return unescape(answer.content.decode())


def tomorrow_or_later(starts):
    """Those far enough ahead for a visitor still to change their mind."""
    edge = (timezone.now() + timedelta(hours=24)).isoformat()
    return [start for start in starts if start > edge]
