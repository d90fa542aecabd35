"""A visitor books, moves and cancels a call on a phone, while 200 others want one and the same."""

import http.client
import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from urllib.parse import urlencode, urlsplit

import pytest
import vobject
from playwright.sync_api import expect

from tests.journeys import arriving, engaging
from tests.journeys.calling import OnPhone, event_of

pytestmark = pytest.mark.browser

MANY = 200
HERE = "/p/northgate/"
ANSWERS = {
    "use_case": "Summaries of visits for the letter to the referring doctor.",
    "sector": "health_care",
    "kinds": "handles_phi",
    "hipaa_role": "covered_entity",
    "destination": "public_api",
    "volume": "under_100",
    "zone": "Europe/Berlin",
    "name": "Vera Vogt",
    "organisation": "Vogt Imaging",
}


def test_a_call_is_booked_moved_and_cancelled_on_a_phone(stack, site):
    nadia = arriving.found_northgate(stack, site)
    feed = keep_hours(nadia)
    of_many_one_wins(site, nadia)

    ulla = OnPhone(site, "Ulla Unger", "ulla@unger.test", zone="Europe/Berlin")
    choose_a_time(ulla)
    say_what_is_planned(ulla)
    first = confirm_from_the_mail(ulla)
    assert in_feed(site, feed) == [first.uid.value]

    moved = move(ulla)
    given = host_gives_another_time(nadia, ulla)
    cancelled = cancel(ulla)

    life = (first, moved, given, cancelled)
    assert {event.uid.value for event in life} == {first.uid.value}
    assert [int(event.sequence.value) for event in life] == [0, 1, 2, 3]
    assert first.dtstart.value < moved.dtstart.value < given.dtstart.value
    assert in_feed(site, feed) == []
    assert not site.amiss, "\n".join(site.amiss)


def keep_hours(host):
    """Two ranges a day as proposed, holidays, a maximum, a feed: its address."""
    engaging.take_calls(host)
    host.choose("Public holidays", "United States")
    host.fill("Most calls a day", 3)
    host.click("Keep these hours")
    host.sees("Your hours are kept", "No calls on")
    host.click("Make an address")
    address = host.labelled("Secret address").input_value()
    host.look("hours-kept")
    return urlsplit(address).path


def of_many_one_wins(site, host):
    """200 ask at one moment for two times that overlap; each is answered, and told in words."""
    with open_connection(site) as asking:
        page, cookie = asking.get(f"{HERE}?zone=UTC")
        slots = re.findall(r'name="slot" value="([^"]+)"', page)[:2]
        form, cookie = asking.get(
            f"{HERE}call/?zone=UTC&slot={slots[0].replace('+', '%2B')}", cookie
        )
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)[1]
    start = Barrier(MANY, timeout=60)

    def ask(number):
        said = {"csrfmiddlewaretoken": token, "slot": slots[number % 2]}
        said |= {"email": f"v{number}@vogt.test"}
        with open_connection(site) as asking:
            start.wait()
            return asking.post(f"{HERE}call/", ANSWERS | said, cookie)

    with ThreadPoolExecutor(MANY) as crowd:
        answers = list(crowd.map(ask, range(MANY)))

    statuses = [status for status, _ in answers]
    assert statuses.count(302) == 1, sorted(statuses)
    assert statuses.count(409) == MANY - 1, sorted(statuses)
    for status, words in answers:
        if status == 409:
            assert "Somebody else has just taken that time." in words
            assert 'name="slot"' in words
    [(held,)] = site.ask("SELECT count(*) FROM engagements_booking")
    [(mails,)] = site.ask("SELECT count(*) FROM mail_mail WHERE \"to\" LIKE 'v%%@vogt.test'")
    assert (held, mails) == (1, 1)


def choose_a_time(visitor):
    """In the zone of the phone, on another day than the first."""
    visitor.open(HERE)
    expect(visitor.labelled("Your time zone")).to_have_value("Europe/Berlin")
    visitor.sees("Europe/Berlin, UTC+01:00")
    visitor.look("phone-book")
    days = visitor.page.locator(".month-days a")
    days.nth(1).click()
    expect(days.nth(1)).to_have_attribute("aria-current", "date")
    visitor.page.locator("label.slot").nth(1).click()
    visitor.click("Continue")


def say_what_is_planned(visitor):
    engaging.describe_plans(visitor)
    engaging.is_told_at_once(visitor)
    visitor.fill("Your name", visitor.name)
    visitor.fill("Your organisation", "Unger Radiology")
    visitor.fill("Your e-mail address", visitor.email)
    visitor.click("Hold this time")
    visitor.sees("One step is left")


def confirm_from_the_mail(visitor):
    """The mail's link shows; only the button acts."""
    visitor.open(visitor.site.link_to(visitor.email, "Confirm your call"))
    [(state,)] = visitor.site.ask(
        "SELECT state FROM engagements_booking WHERE visitor_email = %s", visitor.email
    )
    assert state == "held"
    visitor.click("Confirm the call")
    visitor.sees(
        "Your call is confirmed",
        "You can move or cancel the call here until",
        "What you said",
        "(America/New_York",
    )
    visitor.look("phone-confirmed")
    return event_of(visitor, "is confirmed", "REQUEST")


def move(visitor):
    visitor.click("Move it")
    visitor.look("phone-move")
    visitor.page.locator(".month-days a").nth(2).click()
    expect(visitor.page.locator(".month-days a").nth(2)).to_have_attribute("aria-current", "date")
    visitor.page.locator("label.slot").first.click()
    visitor.click("Move the call")
    visitor.sees("Your call is confirmed")
    return event_of(visitor, "was moved", "REQUEST")


def host_gives_another_time(host, visitor):
    """The host reads what was said, keeps notes, and moves the call; the visitor is told."""
    host.open("/o/northgate/calls/")
    host.look("calls-one")
    host.click("Unger Radiology")
    host.fill("Notes", "Bring the estimate.")
    host.click("Keep the notes")
    host.sees("The notes are kept.")
    host.look("call-noted")
    host.click("Give it another time")
    host.look("call-move")
    host.page.locator(".month-days a").last.click()
    expect(host.page.locator(".month-days a").last).to_have_attribute("aria-current", "date")
    host.page.locator("label.slot").last.click()
    host.click("Give the call this time")
    host.sees("The call has another time; both have been told.", "Rescheduled 2 times.")
    return event_of(visitor, "was moved", "REQUEST")


def cancel(visitor):
    visitor.page.reload()
    visitor.click("Cancel it")
    visitor.look("phone-cancel")
    visitor.click("Cancel the call")
    visitor.sees("The call is cancelled", "Book a new time")
    return event_of(visitor, "is cancelled", "CANCEL")


def in_feed(site, path):
    """The entries a calendar program finds at the host's secret address."""
    with open_connection(site) as asking:
        text, _ = asking.get(path)
    calendar = vobject.readOne(text)
    return [event.uid.value for event in calendar.contents.get("vevent", [])]


class open_connection:  # noqa: N801 (read as a verb)
    """A plain HTTP client with one connection."""

    def __init__(self, site):
        self.connection = http.client.HTTPConnection(urlsplit(site.url).netloc, timeout=120)

    def __enter__(self):
        self.connection.connect()
        return self

    def __exit__(self, *_):
        self.connection.close()

    def get(self, path, cookie=""):
        self.connection.request("GET", path, headers={"Cookie": cookie})
        answer = self.connection.getresponse()
        given = answer.getheader("Set-Cookie")
        return answer.read().decode(), given.split(";")[0] if given else cookie

    def post(self, path, fields, cookie):
        headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
        self.connection.request("POST", path, urlencode(fields), headers)
        answer = self.connection.getresponse()
        return answer.status, answer.read().decode()
