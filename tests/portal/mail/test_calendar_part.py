"""How a calendar object travels in a mail."""

import email
import email.policy

from portal.mail.models import Mail
from portal.mail.outbox import message_of

CALENDAR = "BEGIN:VCALENDAR\r\nSUMMARY:Call with Zoë — Café\r\nEND:VCALENDAR\r\n"


def parts_of(mail):
    sent = email.message_from_bytes(
        message_of(mail).message().as_bytes(), policy=email.policy.default
    )
    return {part.get_content_type(): part for part in sent.walk()}


def test_the_alternative_names_its_method_and_one_charset():
    mail = Mail(to="zoe@example.test", subject="Call", text="Hello", html="<p>Hello</p>")
    mail.calendar, mail.calendar_method = CALENDAR, "REQUEST"

    calendar = parts_of(mail)["text/calendar"]

    assert calendar["Content-Type"].params == {"method": "REQUEST", "charset": "utf-8"}
    assert not calendar["Content-Type"].defects
    assert "Zoë — Café" in calendar.get_content()


def test_the_attached_file_keeps_every_letter():
    mail = Mail(to="zoe@example.test", subject="Call", text="Hello", html="<p>Hello</p>")
    mail.calendar, mail.calendar_method = CALENDAR, "REQUEST"

    attached = parts_of(mail)["application/ics"]

    assert attached.get_content().decode() == CALENDAR
