"""Packets of several clients asked for together: fair, all finished, each told its place."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from compliance.packets import actions
from compliance.packets.models import Packet
from compliance.packets.rules import Audience, Choice
from portal.accounts.roles import Role
from portal.audit.models import AuditEvent
from portal.jobs.models import Job, JobState
from portal.jobs.queue import sweep
from tests.cast import begin_engagement
from tests.portal.jobs.broker import Worker
from tests.portal.jobs.conftest import broker
from tests.waiting import until

__all__ = ["broker"]
BUILD = "compliance.build_packet"


@pytest.fixture
def owners(cast):
    """Who asks, by client; the third client is another partner's."""
    return {cast.lakeview: cast.lena, cast.harbor: cast.hugo, cast.quayside: cast.quinn}


@pytest.fixture
def ask_for(cast, owners):
    """Ask for packets of a client, each of an engagement of its own."""

    def ask(client, number):
        now, owner = timezone.now(), owners[client]
        for _ in range(number):
            engagement = begin_engagement(cast, client)
            with cast.at(client, owner):
                yield actions.ask_for_packet(
                    engagement=engagement,
                    choice=Choice.usual(Audience.BOARD, "The board", as_of=now.date()),
                    role=Role.CLIENT_OWNER,
                    by=owner,
                    at=now,
                    today=now.date(),
                )

    return lambda client, number=1: list(ask(client, number))


def jobs(cast, clients):
    """The jobs of building, in the order in which they were begun."""
    found = []
    for client in clients:
        with cast.at(client):
            found += Job.objects.filter(name=BUILD, begun_at__isnull=False)
    return sorted(found, key=lambda job: job.begun_at)


def page(packet):
    args = (packet.engagement.client_slug, packet.engagement_id, packet.pk)
    return reverse("compliance:packet", args=args)


def test_who_asks_for_many_lets_the_others_have_their_turn(cast, owners, ask_for, run_jobs):
    ask_for(cast.lakeview, 3)
    ask_for(cast.harbor)
    ask_for(cast.quayside)

    run_jobs()

    begun = [job.org_id for job in jobs(cast, owners)]
    assert begun == [
        *(cast.lakeview.pk, cast.harbor.pk, cast.quayside.pk),
        *(cast.lakeview.pk, cast.lakeview.pk),
    ]
    for client in owners:
        with cast.at(client):
            assert {packet.state for packet in Packet.objects.all()} == {"sealed"}


def test_the_page_says_how_many_are_before_this_one(cast, ask_for, sign_in):
    many = ask_for(cast.lakeview, 3)
    [other] = ask_for(cast.quayside)
    browser = sign_in(cast.lena)

    said = [browser.get(page(packet)).text for packet in many]
    told = sign_in(cast.quinn).get(page(other)).text

    assert "No packet is before this one" in said[0]
    assert "2 packets are before this one" in said[1]
    assert "3 packets are before this one" in said[2]
    assert "1 packet is before this one" in told


def test_a_packet_that_is_begun_or_cancelled_is_not_before_others(cast, ask_for, sign_in):
    first, second, third = ask_for(cast.lakeview, 3)
    browser = sign_in(cast.lena)
    with cast.at(cast.lakeview):
        job = Job.objects.get(ids__packet_id=str(first.pk))
        Job.objects.claim(job.pk, at=timezone.now(), lease=timedelta(minutes=2))

    before = browser.get(page(third)).text
    browser.post(reverse("compliance:packet-cancel", args=_args(second)))
    after = browser.get(page(third)).text

    assert "1 packet is before this one" in before
    assert "No packet is before this one" in after
    with cast.at(cast.lakeview):
        assert Job.objects.get(ids__packet_id=str(second.pk)).state == JobState.DONE


def test_a_cancelled_packet_takes_no_turn(cast, owners, ask_for, run_jobs, sign_in):
    first, second = ask_for(cast.lakeview, 2)
    sign_in(cast.lena).post(reverse("compliance:packet-cancel", args=_args(first)))

    run_jobs()

    assert [job.ids for job in jobs(cast, owners)] == [{"packet_id": str(second.pk)}]
    with cast.at(cast.lakeview):
        assert Packet.objects.get(pk=first.pk).state == "cancelled"
        assert Packet.objects.get(pk=second.pk).state == "sealed"


def test_the_waiting_page_takes_few_queries(cast, ask_for, sign_in, django_assert_max_num_queries):
    [packet] = ask_for(cast.lakeview)
    ask_for(cast.quayside, 3)
    browser = sign_in(cast.lena)

    with django_assert_max_num_queries(26):
        browser.get(page(packet))


def _args(packet):
    return (packet.engagement.client_slug, packet.engagement_id, packet.pk)


@pytest.mark.faults
@pytest.mark.django_db(transaction=True, databases=["default", "system"])
def test_many_asked_for_together_all_finish_once_though_a_worker_is_killed(
    cast, owners, ask_for, broker, tmp_path
):
    """One client asks for six at once, two others for two each; the broker forgets it all too."""
    ask_for(cast.lakeview, 6)
    ask_for(cast.harbor, 2)
    ask_for(cast.quayside, 2)
    worker = Worker(tmp_path)
    worker.start()
    try:
        until(lambda: _sealed(cast, owners) >= 2, 120)
        worker.kill()
        broker.flushdb()
        _let_time_pass(cast, owners)
        worker.start()
        sweep(at=timezone.now())
        until(lambda: _sealed(cast, owners) == 10, 240)
    finally:
        worker.kill()

    begun = [job.org_id for job in jobs(cast, owners)]
    assert set(begun[-2:]) == {cast.lakeview.pk}
    for client, number in zip(owners, (6, 2, 2), strict=True):
        with cast.at(client):
            told = AuditEvent.objects.filter(action="compliance.packet.sealed")
            assert told.count() == number


def _sealed(cast, clients):
    found = 0
    for client in clients:
        with cast.at(client):
            found += Packet.objects.sealed().count()
    return found


def _let_time_pass(cast, clients):
    """As if leases had run out and bells had faded."""
    then = timezone.now() - timedelta(hours=1)
    for client in clients:
        with cast.at(client):
            Job.objects.filter(state=JobState.RUNNING).update(lease_until=then)
            Job.objects.exclude(state=JobState.DONE).update(rung_at=then, not_before=then)
