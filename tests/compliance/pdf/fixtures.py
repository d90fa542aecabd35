"""Keys, reports, a sealed packet and a sealed agreement, each made once for all tests."""

import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from compliance.pdf.keystore import FileKeyStore, root_pem
from compliance.pdf.sign import seal_packet, sign_agreement
from compliance.pdf.timestamp import TimeService, built_in
from tests.compliance.pdf import packets, reports

AT = datetime(2026, 3, 2, 14, 3, tzinfo=UTC)


@pytest.fixture(scope="session")
def key_directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("keys")


@pytest.fixture(scope="session")
def keys(key_directory: Path) -> FileKeyStore:
    store = FileKeyStore(key_directory, b"correct horse", name="Northwall Partners")
    store.ensure(at=AT)
    return store


@pytest.fixture(scope="session")
def root_file(keys: FileKeyStore, key_directory: Path, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("root") / "root.pem"
    path.write_bytes(root_pem(key_directory))
    return path


@pytest.fixture(scope="session")
def time(keys: FileKeyStore) -> TimeService:
    return built_in(keys, clock=lambda: AT)


@pytest.fixture(scope="session")
def nss(root_file: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The certificate database that pdfsig looks into, with the root as trusted."""
    place = f"sql:{tmp_path_factory.mktemp('nss')}"
    for command in (
        ["certutil", "-N", "-d", place, "--empty-password"],
        ["certutil", "-A", "-n", "root", "-t", ",C,", "-i", root_file, "-d", place],
    ):
        subprocess.run(command, check=True, capture_output=True)
    return place


@pytest.fixture(scope="session")
def soc2() -> bytes:
    """60 pages from a PDF library: named links, nested bookmarks, pictures, form fields."""
    return reports.reportlab_report(60)


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """60 pages printed by a browser, tagged and with an outline."""
    return reports.chromium_report(tmp_path_factory.mktemp("chromium"), 60)


@pytest.fixture(scope="session")
def unsealed(soc2: bytes, printed: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole packet, as it is before sealing."""
    target = tmp_path_factory.mktemp("packet") / "unsealed.pdf"
    packets.build(target, soc2=soc2, printed=printed, at=AT)
    return target


@pytest.fixture(scope="session")
def packet(unsealed: Path, keys: FileKeyStore, time: TimeService) -> Path:
    target = unsealed.with_name("packet.pdf")
    seal_packet(unsealed, target, keys=keys, time=time, at=AT, reason="Seal of this packet")
    return target


@pytest.fixture(scope="session")
def small_packet(keys: FileKeyStore, time: TimeService, tmp_path_factory) -> Path:
    """A sealed packet of a few kilobytes, for tests that need many variations of it."""
    folder = tmp_path_factory.mktemp("small")
    packets.build_small(folder / "unsealed.pdf", at=AT)
    seal_packet(
        folder / "unsealed.pdf", folder / "packet.pdf", keys=keys, time=time, at=AT, reason="Seal"
    )
    return folder / "packet.pdf"


@pytest.fixture(scope="session")
def agreement(keys: FileKeyStore, time: TimeService) -> bytes:
    unsigned, signatures = packets.agreement(at=AT)
    return sign_agreement(unsigned, signatures=signatures, keys=keys, time=time, at=AT)
