"""Calendars as other programs publish them."""


def calendar(*events, head=""):
    """A published calendar with these events, each a list of lines."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Test//EN", head]
    for number, event in enumerate(events):
        lines += ["BEGIN:VEVENT", f"UID:{number}@elsewhere.test", "DTSTAMP:20261101T000000Z"]
        lines += [*event, "END:VEVENT"]
    return "\r\n".join([line for line in lines if line] + ["END:VCALENDAR", ""]).encode()
