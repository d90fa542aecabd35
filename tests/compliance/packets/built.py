"""A packet of the whole story, built once, and what public tools read in it."""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest
from django.conf import settings

from compliance.packets.models import Packet
from portal.files.store import default_store


@dataclass(frozen=True)
class Built:
    """A packet's file, the root it is checked with, and what its manifest says."""

    path: Path
    root: Path
    manifest: dict
    originals: dict[str, bytes]


@pytest.fixture(scope="session")
def shelf(tmp_path_factory):
    """Where the one packet is put that all tests of the file look at."""
    return tmp_path_factory.mktemp("built")


@pytest.fixture
def built(request, shelf) -> Built:
    """The packet of the whole story; built once."""
    if not (shelf / "packet.pdf").exists():
        _build(request, shelf)
    with pikepdf.open(shelf / "packet.pdf") as pdf:
        manifest = json.loads(pdf.attachments["manifest.json"].get_file().read_bytes())
    originals = {path.name: path.read_bytes() for path in (shelf / "originals").iterdir()}
    return Built(shelf / "packet.pdf", shelf / "root.pem", manifest, originals)


def _build(request, shelf):
    cast, told = request.getfixturevalue("cast"), request.getfixturevalue("told")
    asked = request.getfixturevalue("ask")(told.engagement)
    request.getfixturevalue("run_jobs")()
    with cast.at(cast.lakeview):
        packet = Packet.objects.select_related("file").get(pk=asked.pk)
        assert packet.state == "sealed", packet.failure
        (shelf / "originals").mkdir()
        for name, content in told.files.items():
            (shelf / "originals" / name).write_bytes(content)
        (shelf / "root.pem").write_bytes(settings.ROOT_CERTIFICATES.read_bytes())
        (shelf / "packet.pdf").write_bytes(default_store().path(packet.file.sha256).read_bytes())


def text_of(path, first, last=None):
    words = ["pdftotext", "-layout", "-f", str(first), "-l", str(last or first), str(path), "-"]
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout
