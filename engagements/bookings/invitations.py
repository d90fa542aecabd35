"""The calendar entry of a call as text (iCalendar RFC 5545, iTIP RFC 5546).

One entry keeps one UID for life; every change raises its SEQUENCE; times are UTC, so that no
calendar has to trust another one's idea of a zone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from icalendar import Calendar, Event, vCalAddress, vText

PRODUCT = "-//Countersign//Strategy calls//EN"


class Method(StrEnum):
    """What a calendar object asks of whoever gets it (RFC 5546, 3.2)."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"
    PUBLISH = "PUBLISH"


@dataclass(frozen=True)
class Party:
    """Somebody in the entry: the name that is shown and the address."""

    name: str
    email: str


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A call as calendars keep it. `organizer` has the address which the mail comes from."""

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    summary: str
    description: str
    place: str
    url: str
    organizer: Party
    attendees: tuple[Party, ...]


def calendar_text(entry: Entry, method: Method, *, at: datetime) -> str:
    """The calendar object: lines ended by CRLF and folded at 75 octets.

    `PUBLISH` is the file one downloads; it names no attendees (RFC 5546, 3.2.1).
    """
    calendar = _calendar(method)
    calendar.add_component(_event(entry, method, at))
    text: bytes = calendar.to_ical()
    return text.decode()


def feed_text(entries: Iterable[Entry], *, name: str, at: datetime) -> str:
    """A calendar to subscribe to: every entry with no attendees, asked for again each quarter hour.

    The name of the calendar and how often to ask have one property of the standard (RFC 7986)
    and an older one each, which more programs know.
    """
    calendar = _calendar(Method.PUBLISH)
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", timedelta(minutes=15), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT15M")
    for entry in entries:
        calendar.add_component(_event(entry, Method.PUBLISH, at))
    text: bytes = calendar.to_ical()
    return text.decode()


def _calendar(method: Method) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method.value)
    return calendar


def _event(entry: Entry, method: Method, at: datetime) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", at.astimezone(UTC))
    event.add("dtstart", entry.starts_at.astimezone(UTC))
    event.add("dtend", entry.ends_at.astimezone(UTC))
    event.add("summary", entry.summary)
    event.add("description", entry.description)
    event.add("status", "CANCELLED" if method is Method.CANCEL else "CONFIRMED")
    event.add("transp", "OPAQUE")
    if entry.place:
        event.add("location", entry.place)
    if entry.url:
        event.add("url", entry.url)
    event["organizer"] = _address(entry.organizer)
    if method is not Method.PUBLISH:
        for attendee in entry.attendees:
            event.add("attendee", _attendee(attendee), encode=False)
    return event


def _address(party: Party) -> vCalAddress:
    address = vCalAddress(f"mailto:{party.email}")
    address.params["cn"] = vText(party.name)
    return address


def _attendee(party: Party) -> vCalAddress:
    # Both have agreed already; an answer would reach nobody, so none is asked for.
    address = _address(party)
    address.params["cutype"] = vText("INDIVIDUAL")
    address.params["role"] = vText("REQ-PARTICIPANT")
    address.params["partstat"] = vText("ACCEPTED")
    address.params["rsvp"] = vText("FALSE")
    return address
