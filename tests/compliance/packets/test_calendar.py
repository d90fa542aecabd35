"""Days in a packet are those of the client's calendar, as the day of the packet is."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from compliance.evidence import actions as evidence
from compliance.evidence.rules import EvidenceKind
from compliance.packets.content import Trust, read_content
from compliance.packets.words import calendar_day, day, instant, moment
from tests.compliance.packets.given import letter
from tests.compliance.packets.story import upload

TRUST = Trust("Northgate", "AB:CD", own_time=True)
# Nine in the evening of the 16th in New York, where the clinic is.
EVENING = datetime(2026, 11, 17, 2, 0, tzinfo=UTC)
SAME_DAY = date(2026, 11, 16)


def accept_a_paper(cast, engagement):
    with cast.at(cast.lakeview, cast.carla):
        asked = {"at": EVENING, "today": SAME_DAY}
        held = evidence.record_evidence(
            engagement=engagement,
            kind=EvidenceKind.ANSWERED_QUESTIONNAIRE,
            title="Answers of the clinic",
            received=upload(letter("Answers"), "answers.pdf"),
            effective_from=SAME_DAY,
            effective_until=date(2027, 6, 30),
            service_id=None,
            by=cast.carla,
            **asked,
        )
        evidence.accept_evidence(held=held, by=cast.nadia, **asked)


def test_what_was_accepted_in_the_evening_has_the_day_of_the_packet(cast, engagement, ask):
    accept_a_paper(cast, engagement)

    asked = ask(engagement, at=datetime(2026, 11, 18, 12, tzinfo=UTC), as_of=SAME_DAY)
    with cast.at(cast.lakeview):
        content = read_content(asked.pk, trust=TRUST)

    [exhibit] = content.exhibits
    assert exhibit.document.accepted_on == SAME_DAY
    assert ("Accepted by", "Nadia North, 16 November 2026") in exhibit.document.facts
    [section] = [one for one in content.sections if one.key == "questionnaires"]
    printed = render_to_string(section.template, {"section": section})
    assert "Nadia North, 16 November 2026" in printed
    assert "17 November 2026" not in printed


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("Pacific/Pago_Pago", "16 November 2026"),
        ("UTC", "17 November 2026"),
        ("Pacific/Kiritimati", "17 November 2026"),
    ],
)
def test_days_follow_the_calendar_of_the_client_and_times_are_utc(zone, words):
    with timezone.override(ZoneInfo(zone)):
        said = day(EVENING), moment(EVENING), instant(EVENING)

    assert said == (words, "17 November 2026, 02:00 UTC", "17 November 2026, 02:00:00 UTC")


def test_a_late_instant_is_the_next_day_in_the_east():
    with timezone.override(ZoneInfo("Pacific/Kiritimati")):
        found = calendar_day(datetime(2026, 11, 16, 12, tzinfo=UTC))

    assert found == date(2026, 11, 17)
