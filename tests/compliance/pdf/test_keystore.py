"""Keys at rest: encrypted, made once whoever asks first, rotated without losing what was."""

import io
import multiprocessing
import stat
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from django.core.management import call_command

from compliance.pdf.keystore import FileKeyStore, KeysRefused, Purpose, root_pem
from tests.compliance.pdf.fixtures import AT


def store(directory: Path, passphrase: bytes = b"correct horse") -> FileKeyStore:
    return FileKeyStore(directory, passphrase, name="Northwall Partners")


def _ensure(directory: Path) -> bytes:
    mine = store(directory)
    mine.ensure(at=AT)
    return mine.current(Purpose.SEAL).certificate.fingerprint(hashes.SHA256())


def test_keys_are_encrypted_and_for_their_owner_only(tmp_path):
    store(tmp_path).ensure(at=AT)

    files = sorted(tmp_path.rglob("key.pem"))
    assert len(files) == 3
    for file in files:
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        with pytest.raises(TypeError, match="Password was not given"):
            load_pem_private_key(file.read_bytes(), None)


def test_a_wrong_passphrase_is_refused_in_words(tmp_path):
    store(tmp_path).ensure(at=AT)

    with pytest.raises(KeysRefused, match="The passphrase does not open the signing keys"):
        store(tmp_path, b"wrong").current(Purpose.SEAL)


def test_no_passphrase_is_refused(tmp_path):
    with pytest.raises(KeysRefused, match="need a passphrase"):
        store(tmp_path, b"")


def test_processes_that_start_together_agree_on_the_keys(tmp_path):
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        seals = pool.map(_ensure, [tmp_path] * 4)

    assert len(set(seals)) == 1
    assert [path.name for path in (tmp_path / "seal").iterdir()] == ["0001"]


def test_a_second_start_keeps_the_keys(tmp_path):
    first, second = _ensure(tmp_path), _ensure(tmp_path)

    assert first == second


def test_rotation_puts_a_new_key_in_use_and_keeps_the_old_certificate(tmp_path):
    keys = store(tmp_path)
    keys.ensure(at=AT)
    old = keys.current(Purpose.SEAL).certificate

    new = keys.rotate(Purpose.SEAL, at=AT + timedelta(days=365))

    assert keys.current(Purpose.SEAL).certificate == new != old
    assert list(keys.certificates(Purpose.SEAL)) == [old, new]
    assert store(tmp_path).current(Purpose.SEAL).certificate == new


def test_a_root_is_not_rotated(tmp_path):
    keys = store(tmp_path)
    keys.ensure(at=AT)
    before = root_pem(tmp_path)

    with pytest.raises(KeysRefused, match="not rotated"):
        keys.rotate(Purpose.ROOT, at=AT)

    assert root_pem(tmp_path) == before


def test_the_first_word_on_a_revocation_counts(tmp_path):
    keys = store(tmp_path)

    keys.revoke(0xABC, at=AT)
    keys.revoke(0xABC, at=AT + timedelta(days=9))

    assert [(entry.serial, entry.at) for entry in keys.revocations()] == [(0xABC, AT)]
    assert [path.name for path in (tmp_path / "revoked").iterdir()] == ["abc.json"]


def test_another_passphrase_locks_every_key_and_the_old_one_opens_none(tmp_path):
    keys = FileKeyStore(tmp_path, b"old", name="Northwall Partners")
    keys.ensure(at=AT)
    keys.rotate(Purpose.SEAL, at=AT)
    before = keys.current(Purpose.SEAL).key.private_numbers()

    locked = keys.lock_with(b"new")

    again = FileKeyStore(tmp_path, b"new", name="Northwall Partners")
    assert locked == 4
    assert again.current(Purpose.SEAL).key.private_numbers() == before
    with pytest.raises(KeysRefused, match="passphrase does not open"):
        FileKeyStore(tmp_path, b"old", name="Northwall Partners").current(Purpose.ROOT)


def test_locking_that_was_stopped_half_way_is_done_again(tmp_path):
    FileKeyStore(tmp_path, b"old", name="Northwall Partners").ensure(at=AT)
    half = FileKeyStore(tmp_path, b"old", name="Northwall Partners")
    key = half.current(Purpose.ROOT).key
    FileKeyStore(tmp_path, b"new", name="x")._lock(tmp_path / "root" / "0001", key)

    FileKeyStore(tmp_path, b"old", name="Northwall Partners").lock_with(b"new")

    after = FileKeyStore(tmp_path, b"new", name="Northwall Partners")
    assert after.current(Purpose.TIMESTAMP)
    assert after.current(Purpose.ROOT)


def test_the_command_shows_rotates_and_locks(settings, tmp_path, monkeypatch, capsys):
    settings.KEY_ROOT, settings.SEAL_PASSPHRASE = tmp_path / "keys", "old"

    call_command("keys", "--rotate", "seal")
    shown = capsys.readouterr().out
    monkeypatch.setattr("sys.stdin", io.StringIO("new\n"))
    call_command("keys", "--lock-anew")

    assert "seal 1, retired" in shown
    assert "seal 2, in use" in shown
    assert "4 keys are locked" in capsys.readouterr().out
    settings.SEAL_PASSPHRASE = "new"
    call_command("keys", "--rotate", "timestamp")
    assert "timestamp 2, in use" in capsys.readouterr().out
