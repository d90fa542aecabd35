"""The pages of packets: who sees what, who may do what, and how progress is told."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from compliance.packets import actions
from compliance.packets.models import Packet
from compliance.packets.rules import PacketState, Progress
from portal.audit.models import AuditEvent
from portal.jobs.models import Job
from tests.compliance.packets import given, story
from tests.compliance.packets.given import SEALED


def page(engagement, name="packets", *more):
    return reverse(f"compliance:{name}", args=(engagement.client_slug, engagement.pk, *more))


def packets(cast):
    with cast.at(cast.lakeview):
        return list(Packet.objects.select_related("file"))


# Asking


def test_the_empty_page_says_what_will_be_here_and_offers_to_ask(cast, engagement, sign_in):
    answer = sign_in(cast.lena).get(page(engagement))

    assert answer.status_code == 200
    assert "No packet yet" in answer.text
    assert "Ask for a packet" in answer.text


def test_an_owner_asks_and_is_led_to_the_packet(cast, engagement, sign_in):
    answer = sign_in(cast.lena).post(
        page(engagement, "packet-ask"), {"audience": "auditor", "recipient": "Harrow & Vale LLP"}
    )

    [asked] = packets(cast)
    assert answer.url == page(engagement, "packet", asked.pk)
    assert (asked.number, asked.audience, asked.state) == (1, "Harrow & Vale LLP", "requested")
    with cast.at(cast.lakeview):
        assert Job.objects.filter(name="compliance.build_packet").count() == 1
        assert AuditEvent.objects.filter(action="compliance.packet.asked_for").count() == 1


def test_without_a_recipient_nothing_is_asked_for(cast, engagement, sign_in):
    answer = sign_in(cast.lena).post(
        page(engagement, "packet-ask"), {"audience": "auditor", "recipient": " "}
    )

    assert answer.status_code == 422
    assert "Say who the packet is for" in answer.text
    assert packets(cast) == []


def test_a_second_one_waits_for_the_first(cast, engagement, ask, sign_in):
    ask(engagement)
    browser = sign_in(cast.lena)

    shown = browser.get(page(engagement))
    answer = browser.post(
        page(engagement, "packet-ask"), {"audience": "board", "recipient": "The board"}
    )

    assert "is waiting to be built" in shown.text
    assert answer.status_code == 409
    assert "Packet 1 is still being built" in answer.text
    assert 'value="The board"' in answer.text  # what was typed is still there
    assert len(packets(cast)) == 1


@pytest.mark.parametrize("who", ["mona", "emil"])
def test_who_may_not_ask_sees_no_form_and_is_refused(cast, engagement, sign_in, who):
    browser = sign_in(getattr(cast, who))

    shown = browser.get(page(engagement))
    answer = browser.post(
        page(engagement, "packet-ask"), {"audience": "board", "recipient": "The board"}
    )

    assert "Ask for a packet" not in shown.text
    assert answer.status_code == 403
    assert packets(cast) == []


@pytest.mark.parametrize("who", ["hugo", "quinn", "sora", "oskar", "ada"])
def test_other_tenants_find_nothing(cast, engagement, sealed, sign_in, who):
    browser = sign_in(getattr(cast, who))

    for address in (
        page(engagement),
        page(engagement, "packet", sealed.pk),
        page(engagement, "packet-file", sealed.pk),
    ):
        assert browser.get(address).status_code == 404


def test_a_packet_is_not_found_under_another_engagement(cast, engagement, sealed, sign_in):
    other = story.begin(cast)

    answer = sign_in(cast.lena).get(page(other, "packet", sealed.pk))

    assert answer.status_code == 404


# Progress


def test_progress_is_told_and_asks_again_by_itself(cast, engagement, ask, sign_in):
    asked = ask(engagement)
    with cast.at(cast.lakeview):
        Packet.objects.get(pk=asked.pk).begin()
        Packet.objects.filter(pk=asked.pk).move_on(Progress(5, 20, "Printing “Audit trail”"))

    answer = sign_in(cast.lena).get(
        page(engagement, "packet", asked.pk), headers={"HX-Request": "true"}
    )

    assert answer.text.lstrip().startswith('<section id="packet"')
    assert "Printing “Audit trail”" in answer.text
    assert 'value="25"' in answer.text
    assert f'hx-get="{page(engagement, "packet", asked.pk)}"' in answer.text
    assert answer["HX-Retarget"] == "#packet"


def test_when_it_is_sealed_the_same_address_shows_the_document(cast, engagement, sealed, sign_in):
    answer = sign_in(cast.lena).get(
        page(engagement, "packet", sealed.pk), headers={"HX-Request": "true"}
    )

    assert "every 2s" not in answer.text
    assert "Executed BAA" in answer.text
    assert sealed.file.sha256 in answer.text
    assert page(engagement, "packet-file", sealed.pk) in answer.text


def test_a_cancelled_packet_is_not_built(cast, engagement, ask, sign_in, run_jobs):
    asked = ask(engagement)

    sign_in(cast.lena).post(page(engagement, "packet-cancel", asked.pk))
    run_jobs()

    [packet] = packets(cast)
    assert packet.state == PacketState.CANCELLED
    assert packet.file is None
    with cast.at(cast.lakeview):
        assert not AuditEvent.objects.filter(action="compliance.packet.sealed").exists()


def test_a_sealed_packet_is_not_cancelled(cast, engagement, sealed, sign_in):
    answer = sign_in(cast.lena).post(page(engagement, "packet-cancel", sealed.pk))

    assert answer.status_code == 409
    assert "This packet is sealed; it cannot be cancelled." in answer.text


def test_a_failed_packet_says_why_and_is_tried_again(cast, engagement, ask, sign_in, run_jobs):
    asked = ask(engagement)
    with cast.at(cast.lakeview):
        actions.fail_packet(packet_id=asked.pk, why="A document is missing.", at=asked.requested_at)
    browser = sign_in(cast.lena)

    shown = browser.get(page(engagement, "packet", asked.pk))
    browser.post(page(engagement, "packet-again", asked.pk))
    run_jobs()

    assert "A document is missing." in shown.text
    [packet] = packets(cast)
    assert (packet.state, packet.failure) == (PacketState.SEALED, "")
    assert packet.file.pages > 10


def test_members_do_not_cancel(cast, engagement, ask, sign_in):
    asked = ask(engagement)

    answer = sign_in(cast.mona).post(page(engagement, "packet-cancel", asked.pk))

    assert answer.status_code == 403
    assert packets(cast)[0].state == PacketState.REQUESTED


# Downloading


def test_a_download_asks_for_a_fresh_second_factor(cast, engagement, sealed, sign_in):
    answer = sign_in(cast.lena, fresh=False).get(page(engagement, "packet-file", sealed.pk))

    assert answer.status_code == 302
    assert "reauthenticate" in answer.url
    with cast.at(cast.lakeview):
        assert not AuditEvent.objects.filter(action="compliance.packet.downloaded").exists()


def test_after_the_second_factor_the_packets_own_page_begins_the_download(
    cast, engagement, sealed, sign_in
):
    file, here = (page(engagement, name, sealed.pk) for name in ("packet-file", "packet"))
    asked = sign_in(cast.lena, fresh=False).get(file)
    back = parse_qs(urlsplit(asked.url).query)["next"][0]

    shown = sign_in(cast.lena).get(back)

    assert back.startswith(f"{here}?")
    assert f'<meta http-equiv="refresh" content="1; url={file}">' in shown.text
    assert "The download begins now" in shown.text


@pytest.mark.parametrize(("query", "fresh"), [("", True), ("?download=1", False)])
def test_a_packets_page_begins_no_download_by_itself(
    query, fresh, cast, engagement, sealed, sign_in
):
    here = page(engagement, "packet", sealed.pk)

    shown = sign_in(cast.lena, fresh=fresh).get(here + query)

    assert "http-equiv" not in shown.text


def test_who_may_not_download_is_not_led_to_the_file(cast, engagement, sealed, sign_in):
    shown = sign_in(cast.emil).get(page(engagement, "packet", sealed.pk) + "?download=1")

    assert shown.status_code == 200
    assert "http-equiv" not in shown.text


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"items": ()}, "each record that there was is left out, with the reason"),
        ({"items": (), "left_out": ()}, "There was no document yet when it was made"),
    ],
)
def test_a_packet_without_documents_says_why(cast, engagement, sign_in, told, words):
    packet = given.sealed(cast, engagement, **told)

    shown = sign_in(cast.lena).get(page(engagement, "packet", packet.pk))

    assert words in shown.text
    assert ("A draft" in shown.text) == ("left_out" not in told)


def test_a_download_is_recorded_and_shown(cast, engagement, sealed, sign_in):
    browser = sign_in(cast.mona)

    answer = browser.get(page(engagement, "packet-file", sealed.pk))
    shown = browser.get(page(engagement, "packet", sealed.pk))

    assert b"".join(answer.streaming_content) == SEALED
    assert "Mona Member" in shown.text
    assert "Client member" in shown.text


def test_a_part_of_the_file_can_be_asked_for_and_is_recorded_too(cast, engagement, sealed, sign_in):
    answer = sign_in(cast.lena).get(
        page(engagement, "packet-file", sealed.pk), headers={"Range": "bytes=0-7"}
    )

    assert answer.status_code == 206
    assert b"".join(answer.streaming_content) == SEALED[:8]
    with cast.at(cast.lakeview):
        event = AuditEvent.objects.get(action="compliance.packet.downloaded")
    assert event.told["data"]["part"] == "bytes=0-7"


def test_an_engineer_does_not_download(cast, engagement, sealed, sign_in):
    answer = sign_in(cast.emil).get(page(engagement, "packet-file", sealed.pk))

    assert answer.status_code == 403


def test_what_is_not_sealed_has_no_file(cast, engagement, ask, sign_in):
    asked = ask(engagement)

    answer = sign_in(cast.lena).get(page(engagement, "packet-file", asked.pk))

    assert answer.status_code == 404


def test_the_pages_take_few_queries(
    cast, engagement, sealed, sign_in, django_assert_max_num_queries
):
    browser = sign_in(cast.lena)

    with django_assert_max_num_queries(22):
        browser.get(page(engagement))
    with django_assert_max_num_queries(22):
        browser.get(page(engagement, "packet", sealed.pk))
