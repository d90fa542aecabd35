"""The auditor's room: the packets of one engagement, until a day, and nothing else."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import AuditorGrant
from portal.audit.models import AuditEvent
from tests.compliance.packets import story


@pytest.fixture
def let_in(cast):
    """Let Ada into an engagement for so many more days."""

    def given(engagement, days=7):
        now = timezone.now()
        with cast.at(cast.lakeview, cast.lena):
            return AuditorGrant.give(
                org_id=cast.lakeview.pk,
                user=cast.ada,
                engagement_id=engagement.pk,
                until=now.date() + timedelta(days=days),
                by=cast.lena,
                at=now,
            )

    return given


def room(grant):
    return reverse("compliance:auditor", args=(grant.pk,))


def file(grant, packet):
    return reverse("compliance:auditor-packet-file", args=(grant.pk, packet.pk))


def test_an_auditor_sees_the_sealed_packets_and_until_when(cast, sealed, let_in, sign_in):
    grant = let_in(sealed.engagement)

    answer = sign_in(cast.ada).get(room(grant))

    assert answer.status_code == 200
    assert "Clinical notes assistant" in answer.text
    assert sealed.file.sha256 in answer.text
    assert "countersign verify" in answer.text
    assert "pip install ./cli" in answer.text
    assert reverse("verify-root") in answer.text


def test_packets_that_are_not_sealed_are_not_shown(cast, sealed, ask, let_in, sign_in):
    waiting = ask(sealed.engagement)
    grant = let_in(sealed.engagement)
    browser = sign_in(cast.ada)

    assert str(waiting.pk) not in browser.get(room(grant)).text
    assert browser.get(file(grant, waiting)).status_code == 404


def test_a_download_asks_for_a_fresh_second_factor(cast, sealed, let_in, sign_in):
    grant = let_in(sealed.engagement)

    answer = sign_in(cast.ada, fresh=False).get(file(grant, sealed))

    assert answer.status_code == 302
    assert "reauthenticate" in answer.url


def test_after_the_second_factor_the_room_begins_the_download(cast, sealed, let_in, sign_in):
    grant = let_in(sealed.engagement)
    asked = sign_in(cast.ada, fresh=False).get(file(grant, sealed))
    back = parse_qs(urlsplit(asked.url).query)["next"][0]

    shown = sign_in(cast.ada).get(back)

    assert back.startswith(f"{room(grant)}?")
    assert f'content="1; url={file(grant, sealed)}"' in shown.text
    assert "The download begins now" in shown.text
    assert "http-equiv" not in sign_in(cast.ada).get(f"{room(grant)}?download=x").text


def test_a_download_is_in_the_clients_trail(cast, sealed, let_in, sign_in):
    grant = let_in(sealed.engagement)

    answer = sign_in(cast.ada).get(file(grant, sealed))

    assert len(b"".join(answer.streaming_content)) == sealed.file.size
    with cast.at(cast.lakeview):
        event = AuditEvent.objects.get(action="compliance.packet.downloaded")
    assert event.told["by"]["name"] == "Ada Audit"
    assert event.told["data"]["role"] == "Auditor"
    assert event.engagement_id == sealed.engagement_id


def test_a_grant_that_has_run_out_opens_nothing(cast, sealed, let_in, sign_in):
    grant = let_in(sealed.engagement, days=-2)
    browser = sign_in(cast.ada)

    assert browser.get(room(grant)).status_code == 404
    assert browser.get(file(grant, sealed)).status_code == 404


def test_a_grant_that_was_ended_opens_nothing(cast, sealed, let_in, sign_in):
    grant = let_in(sealed.engagement)
    with cast.at(cast.lakeview):
        grant.end(at=timezone.now())

    assert sign_in(cast.ada).get(room(grant)).status_code == 404


def test_a_grant_is_its_auditors_alone(cast, sealed, let_in, sign_in):
    grant = let_in(sealed.engagement)

    for other in (cast.oskar, cast.lena, cast.carla):
        assert sign_in(other).get(room(grant)).status_code == 404


def test_another_engagement_of_the_same_client_stays_closed(cast, sealed, let_in, sign_in):
    grant = let_in(story.begin(cast))
    browser = sign_in(cast.ada)

    assert sealed.file.sha256 not in browser.get(room(grant)).text
    assert browser.get(file(grant, sealed)).status_code == 404


def test_an_auditor_reaches_no_page_of_the_client(cast, sealed, let_in, sign_in):
    let_in(sealed.engagement)
    browser = sign_in(cast.ada)
    here = (cast.lakeview.slug, sealed.engagement_id)

    for name in ("overview", "activity", "compliance:packets", "engagements:scope"):
        assert browser.get(reverse(name, args=here)).status_code == 404
    assert (
        browser.get(reverse("compliance:packet-file", args=(*here, sealed.pk))).status_code == 404
    )
