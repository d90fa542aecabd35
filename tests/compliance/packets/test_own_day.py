"""A packet of its own day shows what was recorded when it was asked for, whenever it is built."""

from datetime import timedelta

import pytest
from django.utils import timezone

from compliance.packets.content import Trust, read_content
from compliance.packets.models import Packet
from compliance.packets.record import read_record
from engagements.lifecycle import actions as lifecycle
from tests.compliance.packets import finished
from tests.compliance.packets.test_exact import unsealed
from tests.compliance.packets.test_looking_back import change_everything, essence
from tests.portal.jobs.broker import Worker

TRUST = Trust("Northgate", "AB:CD", own_time=True)


def read(cast, packet):
    with cast.at(cast.lakeview):
        return read_content(packet.pk, trust=TRUST), read_record(packet.pk)


@pytest.mark.parametrize(
    "later", [timedelta(milliseconds=1), timedelta(hours=5), timedelta(days=1, hours=2)]
)
def test_what_is_recorded_after_the_asking_is_not_in_it(cast, told, ask, run_jobs, later):
    run_jobs()
    now = timezone.now()
    asked = ask(told.engagement, at=now)
    at_once, record = read(cast, asked)

    change_everything(cast, told.engagement, now + later)
    built_later, record_later = read(cast, asked)

    assert essence(built_later) == essence(at_once)
    assert (built_later.facts, built_later.cover) == (at_once.facts, at_once.cover)
    assert (built_later.head, built_later.extract) == (at_once.head, at_once.extract)
    assert record.events[-1].action == "compliance.packet.asked_for"
    assert record_later.not_kept == ()


@pytest.mark.django_db(transaction=True, databases=["default", "system"])
def test_built_anew_after_everything_changed_it_has_the_same_bytes(
    cast, told, ask, run_jobs, tmp_path
):
    run_jobs()
    now = timezone.now()
    asked = ask(told.engagement, at=now)
    surroundings = Worker(tmp_path)._surroundings()
    with cast.at(cast.lakeview):
        packet = Packet.objects.select_related("engagement").get(pk=asked.pk)

    before = unsealed(packet, surroundings, tmp_path / "before", "1")
    change_everything(cast, told.engagement, now + timedelta(minutes=1))
    after = unsealed(packet, surroundings, tmp_path / "after", "2")

    assert after == before


def test_an_engagement_closed_on_the_same_day_was_open_when_it_was_asked_for(cast, ask, run_jobs):
    engagement = finished.finish(cast, run_jobs, go_live=False)
    now = timezone.now()
    asked = ask(engagement, at=now)
    at_once, _ = read(cast, asked)

    with cast.at(cast.lakeview, cast.nadia):
        lifecycle.close_engagement(
            engagement=engagement, reason="Over.", by=cast.nadia, at=now + timedelta(seconds=1)
        )
    run_jobs()
    built_later, record = read(cast, asked)

    assert essence(built_later) == essence(at_once)
    assert record.engagement.closed_on is None
