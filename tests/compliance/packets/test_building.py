"""A packet from real files."""

import pytest

from compliance.packets.models import Packet


@pytest.fixture
def sealed(cast, told, ask, run_jobs):
    packet = ask(told.engagement)
    run_jobs()
    with cast.at(cast.lakeview):
        return Packet.objects.select_related("file").get(pk=packet.pk)


def test_a_packet_is_sealed(cast, sealed):
    assert sealed.state == "sealed", sealed.failure
