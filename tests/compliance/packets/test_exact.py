"""The same evidence and the same day give the same bytes before the seal, whoever builds it."""

import shutil
import subprocess
import sys

import pytest

from compliance.packets.models import Packet
from tests.portal.jobs.broker import PROJECT, Worker

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "system"])


def unsealed(packet, surroundings, folder, seed):
    """SHA-256 of the file before its seal and of its manifest, by a process of its own."""
    folder.mkdir(exist_ok=True)
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


def test_half_a_shelf_in_another_zone_gives_the_same_bytes(cast, told, ask, tmp_path):
    asked = ask(told.engagement)
    surroundings = Worker(tmp_path)._surroundings()
    with cast.at(cast.lakeview):
        packet = Packet.objects.select_related("engagement").get(pk=asked.pk)
    first, second = tmp_path / "first", tmp_path / "second"
    empty = unsealed(packet, surroundings, first, "1")
    shutil.copytree(first / "shelf", second / "shelf")
    kept = sorted(one for one in (second / "shelf").rglob("*") if one.is_file())
    for one in kept[::2]:
        one.unlink()

    elsewhere = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C"}
    half = unsealed(packet, surroundings | elsewhere, second, "2")

    assert len(kept) > 20
    assert half == empty
