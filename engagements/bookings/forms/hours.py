"""When a host takes calls."""

from collections.abc import Iterable
from datetime import date, time, timedelta
from typing import Any

from django import forms
from django.conf import settings

from engagements.bookings.forms.fields import LineField
from engagements.bookings.models import Host
from engagements.bookings.public_holidays import countries
from engagements.bookings.rules import (
    WEEKDAYS,
    BookingPolicy,
    HostHours,
    HoursRefused,
    WallRange,
    read_days,
    written_days,
    zone_names,
)
from portal.fetching import LONGEST_ADDRESS, FetchRefused, Guard, checked

# Two are usual; a host who needs them all gets one more.
FEWEST_RANGES = 2
MOST_RANGES = 5
OFFICE = (WallRange(time(9), time(12)), WallRange(time(13), time(17)))
USUAL = BookingPolicy(buffer_after=timedelta(minutes=15))


def _countries() -> list[tuple[str, str]]:
    return [("", "None"), *countries()]


class HoursForm(forms.Form):
    """A host's week, several ranges a day, the days that differ, and the terms of a call."""

    active = forms.BooleanField(label="I take calls", required=False)
    time_zone = forms.ChoiceField(
        label="Time zone of these hours", choices=[(name, name) for name in sorted(zone_names())]
    )
    meeting_place = forms.CharField(
        label="Where calls take place",
        max_length=300,
        required=False,
        help_text="A link to your meeting room, or a number. It goes into the invitation.",
    )
    public_holidays = forms.ChoiceField(
        label="Public holidays without calls", required=False, choices=_countries
    )
    days = forms.CharField(
        label="Days that differ",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="One on each line. Off: 2026-12-24, or 2026-12-24 to 2027-01-01. With other"
        " hours: 2026-12-30 10:00-12:00, 14:00-15:30.",
    )
    buffer_before = forms.IntegerField(
        label="Minutes free before a call", min_value=0, max_value=240
    )
    buffer_after = forms.IntegerField(label="Minutes free after a call", min_value=0, max_value=240)
    notice = forms.IntegerField(label="Hours of notice", min_value=0, max_value=24 * 14)
    horizon = forms.IntegerField(label="Days ahead that can be booked", min_value=1, max_value=365)
    daily_most = forms.IntegerField(
        label="Most calls a day", required=False, min_value=1, max_value=50
    )

    def __init__(self, *args: Any, ranges_a_day: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ranges_a_day = ranges_a_day
        for weekday, place, edge in _cells(ranges_a_day):
            self.fields[_cell(weekday, place, edge)] = forms.TimeField(
                required=False,
                label=f"{WEEKDAYS[weekday]}, {edge} of range {place + 1}",
                widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
            )

    @property
    def week(self) -> list[tuple[str, list[tuple[forms.BoundField, forms.BoundField]]]]:
        """The cells of the week, day by day, as pairs of start and end."""
        return [
            (
                name,
                [
                    (self[_cell(weekday, place, "start")], self[_cell(weekday, place, "end")])
                    for place in range(self.ranges_a_day)
                ],
            )
            for weekday, name in enumerate(WEEKDAYS)
        ]

    def clean_days(self) -> dict[date, tuple[WallRange, ...]]:
        """The days that differ, with their hours."""
        try:
            return read_days(self.cleaned_data["days"])
        except HoursRefused as refused:
            raise forms.ValidationError(list(refused.reasons)) from None

    def clean(self) -> dict[str, Any]:
        """A range needs both ends."""
        cleaned = super().clean() or {}
        for weekday in range(len(WEEKDAYS)):
            for place in range(self.ranges_a_day):
                start, end = self._range(cleaned, weekday, place)
                if (start is None) != (end is None):
                    self.add_error(
                        None, f"{WEEKDAYS[weekday]}: give both the start and the end of a range."
                    )
        return cleaned

    def hours(self) -> HostHours:
        """The week as the rules take it; after `is_valid()`."""
        return HostHours(
            zone=self.cleaned_data["time_zone"],
            weekly={day: ranges for day in range(len(WEEKDAYS)) if (ranges := self._ranges(day))},
            overrides=self.cleaned_data["days"],
        )

    def policy(self) -> BookingPolicy:
        """The terms as the rules take them; after `is_valid()`."""
        given = self.cleaned_data
        return BookingPolicy(
            buffer_before=timedelta(minutes=given["buffer_before"]),
            buffer_after=timedelta(minutes=given["buffer_after"]),
            minimum_notice=timedelta(hours=given["notice"]),
            horizon=timedelta(days=given["horizon"]),
            daily_most=given["daily_most"],
        )

    def _ranges(self, weekday: int) -> tuple[WallRange, ...]:
        pairs = (
            self._range(self.cleaned_data, weekday, place) for place in range(self.ranges_a_day)
        )
        return tuple(WallRange(start, end) for start, end in pairs if start and end)

    @staticmethod
    def _range(
        cleaned: dict[str, Any], weekday: int, place: int
    ) -> tuple[time | None, time | None]:
        return cleaned.get(_cell(weekday, place, "start")), cleaned.get(
            _cell(weekday, place, "end")
        )


def answers_of(host: Host | None, time_zone: str) -> dict[str, Any]:
    """What the form shows of a host; of a new one, office hours in the partner's zone."""
    if host is None:
        hours, policy = HostHours(zone=time_zone, weekly=dict.fromkeys(range(5), OFFICE)), USUAL
    else:
        hours, policy = host.hours, host.policy
    answers: dict[str, Any] = {
        "active": host.active if host else True,
        "time_zone": hours.zone,
        "meeting_place": host.meeting_place if host else "",
        "public_holidays": host.public_holidays if host else "",
        "days": written_days(hours.overrides),
        "buffer_before": policy.buffer_before // timedelta(minutes=1),
        "buffer_after": policy.buffer_after // timedelta(minutes=1),
        "notice": policy.minimum_notice // timedelta(hours=1),
        "horizon": policy.horizon.days,
        "daily_most": policy.daily_most,
    }
    for weekday, ranges in hours.weekly.items():
        for place, wall in enumerate(ranges[:MOST_RANGES]):
            answers[_cell(weekday, place, "start")] = wall.start
            answers[_cell(weekday, place, "end")] = wall.end
    return answers


def ranges_a_day(host: Host | None) -> int:
    """How many ranges of a day the form shows: one more than the fullest day has."""
    weekly = host.hours.weekly.values() if host else ()
    fullest = max((len(ranges) for ranges in weekly), default=0)
    return min(max(FEWEST_RANGES, fullest) + 1, MOST_RANGES)


class CalendarForm(forms.Form):
    """Another calendar of a host, by the address at which it is published."""

    address = forms.CharField(
        label="Address of the calendar",
        max_length=LONGEST_ADDRESS,
        widget=forms.URLInput(attrs={"autocomplete": "off"}),
        help_text="The secret address in iCal format of Google Calendar, the published ICS link of"
        " Outlook, or any other that begins with https:// or webcal://.",
    )
    name = LineField(label="What you call it", max_length=100, required=False)

    def clean_address(self) -> str:
        """An address that may be asked at all; whether it answers, a worker finds out."""
        address = str(self.cleaned_data["address"])
        try:
            checked(address, Guard(allowed=frozenset(settings.FETCH_ALLOWED)))
        except FetchRefused as refused:
            raise forms.ValidationError(str(refused)) from None
        return address


def _cells(ranges: int) -> Iterable[tuple[int, int, str]]:
    return (
        (weekday, place, edge)
        for weekday in range(len(WEEKDAYS))
        for place in range(ranges)
        for edge in ("start", "end")
    )


def _cell(weekday: int, place: int, edge: str) -> str:
    return f"day{weekday}_{place}_{edge}"
