"""The mails of a call: each says why it came, and carries the calendar entry where it changed."""

from dataclasses import replace
from datetime import datetime
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.urls import reverse

from engagements.bookings.invitations import Entry, Method, Party, calendar_text
from engagements.bookings.models import Booking, Host
from engagements.bookings.rules import BookingState, Reminder
from portal.accounts.models import Organization
from portal.accounts.queries import belongs
from portal.mail import outbox
from portal.mail.outbox import Invite

VISITOR, HOST = "visitor", "host"
# Answers to invitations are not read, so each entry says what does cancel a call.
NOT_BY_CALENDAR = "Declining it in your calendar, or taking it out there, does not cancel the call."


def host_address(booking: Booking) -> str:
    """Where the host is written to; empty once they do not work for the partner any more."""
    address = booking.host.user.email
    return address if belongs(booking.partner_id, address) else ""


def private_path(partner: Organization, token: str) -> str:
    """The address of a visitor's private page; where to book, for a call that has no token."""
    if not token:
        return reverse("engagements:book", args=(partner.slug,))
    return reverse("engagements:private-call", args=(partner.slug, token))


def host_path(partner: Organization, booking: Booking) -> str:
    """The address of a call on the partner's own pages."""
    return reverse("engagements:booked-call", args=(partner.slug, booking.pk))


def entry_of(booking: Booking, partner: Organization, *, path: str) -> Entry:
    """The call as calendars keep it, with the page behind `path`.

    There it is moved or cancelled; of a call that is cancelled it is the page to book another.
    """
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    url = f"{settings.PUBLIC_URL}{path}"
    place = booking.host.meeting_place
    return Entry(
        uid=booking.ical_uid,
        sequence=booking.ical_sequence,
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        summary=f"Strategy call: {booking.organisation} and {partner.name}",
        description="\n".join(
            (
                f"With {booking.host.user.name} of {partner.name}.",
                str(booking.in_visitor_zone),
                str(booking.in_host_zone),
                *_what_to_do(booking, url),
            )
        ),
        place=place,
        url=url,
        organizer=Party(f"{partner.name} ({name or 'Countersign'})", address),
        attendees=(
            Party(booking.visitor_name, booking.visitor_email),
            Party(booking.host.user.name, booking.host.user.email),
        ),
    )


def hosts_entry_of(booking: Booking, partner: Organization) -> Entry:
    """The call as the host's own calendar keeps it; its private link is the visitor's alone."""
    path = host_path(partner, booking)
    return _for_host(booking, entry_of(booking, partner, path=path), path)


def ask_to_confirm(booking: Booking, partner: Organization, *, token: str, at: datetime) -> None:
    """To the visitor: the slot is held, and this link makes it a call.

    Nothing the visitor typed is in it: the address may be somebody else's.
    """
    outbox.post(
        to=booking.visitor_email,
        template="call_hold",
        at=at,
        partner=partner.name,
        call=str(booking.in_visitor_zone),
        host_call=str(booking.in_host_zone),
        minutes=round((booking.hold_expires_at - booking.held_at).total_seconds() / 60),
        path=private_path(partner, token),
    )


def invite_both(
    booking: Booking,
    partner: Organization,
    *,
    token: str,
    moved_by: str = "",
    before: Host | None = None,
    at: datetime,
) -> None:
    """To visitor and host: the call stands, or stands at another time; with the invitation.

    `moved_by` is VISITOR or HOST; empty for the first invitation. To a host who was not the one
    `before` the call is new, and out of the calendar of that one it is taken.
    """
    path = private_path(partner, token)
    entry = entry_of(booking, partner, path=path)
    words = _words(booking, partner) | {"moved": bool(moved_by), "moved_by": moved_by}
    outbox.post(
        to=booking.visitor_email,
        template="call_invitation",
        at=at,
        invite=_invite(entry, Method.REQUEST, at),
        reply_to=host_address(booking),
        path=path,
        **words,
    )
    if before is not None and before != booking.host:
        words |= {"moved": False, "moved_by": "", "taken_from": before.user.name}
        _take_out_for(before, booking, partner, at=at)
    _tell_host(booking, partner, entry, "call_notice", Method.REQUEST, at=at, words=words)


def hand_over(booking: Booking, partner: Organization, *, before: Host, at: datetime) -> None:
    """To the visitor, to who takes the call now and to who took it `before`: it is handed over."""
    path = private_path(partner, booking.token)
    entry = entry_of(booking, partner, path=path)
    words = _words(booking, partner) | {"taken_from": before.user.name}
    outbox.post(
        to=booking.visitor_email,
        template="call_handed_over",
        at=at,
        invite=_invite(entry, Method.REQUEST, at),
        reply_to=host_address(booking),
        path=path,
        may_change=booking.may_change(at),
        **words,
    )
    _take_out_for(before, booking, partner, at=at)
    _tell_host(booking, partner, entry, "call_notice", Method.REQUEST, at=at, words=words)


def remind_both(
    booking: Booking, partner: Organization, reminder: Reminder, *, at: datetime
) -> None:
    """To visitor and host: the call is in a day, or in an hour. No calendar entry: it stands."""
    words = _words(booking, partner) | {"ahead": reminder.words}
    outbox.post(
        to=booking.visitor_email,
        template="call_reminder",
        at=at,
        reply_to=host_address(booking),
        path=private_path(partner, booking.token),
        may_change=booking.may_change(at),
        **words,
    )
    if to := host_address(booking):
        outbox.post(
            to=to,
            template="call_reminder_host",
            at=at,
            reply_to=booking.visitor_email,
            path=host_path(partner, booking),
            **words,
        )


def call_off(
    booking: Booking, partner: Organization, *, by_visitor: bool, reason: str, at: datetime
) -> None:
    """To visitor and host: the call is cancelled, and calendars take it out."""
    path = reverse("engagements:book", args=(partner.slug,))
    entry = entry_of(booking, partner, path=path)
    words = _words(booking, partner) | {"by_visitor": by_visitor, "reason": reason}
    outbox.post(
        to=booking.visitor_email,
        template="call_cancelled",
        at=at,
        invite=_invite(entry, Method.CANCEL, at),
        reply_to=host_address(booking),
        path=path,
        **words,
    )
    _tell_host(booking, partner, entry, "call_cancelled_notice", Method.CANCEL, at=at, words=words)


def _take_out_for(before: Host, booking: Booking, partner: Organization, *, at: datetime) -> None:
    """To who had the call: it left the calendar. They may have left, so nothing of it is told."""
    entry = entry_of(booking, partner, path=reverse("engagements:book", args=(partner.slug,)))
    bare = replace(
        entry,
        summary=f"Strategy call for {partner.name}",
        description="Somebody else takes this call.",
        place="",
        url="",
        attendees=(Party(before.user.name, before.user.email),),
    )
    outbox.post(
        to=before.user.email,
        template="call_passed_on",
        at=at,
        invite=_invite(bare, Method.CANCEL, at),
        name=before.user.name,
        partner=partner.name,
    )


def _tell_host(
    booking: Booking,
    partner: Organization,
    entry: Entry,
    template: str,
    method: Method,
    *,
    at: datetime,
    words: dict[str, Any],
) -> None:
    to = host_address(booking)
    if not to:
        return
    path = host_path(partner, booking)
    hosts = _for_host(booking, entry, path)
    outbox.post(
        to=to,
        template=template,
        at=at,
        invite=_invite(hosts, method, at),
        reply_to=booking.visitor_email,
        path=path,
        **words,
    )


def _what_to_do(booking: Booking, url: str) -> tuple[str, ...]:
    if booking.standing is BookingState.CANCELLED:
        return (f"Book another time: {url}",)
    return (f"Move or cancel it: {url}", NOT_BY_CALENDAR)


def _for_host(booking: Booking, entry: Entry, path: str) -> Entry:
    url = f"{settings.PUBLIC_URL}{path}"
    words = [f"Intake and preliminary advice: {url}"]
    if booking.standing is not BookingState.CANCELLED:
        words = [f"Intake and preliminary advice; move or cancel it: {url}", NOT_BY_CALENDAR]
    return replace(entry, url=url, description="\n".join(words))


def _words(booking: Booking, partner: Organization) -> dict[str, Any]:
    return {
        "partner": partner.name,
        "name": booking.visitor_name,
        "organisation": booking.organisation,
        "host": booking.host.user.name,
        "visitor_time": str(booking.in_visitor_zone),
        "host_time": str(booking.in_host_zone),
        "place": booking.host.meeting_place,
    }


def _invite(entry: Entry, method: Method, at: datetime) -> Invite:
    return Invite(calendar_text(entry, method, at=at), method.value)
