"""When a host takes calls."""

from collections.abc import Iterable
from datetime import date, time, timedelta
from typing import Any

from django import forms

from engagements.bookings.models import Host
from engagements.bookings.rules import (
    WEEKDAYS,
    BookingPolicy,
    HostHours,
    WallRange,
    zone_names,
)

RANGES_A_DAY = 2
OFFICE = (WallRange(time(9), time(12)), WallRange(time(13), time(17)))
USUAL = BookingPolicy(buffer_after=timedelta(minutes=15))


class HoursForm(forms.Form):
    """A host's week, two ranges a day, and the terms of a call."""

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
    days_off = forms.CharField(
        label="Days without calls",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "placeholder": "2026-12-24"}),
        help_text="One date on each line, year first.",
    )
    buffer_before = forms.IntegerField(
        label="Minutes free before a call", min_value=0, max_value=240
    )
    buffer_after = forms.IntegerField(label="Minutes free after a call", min_value=0, max_value=240)
    notice = forms.IntegerField(label="Hours of notice", min_value=0, max_value=24 * 14)
    horizon = forms.IntegerField(label="Days ahead that can be booked", min_value=1, max_value=365)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for weekday, place, edge in _cells():
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
                    for place in range(RANGES_A_DAY)
                ],
            )
            for weekday, name in enumerate(WEEKDAYS)
        ]

    def clean_days_off(self) -> tuple[date, ...]:
        """The dates, one a line."""
        try:
            return tuple(date.fromisoformat(line) for line in self.cleaned_data["days_off"].split())
        except ValueError:
            raise forms.ValidationError(
                "Write each day as year, month and day, such as 2026-12-24."
            ) from None

    def clean(self) -> dict[str, Any]:
        """A range needs both ends."""
        cleaned = super().clean() or {}
        for weekday in range(len(WEEKDAYS)):
            for place in range(RANGES_A_DAY):
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
            overrides=dict.fromkeys(self.cleaned_data["days_off"], ()),
        )

    def policy(self) -> BookingPolicy:
        """The terms as the rules take them; after `is_valid()`."""
        given = self.cleaned_data
        return BookingPolicy(
            buffer_before=timedelta(minutes=given["buffer_before"]),
            buffer_after=timedelta(minutes=given["buffer_after"]),
            minimum_notice=timedelta(hours=given["notice"]),
            horizon=timedelta(days=given["horizon"]),
        )

    def _ranges(self, weekday: int) -> tuple[WallRange, ...]:
        pairs = (self._range(self.cleaned_data, weekday, place) for place in range(RANGES_A_DAY))
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
        "days_off": "\n".join(day.isoformat() for day in sorted(hours.overrides)),
        "buffer_before": policy.buffer_before // timedelta(minutes=1),
        "buffer_after": policy.buffer_after // timedelta(minutes=1),
        "notice": policy.minimum_notice // timedelta(hours=1),
        "horizon": policy.horizon.days,
    }
    for weekday, ranges in hours.weekly.items():
        for place, wall in enumerate(ranges[:RANGES_A_DAY]):
            answers[_cell(weekday, place, "start")] = wall.start
            answers[_cell(weekday, place, "end")] = wall.end
    return answers


def _cells() -> Iterable[tuple[int, int, str]]:
    return (
        (weekday, place, edge)
        for weekday in range(len(WEEKDAYS))
        for place in range(RANGES_A_DAY)
        for edge in ("start", "end")
    )


def _cell(weekday: int, place: int, edge: str) -> str:
    return f"day{weekday}_{place}_{edge}"
