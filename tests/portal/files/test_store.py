"""The store keeps equal bytes once, never half, and never changes them."""

import hashlib
import io
import stat
from threading import Thread

import pytest

from portal.files.rules import FileMissing, FileNotStored, FileTooLarge
from portal.files.store import Store
from tests.portal.files.disks import everything, little_disk


def test_bytes_lie_under_their_hash_and_can_only_be_read(store):
    stored = store.put_bytes(b"evidence")

    digest = hashlib.sha256(b"evidence").hexdigest()
    assert (stored.sha256, stored.size) == (digest, 8)
    assert everything(store) == [f"{digest[:2]}/{digest[2:4]}/{digest}"]
    assert stat.S_IMODE(store.path(digest).stat().st_mode) == 0o440
    assert store.has(digest)
    with store.open(digest) as file:
        assert file.read() == b"evidence"


@pytest.mark.parametrize(
    "source",
    [
        io.BytesIO(b"x" * 600_000),
        [b"x" * 300_000, b"x" * 300_000],
        (b"x" * 1000 for _ in range(600)),
    ],
    ids=["file", "chunks", "generator"],
)
def test_a_stream_is_hashed_while_it_is_written(store, source):
    stored = store.put_stream(source)

    assert stored.sha256 == hashlib.sha256(b"x" * 600_000).hexdigest()
    assert store.path(stored.sha256).stat().st_size == stored.size == 600_000


def test_equal_bytes_are_stored_once_and_the_first_file_stays(store):
    first = store.put_bytes(b"evidence")
    inode = store.path(first.sha256).stat().st_ino

    second = store.put_bytes(b"evidence")

    assert second == first
    assert len(everything(store)) == 1
    assert store.path(first.sha256).stat().st_ino == inode


def test_many_writers_of_the_same_bytes_leave_one_file(store):
    writers = [Thread(target=store.put_bytes, args=(b"evidence" * 10_000,)) for _ in range(12)]

    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert len(everything(store)) == 1


def test_more_than_the_cap_is_refused_and_nothing_stays(store):
    with pytest.raises(FileTooLarge, match=r"“a.pdf” is larger than 10 bytes"):
        store.put_stream([b"x" * 6, b"x" * 6], cap=10, name="a.pdf")

    assert everything(store) == []


def test_exactly_the_cap_is_fine(store):
    assert store.put_stream([b"x" * 10], cap=10).size == 10


def test_a_stream_that_breaks_off_leaves_nothing(store):
    def broken():
        yield b"x" * 100_000
        raise ConnectionResetError

    with pytest.raises(FileNotStored):
        store.put_stream(broken())

    assert everything(store) == []


def test_a_full_disk_is_said_in_words_and_leaves_nothing(store):
    kept = store.put_bytes(b"before")

    with little_disk(), pytest.raises(FileNotStored, match="its disk is full") as refusal:
        store.put_stream([b"x" * (1 << 18)] * 4, name="report.pdf")

    assert "everything stored before is unchanged" in str(refusal.value)
    assert everything(store) == [store.relative(kept.sha256)]


def test_a_root_that_cannot_be_written_is_said_in_words(tmp_path):
    (tmp_path / "store").write_text("a file where the folder should be")

    with pytest.raises(FileNotStored, match="did not take it"):
        Store(tmp_path / "store").put_bytes(b"x")


def test_staged_bytes_that_are_not_kept_are_gone_after_the_block(store):
    with store.staged([b"evidence"]) as staged:
        assert staged.size == 8

    assert everything(store) == []


def test_what_is_not_there_is_missed_in_words(store):
    with pytest.raises(FileMissing, match="missing from the store"):
        store.open("0" * 64)

    assert not store.has("0" * 64)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "0" * 63, "0" * 64 + "\n"])
def test_only_a_hash_is_ever_turned_into_a_path(store, name):
    with pytest.raises(ValueError, match="Not a SHA-256"):
        store.path(name)


def test_files_that_a_killed_process_left_are_cleared_by_age(store):
    store.put_bytes(b"evidence")
    old = store.root / "incoming" / "old"
    new = store.root / "incoming" / "new"
    for path in (old, new):
        path.write_bytes(b"half")
    age = new.stat().st_mtime

    assert store.clear_abandoned(before=age - 60) == 0
    assert store.clear_abandoned(before=age + 60) == 2
    assert len(everything(store)) == 1
