"""Keys of the authority: kept elsewhere, rotated, revoked; and what each signs."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from countersign_cli.main import main
from cryptography.hazmat.primitives.asymmetric import ec

from compliance.pdf.keystore import FileKeyStore, KeyStore, Purpose, root_pem
from compliance.pdf.pki import Credential
from compliance.pdf.refusals import SealRefused
from compliance.pdf.sign import seal_packet, sign_agreement
from compliance.pdf.timestamp import built_in
from tests.compliance.pdf import packets
from tests.compliance.pdf.fixtures import AT

FIVE_YEARS_AGO = datetime(2021, 3, 2, 14, 3, tzinfo=UTC)


class Elsewhere(ec.EllipticCurvePrivateKey):
    """A key in a key management service: it signs and tells its public half, and that is all."""

    def __init__(self, key: ec.EllipticCurvePrivateKey) -> None:
        self._key = key
        self.signed = 0

    def sign(self, data, signature_algorithm):
        self.signed += 1
        return self._key.sign(data, signature_algorithm)

    def public_key(self):
        return self._key.public_key()

    def _never(self, *_: object, **__: object):
        raise AssertionError("key bytes were asked for")

    curve = key_size = property(_never)
    exchange = private_numbers = private_bytes = __copy__ = __deepcopy__ = _never


class ServiceStore:
    """A `KeyStore` in front of such a service."""

    def __init__(self, keys: KeyStore) -> None:
        self._keys = keys
        self.remote = {purpose: Elsewhere(keys.current(purpose).key) for purpose in Purpose}

    def current(self, purpose: Purpose) -> Credential:
        return Credential(self._keys.current(purpose).certificate, self.remote[purpose])

    def certificates(self, purpose: Purpose):
        return self._keys.certificates(purpose)

    def revocations(self):
        return []


def test_keys_may_live_in_a_service_that_never_hands_them_out(
    keys, small_packet, root_file, tmp_path
):
    store = ServiceStore(keys)
    time = built_in(store, clock=lambda: AT)
    unsigned, signatures = packets.agreement(at=AT)
    sealed, agreement = tmp_path / "sealed.pdf", tmp_path / "agreement.pdf"

    seal_packet(
        small_packet.with_name("unsealed.pdf"), sealed, keys=store, time=time, at=AT, reason="Seal"
    )
    agreement.write_bytes(
        sign_agreement(unsigned, signatures=signatures, keys=store, time=time, at=AT)
    )

    assert main(["verify", f"--root={root_file}", str(sealed)]) == 0
    assert main(["verify", f"--root={root_file}", str(agreement)]) == 0
    assert all(key.signed for key in store.remote.values())


def test_a_seal_made_before_a_rotation_stays_good(small_packet, tmp_path):
    keys = FileKeyStore(tmp_path / "keys", b"x", name="Northwall Partners")
    keys.ensure(at=AT)
    root = tmp_path / "root.pem"
    root.write_bytes(root_pem(tmp_path / "keys"))
    unsealed = small_packet.with_name("unsealed.pdf")

    seals = []
    for name, at in (("before", AT), ("after", AT + timedelta(days=1))):
        time = built_in(keys, clock=partial(lambda instant: instant, at))
        target = tmp_path / f"{name}.pdf"
        seals.append(seal_packet(unsealed, target, keys=keys, time=time, at=at, reason="Seal"))
        keys.rotate(Purpose.SEAL, at=at + timedelta(hours=1))

    assert seals[0].serial != seals[1].serial
    assert main(["verify", f"--root={root}", str(tmp_path / "before.pdf")]) == 0
    assert main(["verify", f"--root={root}", str(tmp_path / "after.pdf")]) == 0


def test_a_revoked_seal_key_seals_nothing(small_packet, time, tmp_path):
    keys = FileKeyStore(tmp_path / "keys", b"x", name="Northwall Partners")
    keys.ensure(at=AT - timedelta(days=9))
    serial = keys.current(Purpose.SEAL).certificate.serial_number
    keys.revoke(serial, at=AT - timedelta(days=1))
    target = tmp_path / "sealed.pdf"

    with pytest.raises(SealRefused, match="revoked"):
        seal_packet(
            small_packet.with_name("unsealed.pdf"),
            target,
            keys=keys,
            time=built_in(keys, clock=lambda: AT),
            at=AT,
            reason="Seal",
        )

    assert not target.exists()
