"""Published roots accumulate: what was sealed under an earlier one is still told."""

from datetime import UTC, datetime

import pytest
from cryptography import x509

from compliance.pdf.authority import open_authority
from compliance.pdf.keystore import KeysRefused, Purpose

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.KEY_ROOT = tmp_path / "keys"
    settings.ROOT_CERTIFICATES = tmp_path / "public" / "root.pem"
    settings.SEAL_PASSPHRASE = "a passphrase of the tests"
    settings.TSA_URL = settings.TSA_ROOTS = ""


def opened():
    return open_authority(clock=lambda: NOW)


def root_of(authority):
    return authority.keys.current(Purpose.ROOT).certificate


def published(settings):
    return x509.load_pem_x509_certificates(settings.ROOT_CERTIFICATES.read_bytes())


def test_another_key_directory_leaves_the_root_of_earlier_seals_published(settings, tmp_path):
    first = root_of(opened())
    settings.KEY_ROOT = tmp_path / "other-keys"

    second = root_of(opened())

    assert published(settings) == [second, first]


def test_the_root_of_a_time_service_that_was_left_stays_published(settings, tmp_path):
    outside = root_of(opened())
    own = tmp_path / "own"
    settings.KEY_ROOT, settings.TSA_URL = own, "http://127.0.0.1:9/"
    settings.TSA_ROOTS = tmp_path / "tsa.pem"
    settings.TSA_ROOTS.write_bytes(settings.ROOT_CERTIFICATES.read_bytes())
    settings.ROOT_CERTIFICATES.unlink()
    with_outside = root_of(opened())
    settings.TSA_URL = ""

    opened()

    assert published(settings) == [with_outside, outside]


def test_opening_again_publishes_nothing_twice(settings):
    opened()
    before = settings.ROOT_CERTIFICATES.read_bytes()

    opened()

    assert settings.ROOT_CERTIFICATES.read_bytes() == before


def test_a_file_that_cannot_be_read_is_refused_and_left_as_it_is(settings):
    settings.ROOT_CERTIFICATES.parent.mkdir(parents=True)
    settings.ROOT_CERTIFICATES.write_bytes(b"no certificate")

    with pytest.raises(KeysRefused, match="Put them back from a copy"):
        opened()

    assert settings.ROOT_CERTIFICATES.read_bytes() == b"no certificate"
