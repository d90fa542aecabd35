"""Printed sections on the shelf: kept, found damaged, thrown away; and orders on the table."""

import multiprocessing
import os
import signal
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from compliance.packets.press import Press, order
from compliance.packets.sections import Check
from compliance.packets.shelf import UNUSED_FOR, Shelf
from compliance.packets.table import Table

PAGE = Check(
    verify_url="https://portal.example/verify/",
    root_url="https://portal.example/verify/root.pem",
    fingerprint="ab" * 32,
    signer="Northwall Partners",
    own_time=True,
)


def files(root):
    return sorted(path for path in root.rglob("*") if path.is_file())


def test_a_section_that_says_the_same_is_printed_once(tmp_path):
    press = Press(Shelf(tmp_path))
    printed = press.print(PAGE)
    [kept] = files(tmp_path)
    written = kept.stat().st_ino

    again = press.print(PAGE)

    assert again == printed
    assert [path.stat().st_ino for path in files(tmp_path)] == [written]


def test_a_section_that_says_something_else_is_printed_anew(tmp_path):
    press = Press(Shelf(tmp_path))
    printed = press.print(PAGE)

    other = press.print(replace(PAGE, signer="Southgate Partners"))

    assert other.pdf != printed.pdf
    assert len(files(tmp_path)) == 2


@pytest.mark.parametrize("place", [0, 70, 75, 200, -20])
def test_a_damaged_section_is_printed_again(tmp_path, place):
    """In its hash, in what is told of it, in its PDF."""
    press = Press(Shelf(tmp_path))
    printed = press.print(PAGE)
    [kept] = files(tmp_path)
    damaged = bytearray(kept.read_bytes())
    damaged[place] ^= 1
    kept.write_bytes(damaged)

    assert press.print(PAGE) == printed
    assert Shelf(tmp_path).take(kept.name) == printed


def test_a_file_that_is_cut_off_counts_as_none(tmp_path):
    press = Press(Shelf(tmp_path))
    press.print(PAGE)
    [kept] = files(tmp_path)
    kept.write_bytes(kept.read_bytes()[:10])

    assert Shelf(tmp_path).take(kept.name) is None
    assert files(tmp_path) == []


def test_what_nobody_uses_is_thrown_away_and_what_is_used_stays(tmp_path):
    press, shelf, now = Press(Shelf(tmp_path)), Shelf(tmp_path), timezone.now()
    press.print(PAGE)
    press.print(replace(PAGE, signer="Southgate Partners"))
    for path in files(tmp_path):
        long_ago = (now - UNUSED_FOR - timedelta(hours=1)).timestamp()
        os.utime(path, (long_ago, long_ago))
    press.print(PAGE)

    shelf.clear(at=now)

    assert [path.name for path in files(tmp_path)] == [press.order(PAGE).key]


def test_the_key_depends_on_words_and_on_pictures():
    plain = order("<p>One</p>", {})

    assert plain.key == order("<p>One</p>", {}).key
    assert plain.key != order("<p>Two</p>", {}).key
    assert plain.key != order("<p>One</p>", {"app:a": (b"1", "image/jpeg")}).key
    assert (
        order("<p>One</p>", {"app:a": (b"1", "image/jpeg")}).key
        != order("<p>One</p>", {"app:a": (b"2", "image/jpeg")}).key
    )


def test_orders_lie_there_longest_first_until_they_are_printed(tmp_path):
    table = Table(tmp_path / "table")
    table.lay({"short": "a", "long": "aaa"})

    assert table.orders() == ["long", "short"]
    with table.take("long") as html:
        assert html == "aaa"
    assert table.orders() == ["short"]


def test_an_order_in_hand_is_not_given_to_a_second_worker(tmp_path):
    table = Table(tmp_path / "table")
    table.lay({"one": "a"})

    with table.take("one"), Table(tmp_path / "table").take("one") as second:
        assert second is None


def test_an_order_that_could_not_be_printed_stays(tmp_path):
    table = Table(tmp_path / "table")
    table.lay({"one": "a"})

    try:
        with table.take("one"):
            raise ZeroDivisionError
    except ZeroDivisionError:
        pass

    assert table.orders() == ["one"]


def test_an_order_of_a_killed_worker_can_be_taken_at_once(tmp_path):
    table = Table(tmp_path / "table")
    table.lay({"one": "a"})
    here, there = multiprocessing.Pipe()
    worker = multiprocessing.get_context("fork").Process(
        target=_take_and_hold, args=(tmp_path / "table", there)
    )
    worker.start()
    assert here.recv() == "a"
    with table.take("one") as held:
        assert held is None

    os.kill(worker.pid, signal.SIGKILL)
    worker.join()

    with table.take("one") as html:
        assert html == "a"


def test_a_table_that_is_gone_has_no_orders(tmp_path):
    assert Table(tmp_path / "gone").orders() == []


def _take_and_hold(folder, told):
    with Table(folder).take("one") as html:
        told.send(html)
        signal.pause()
