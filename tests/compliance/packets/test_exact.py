"""The same evidence and the same day give the same bytes before the seal, whoever builds it."""

import subprocess
import sys

import pytest

from compliance.packets.models import Packet
from tests.portal.jobs.broker import PROJECT, Worker

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "system"])


def unsealed(packet, surroundings, folder, seed):
    """SHA-256 of the file before its seal and of its manifest, by a process of its own."""
    folder.mkdir()
    module = "tests.compliance.packets.unsealed"
    names = [str(one) for one in (packet.org_id, packet.engagement.partner_id, packet.pk, folder)]
    done = subprocess.run(
        [sys.executable, "-m", module, *names],
        cwd=PROJECT,
        env={**surroundings, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_two_processes_with_nothing_on_the_shelf_give_the_same_bytes(cast, told, ask, tmp_path):
    asked = ask(told.engagement)
    surroundings = Worker(tmp_path)._surroundings()
    with cast.at(cast.lakeview):
        packet = Packet.objects.select_related("engagement").get(pk=asked.pk)

    first = unsealed(packet, surroundings, tmp_path / "first", "1")
    second = unsealed(packet, surroundings, tmp_path / "second", "2")

    assert len(first) == 2
    assert first == second
