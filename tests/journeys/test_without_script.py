"""A visitor without JavaScript books on a phone what a host's other calendar leaves open."""

from datetime import datetime, timedelta
from urllib.parse import parse_qsl, urlsplit
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.engagements.bookings.calendars import calendar
from tests.journeys import arriving, engaging
from tests.journeys.calling import OnPhone, event_of
from tests.portal.servers import giving, serving

pytestmark = pytest.mark.browser

BUSY = "That day is full"


class Elsewhere:
    """A calendar that somebody else publishes: what it answers can change."""

    def __init__(self):
        # A working day soon, on the host's clock; long enough to leave nothing of it.
        today = datetime.now(ZoneInfo("America/New_York")).date()
        ahead = (today + timedelta(days=number) for number in range(2, 9))
        self.day = next(day for day in ahead if day.weekday() < 5)
        end = self.day + timedelta(days=1)
        event = [f"DTSTART;VALUE=DATE:{self.day:%Y%m%d}", f"DTEND;VALUE=DATE:{end:%Y%m%d}"]
        self.answer = giving(calendar([*event, f"SUMMARY:{BUSY}"]))

    def __call__(self, handler):
        self.answer(handler)


@pytest.fixture(scope="module")
def elsewhere():
    """It is served on this machine, and the operator has let that address in."""
    published = Elsewhere()
    with serving(published) as (port, _), pytest.MonkeyPatch.context() as patch:
        patch.setenv("COUNTERSIGN_FETCH_ALLOWED", f"127.0.0.1:{port}")
        published.address = f"http://127.0.0.1:{port}/private/nadia.ics"
        yield published


@pytest.fixture(scope="module")
def stack(elsewhere, request):
    """The stack of all journeys, begun once the other calendar's address is let in."""
    return request.getfixturevalue("stack")


def test_a_call_is_booked_without_a_script_where_another_calendar_leaves_room(
    stack, site, elsewhere
):
    nadia = arriving.found_northgate(stack, site)
    engaging.take_calls(nadia)
    heed(nadia, elsewhere)

    vera = OnPhone(site, "Vera Vogt", "vera@vogt.test", zone="Europe/Berlin", scripts=False)
    choose_a_time(vera, elsewhere.day)
    say_what_is_planned(vera)
    first = confirm_from_the_mail(vera)
    moved = move(vera)
    cancelled = cancel(vera)

    tell_age(nadia, elsewhere)
    life = (first, moved, cancelled)
    assert {event.uid.value for event in life} == {first.uid.value}
    assert [int(event.sequence.value) for event in life] == [0, 1, 2]
    assert not site.amiss, "\n".join(site.amiss)


def heed(host, elsewhere):
    """The host gives the address; a worker reads it, and the page says so."""
    host.fill("Address of the calendar", elsewhere.address)
    host.fill("What you call it", "Own appointments")
    host.click("Add this calendar")
    host.sees("The calendar is being read.")
    comes_to_say(host, "Heeded")
    host.sees("Last read 0\xa0minutes ago")
    assert BUSY not in host.page.content()
    assert elsewhere.address not in host.page.content()
    host.look("hours-heeded")


def tell_age(host, elsewhere):
    """When it can no longer be read, the last good copy stays, with its age."""
    elsewhere.answer = giving(b"", status=503)
    host.site.change("UPDATE engagements_busycalendar SET read_at = now() - interval '2 hours'")
    host.open("/o/northgate/calls/hours/")
    host.sees("Out of date", "Last read 2\xa0hours ago")
    host.click("Read it now")
    comes_to_say(host, "Cannot be read")
    host.sees("That address answered with an error (503). What was read last still counts.")
    host.look("hours-stale")
    host.open("/o/northgate/calls/")
    host.sees("calls may be booked over what came into it since.")
    host.look("calls-stale")


def comes_to_say(host, words):
    """Looked at again and again, the page says it once the worker is done."""
    shown = host.page.get_by_text(words, exact=True)
    for _ in range(60):
        if shown.count():
            return
        host.page.wait_for_timeout(500)
        host.page.reload()
    raise AssertionError(f"the page never came to say {words}")


def choose_a_time(visitor, full):
    """The times stand in the partner's zone until another is chosen, by a button."""
    visitor.open("/p/northgate/")
    expect(visitor.labelled("Your time zone")).to_have_value("America/New_York")
    visitor.labelled("Your time zone").select_option("Europe/Berlin")
    visitor.click("Show times in this zone")
    expect(visitor.labelled("Your time zone")).to_have_value("Europe/Berlin")
    visitor.sees("Europe/Berlin, UTC+0")
    is_not_offered(visitor, full)
    visitor.page.locator(".month-days a").nth(1).click()
    expect(visitor.page.locator(".month-days a").nth(1)).to_have_attribute("aria-current", "date")
    fits(visitor)
    visitor.page.locator("label.slot").nth(1).click()
    visitor.click("Continue")


def is_not_offered(visitor, full):
    """The day that the other calendar fills stands in its month, and leads nowhere."""
    if not visitor.page.locator(".month-name").filter(has_text=f"{full:%B}").count():
        visitor.click("The month after")
    expect(visitor.page.locator(f"#on-{full}")).to_have_count(0)
    visitor.open("/p/northgate/?zone=Europe/Berlin")


def say_what_is_planned(visitor):
    """The advice is a page of its own, to which one comes back with everything on it."""
    engaging.describe_plans(visitor)
    visitor.fill("Your name", visitor.name)
    visitor.click("Show the advice on these answers")
    engaging.is_told_at_once(visitor)
    where = visitor.page.url
    assert set(dict(parse_qsl(urlsplit(where).query))) == {"slot", "zone"}
    fits(visitor)
    visitor.open("/p/northgate/")
    visitor.page.go_back()
    assert visitor.page.url == where
    engaging.is_told_at_once(visitor)
    expect(visitor.labelled("What is the model")).to_have_value(engaging.USE_CASE)
    expect(visitor.labelled("Your name")).to_have_value(visitor.name)
    visitor.fill("Your organisation", "Vogt Imaging")
    visitor.fill("Your e-mail address", visitor.email)
    visitor.click("Hold this time")
    visitor.sees("One step is left")
    fits(visitor)
    visitor.page.go_back()
    visitor.sees("One step is left")


def confirm_from_the_mail(visitor):
    visitor.open(visitor.site.link_to(visitor.email, "Confirm your call"))
    visitor.sees("Confirm your call")
    visitor.open(f"{visitor.page.url}confirm/")
    visitor.click("Confirm the call")
    visitor.sees("Your call is confirmed", "(Europe/Berlin", "(America/New_York")
    fits(visitor)
    return event_of(visitor, "is confirmed", "REQUEST")


def move(visitor):
    """Times for moving can be told in another zone too; no token comes into the address."""
    visitor.click("Move it")
    visitor.labelled("Your time zone").select_option("Asia/Tokyo")
    visitor.click("Show times in this zone")
    visitor.sees("Asia/Tokyo, UTC+09:00")
    assert urlsplit(visitor.page.url).query == "zone=Asia%2FTokyo"
    visitor.page.locator(".month-days a").nth(2).click()
    visitor.page.locator("label.slot").last.click()
    visitor.click("Move the call")
    visitor.sees("Your call is confirmed")
    return event_of(visitor, "was moved", "REQUEST")


def cancel(visitor):
    visitor.click("Cancel it")
    visitor.sees("Cancel your call?")
    visitor.click("Cancel the call")
    visitor.sees("The call is cancelled", "Book a new time")
    fits(visitor)
    return event_of(visitor, "is cancelled", "CANCEL")


def fits(visitor):
    """Nothing stands beside the phone's edge."""
    wide = visitor.page.evaluate("document.scrollingElement.scrollWidth")
    if wide > visitor.page.viewport_size["width"]:
        visitor.site.amiss.append(f"{visitor.page.url}: scrolls sideways to {wide} pixels")
