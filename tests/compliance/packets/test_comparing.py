"""The page that compares two packets, and the section that the newer one prints."""

import json
import subprocess
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from compliance.packets.models import Packet
from compliance.packets.rules import Audience
from portal.accounts.models import AuditorGrant
from portal.files.store import default_store
from tests.cast import NOON
from tests.compliance.packets import given, story
from tests.compliance.packets.rules.manifests import asked, item

REPORT = "SOC 2 report of the host"


def page(engagement, **chosen):
    address = reverse("compliance:packet-compare", args=(engagement.client_slug, engagement.pk))
    words = "&".join(f"{name}={packet.pk}" for name, packet in chosen.items())
    return f"{address}?{words}" if words else address


@pytest.fixture
def pair(cast, engagement, sealed):
    """The first packet, and one with a report more, another BAA and a requirement met."""
    newer = given.sealed(
        cast,
        engagement,
        items=(
            given.baa(sha256="cd" * 32),
            item("soc2_report:2", title="SOC 2 report of the host"),
        ),
        requirements=(asked("requirement:SOC-1", "met", date(2027, 6, 30)),),
        cleared_until=date(2027, 6, 30),
    )
    return sealed, newer


def let_in(cast, engagement, days=7):
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


def test_before_there_are_two_sealed_packets_it_says_what_will_be_here(
    cast, engagement, sealed, sign_in
):
    answer = sign_in(cast.lena).get(page(engagement))

    assert answer.status_code == 200
    assert "Nothing to compare yet" in answer.text


def test_the_last_two_are_compared_unless_others_are_chosen(cast, engagement, pair, sign_in):
    answer = sign_in(cast.mona).get(page(engagement))

    assert answer.status_code == 200
    assert "Documents added" in answer.text
    assert REPORT in answer.text
    assert "Documents changed" in answer.text
    assert "SHA-256 cdcdcdcdcdcdcdcd…, was abababababababab…." in answer.text
    assert "Requirements newly asked for" in answer.text
    assert "Clear until 30 June 2027" in answer.text
    assert "Not clear" in answer.text


def test_unless_others_are_chosen_it_is_about_packets_for_the_same_readers(
    cast, engagement, sealed, sign_in
):
    given.sealed(cast, engagement, {"audience": Audience.BOARD})
    last = given.sealed(cast, engagement)

    form = sign_in(cast.lena).get(page(engagement)).context["form"]

    assert form["older"].value() == str(sealed.pk)
    assert form["newer"].value() == str(last.pk)


def test_a_packet_of_a_day_that_is_past_is_the_older_one(cast, engagement, sign_in):
    at = NOON + timedelta(days=1)
    newer = given.sealed(cast, engagement, {"at": at})
    past = given.sealed(cast, engagement, {"at": at, "as_of": NOON.date()})

    form = sign_in(cast.lena).get(page(engagement)).context["form"]

    assert form["older"].value() == str(past.pk)
    assert form["newer"].value() == str(newer.pk)


def test_others_can_be_chosen(cast, engagement, pair, sign_in):
    third = given.sealed(cast, engagement)
    first, _ = pair

    answer = sign_in(cast.lena).get(page(engagement, older=first, newer=third))

    assert answer.status_code == 200
    assert "Nothing that both packets carry is different." in answer.text


def test_the_wrong_order_and_one_packet_twice_are_refused_in_words(cast, engagement, pair, sign_in):
    first, second = pair
    with cast.at(cast.lakeview):
        assert first.requested_at == second.requested_at
    browser = sign_in(cast.lena)

    twice = browser.get(page(engagement, older=first, newer=first))

    assert twice.status_code == 422
    assert "Choose two different packets." in twice.text


def test_a_packet_of_another_engagement_cannot_be_chosen(cast, engagement, pair, sign_in):
    first, _ = pair
    elsewhere = given.sealed(cast, story.begin(cast))

    answer = sign_in(cast.lena).get(page(engagement, older=first, newer=elsewhere))

    assert answer.status_code == 422
    assert "Choose one of the packets in the list." in answer.text


def test_a_packet_that_is_not_sealed_cannot_be_chosen(cast, engagement, pair, ask, sign_in):
    first, _ = pair
    waiting = ask(engagement)

    answer = sign_in(cast.lena).get(page(engagement, older=first, newer=waiting))

    assert answer.status_code == 422
    assert f'value="{waiting.pk}"' not in answer.text


def test_htmx_gets_the_comparison_alone(cast, engagement, pair, sign_in):
    answer = sign_in(cast.lena).get(page(engagement), headers={"HX-Request": "true"})

    assert answer.text.lstrip().startswith('<section id="comparison"')


def test_the_list_leads_there_once_there_are_two(cast, engagement, sealed, sign_in):
    packets = reverse("compliance:packets", args=(engagement.client_slug, engagement.pk))
    browser = sign_in(cast.lena)

    before = browser.get(packets).text
    given.sealed(cast, engagement)
    after = browser.get(packets).text

    assert page(engagement) not in before
    assert page(engagement) in after


def test_an_auditor_compares_the_packets_of_their_engagement(cast, engagement, pair, sign_in):
    grant = let_in(cast, engagement)
    here = reverse("compliance:auditor-compare", args=(grant.pk,))
    browser = sign_in(cast.ada)

    room = browser.get(reverse("compliance:auditor", args=(grant.pk,)))
    answer = browser.get(here)

    assert here in room.text
    assert answer.status_code == 200
    assert REPORT in answer.text


def test_an_auditor_compares_no_other_packets(cast, engagement, pair, sign_in):
    first, second = pair
    grant = let_in(cast, story.begin(cast))
    here = reverse("compliance:auditor-compare", args=(grant.pk,))

    answer = sign_in(cast.ada).get(f"{here}?older={first.pk}&newer={second.pk}")

    assert "Nothing to compare yet" in answer.text
    assert "SOC 2 report" not in answer.text


def test_few_queries(cast, engagement, pair, sign_in, django_assert_max_num_queries):
    browser = sign_in(cast.lena)

    with django_assert_max_num_queries(22):
        browser.get(page(engagement))


# In print


def text_of(cast, packet):
    with cast.at(cast.lakeview):
        kept = Packet.objects.select_related("file").get(pk=packet.pk)
        assert kept.is_sealed, kept.failure
    path = default_store().path(kept.file.sha256)
    done = subprocess.run(
        ["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True
    )
    return " ".join(done.stdout.split()), kept


def test_a_packet_says_what_is_new_since_the_last_one(cast, engagement, ask, run_jobs):
    first = ask(engagement)
    run_jobs()
    let_in(cast, engagement, days=400)
    second = ask(engagement, at=timezone.now())
    run_jobs()

    before, kept = text_of(cast, first)
    after, newer = text_of(cast, second)

    assert "Since the last packet" not in before
    assert "Since the last packet" in after
    assert "People given access" in after
    assert "Packet 1, as of" in after
    assert kept.file.sha256 in after
    told = json.loads(newer.manifest)
    assert {one["standing"] for one in told["requirements"]} <= {"met", "due", "expiring"}
    assert [one["role"] for one in told["people"] if one["until"]] == ["Auditor"]
    assert "@" not in newer.manifest
