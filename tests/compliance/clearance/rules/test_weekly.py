"""When the weekly mail is due."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from compliance.clearance.rules import letter_of, next_letter

MONDAY = date(2026, 11, 23)


def test_the_mail_is_due_on_mondays_from_seven_and_at_no_other_hour_of_the_week():
    midnight = datetime(2026, 11, 23, tzinfo=ZoneInfo("America/New_York"))

    for hour in range(7 * 24):
        due = letter_of(midnight + timedelta(hours=hour))
        assert due == (MONDAY if 7 <= hour < 24 else None), hour


@pytest.mark.parametrize("days", range(14))
def test_the_next_mail_is_on_the_monday_after(days):
    day = MONDAY + timedelta(days=days)

    found = next_letter(day)

    assert found.weekday() == 0
    assert 0 < (found - day).days <= 7
