"""A download in parts stands in the trail once, and nothing is taken that does not stand there."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from compliance.packets.rules.taking import ONE_DOWNLOAD
from portal.accounts.models import AuditorGrant
from portal.audit.models import AuditEvent
from tests.compliance.packets.given import SEALED


@pytest.fixture
def takings(cast):
    """Who took a packet, in the order of the trail, with the part each began with."""

    def told():
        with cast.at(cast.lakeview):
            events = AuditEvent.objects.filter(action="compliance.packet.downloaded").chained()
            return [(one.told["by"]["name"], one.told["data"].get("part", "")) for one in events]

    return told


def address(packet):
    names = (packet.engagement.client_slug, packet.engagement_id, packet.pk)
    return reverse("compliance:packet-file", args=names)


def take(browser, where, part=""):
    answer = browser.get(where, headers={"Range": part} if part else {})
    assert answer.status_code in {200, 206}
    return b"".join(answer.streaming_content)


def test_a_download_in_parts_is_one_event(cast, sealed, sign_in, takings):
    browser, where = sign_in(cast.lena), address(sealed)

    got = [take(browser, where, f"bytes={at}-{at + 7}") for at in range(0, len(SEALED), 8)]

    assert b"".join(got) == SEALED
    assert takings() == [(cast.lena.name, "bytes=0-7")]


def test_an_auditor_s_is_too(cast, sealed, sign_in, takings):
    now = timezone.now()
    with cast.at(cast.lakeview, cast.lena):
        grant = AuditorGrant.give(
            org_id=cast.lakeview.pk,
            user=cast.ada,
            engagement_id=sealed.engagement_id,
            until=now.date() + timedelta(days=3),
            by=cast.lena,
            at=now,
        )
    browser = sign_in(cast.ada)
    where = reverse("compliance:auditor-packet-file", args=(grant.pk, sealed.pk))

    for part in ("bytes=0-7", "bytes=16-", "bytes=8-15"):
        take(browser, where, part)

    assert takings() == [(cast.ada.name, "bytes=0-7")]


def test_each_copy_is_an_event_however_it_is_asked_for(cast, sealed, sign_in, takings):
    browser, where = sign_in(cast.lena), address(sealed)

    for part in ("", "bytes=0-", "bytes=-99999", "bytes=0-3,8-9", "lines=3-4"):
        assert take(browser, where, part) == SEALED

    assert len(takings()) == 5


def test_a_part_without_a_download_before_it_is_an_event(cast, sealed, sign_in, takings):
    where = address(sealed)
    first, second = sign_in(cast.lena), sign_in(cast.lena)
    other = sign_in(cast.mona)
    take(first, where, "bytes=4-")

    take(first, where, "bytes=5-")
    take(second, where, "bytes=5-")
    take(other, where, "bytes=5-")

    assert takings() == [
        (cast.lena.name, "bytes=4-"),
        (cast.lena.name, "bytes=5-"),
        (cast.mona.name, "bytes=5-"),
    ]


def test_what_goes_on_for_long_is_told_of_again(cast, sealed, sign_in, takings, monkeypatch):
    browser, where, now = sign_in(cast.lena), address(sealed), timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now - ONE_DOWNLOAD)
    take(browser, where, "bytes=0-7")
    monkeypatch.undo()

    take(browser, where, "bytes=8-")

    assert len(takings()) == 2
