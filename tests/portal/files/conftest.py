"""What the tests of files share."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.sign import signers

from portal.files.inspection import Inspection, Limits, inspect
from portal.files.store import Store
from tests.portal.files import friendly

Look = Callable[..., Inspection]


@pytest.fixture
def look(tmp_path: Path) -> Look:
    """Inspect some bytes under a name."""
    into = tmp_path / "into"
    into.mkdir()

    def inspected(data: bytes, name: str = "evidence.pdf", limits: Limits | None = None):
        path = tmp_path / "given"
        path.write_bytes(data)
        return inspect(path, declared_name=name, into=into, limits=limits)

    return inspected


@pytest.fixture
def leftovers(tmp_path: Path) -> Callable[[], list[str]]:
    """What inspections left in the folder that they were given."""
    return lambda: [path.name for path in (tmp_path / "into").iterdir()]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


@pytest.fixture(scope="session")
def report() -> bytes:
    return friendly.report()


@pytest.fixture(scope="session")
def throwaway_signer():
    """A signer with a key made for this run."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Example Auditors LLP")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2026, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2036, 1, 1, tzinfo=UTC))
        .add_extension(x509.KeyUsage(*[True, True, *[False] * 7]), critical=True)
        .sign(key, hashes.SHA256())
    )
    packed = pkcs12.serialize_key_and_certificates(
        b"auditor", key, certificate, None, NoEncryption()
    )
    return signers.SimpleSigner.load_pkcs12_data(packed, other_certs=[])
