"""Visitors on their phones, and the calendar entries their mails bring."""

from time import monotonic, sleep

import vobject

from tests.journeys.browsing import PHONE, Person
from tests.waiting import PATIENCE


class OnPhone(Person):
    """Somebody who has only a phone."""

    def __init__(self, *words, **options):
        super().__init__(*words, **options)
        self.page.set_viewport_size(PHONE)

    def look(self, name):
        super().look(name)
        self.page.set_viewport_size(PHONE)
        self.page.evaluate("scrollTo(0, 0)")


def event_of(visitor, about, method):
    """The calendar entry of the newest mail about it, once the worker has sent that mail."""
    deadline = monotonic() + PATIENCE
    while True:
        [(text, sent_at)] = visitor.site.ask(
            'SELECT calendar, sent_at FROM mail_mail WHERE "to" = %s AND subject LIKE %s'
            " ORDER BY created_at DESC LIMIT 1",
            visitor.email,
            f"%{about}%",
        )
        if sent_at:
            break
        assert monotonic() < deadline, "the worker did not send it"
        sleep(0.2)
    calendar = vobject.readOne(text)
    assert calendar.method.value == method
    return calendar.vevent
