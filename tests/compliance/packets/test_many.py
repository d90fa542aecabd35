"""Fifty packets of several clients asked for together: fair, all finished, none twice."""

from itertools import groupby

import pytest
from django.utils import timezone

from compliance.packets import actions
from compliance.packets.models import Packet
from compliance.packets.queries import packets_before
from compliance.packets.rules import Audience, Choice
from portal.accounts.roles import Role
from portal.audit.models import AuditEvent
from portal.jobs.models import Job
from portal.jobs.queue import sweep
from tests.cast import begin_engagement
from tests.compliance.packets.faults import worker
from tests.portal.jobs.conftest import broker
from tests.waiting import until

__all__ = ["broker", "worker"]
pytestmark = [
    pytest.mark.faults,
    pytest.mark.django_db(transaction=True, databases=["default", "system"]),
]
LONGEST = 1500


def ask_for(cast, client, owner, number):
    now = timezone.now()
    for _ in range(number):
        engagement = begin_engagement(cast, client)
        with cast.at(client, owner):
            yield actions.ask_for_packet(
                engagement=engagement,
                choice=Choice.usual(Audience.BOARD, "The board", as_of=client.day(now)),
                role=Role.CLIENT_OWNER,
                by=owner,
                at=now,
                today=client.day(now),
            )


def test_fifty_packets_are_fair_and_all_finish(cast, worker):
    owners = {cast.lakeview: cast.lena, cast.harbor: cast.hugo, cast.quayside: cast.quinn}
    wanted = {cast.lakeview: 40, cast.harbor: 5, cast.quayside: 5}
    asked = {one: list(ask_for(cast, one, owners[one], wanted[one])) for one in owners}
    with cast.at(cast.quayside):
        place = packets_before(asked[cast.quayside][0], at=timezone.now())

    def sealed():
        found = 0
        for client in owners:
            with cast.at(client):
                found += Packet.objects.sealed().count()
        sweep(at=timezone.now())
        return found

    worker.start()
    until(lambda: sealed() == 50, LONGEST)

    assert place == 2
    begun = []
    for client in owners:
        with cast.at(client):
            done = AuditEvent.objects.filter(action="compliance.packet.sealed")
            assert done.count() == wanted[client]
            jobs = Job.objects.filter(name="compliance.build_packet")
            assert {job.attempt for job in jobs} == {1}
            begun += [(job.begun_at, client.slug) for job in jobs]
    turns = [slug for _, slug in sorted(begun)]
    while_all_wait = turns[:12]
    assert {slug: while_all_wait.count(slug) for slug in set(turns)} == dict.fromkeys(
        {client.slug for client in owners}, 4
    )
    assert max(len(list(run)) for _, run in groupby(while_all_wait)) <= 2
