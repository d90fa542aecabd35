"""The chain's arithmetic, without a database: what holds, what is found out."""

from dataclasses import replace
from hashlib import sha256
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.audit.chain import Link, genesis, link_hash, verify

ORG = UUID("0c0c0c0c-0000-4000-8000-000000000001")
OTHER = UUID("0c0c0c0c-0000-4000-8000-000000000002")


def chain(length, *, org=ORG, word="said"):
    """A trail as the database writes it."""
    links, prev = [], genesis(org)
    for seq in range(1, length + 1):
        payload = f'{{"word":"{word} {seq}"}}'
        inner = sha256(payload.encode()).digest()
        at_us = 1_700_000_000_000_000 + seq
        made = link_hash(org, seq=seq, at_us=at_us, prev=prev, payload_sha256=inner)
        links.append(Link(seq, at_us, prev, made, inner, payload))
        prev = made
    return links


def anchors(links, *seqs):
    return [(seq, links[seq - 1].hash) for seq in seqs]


def with_changed(links, seq, /, **changes):
    return [replace(link, **changes) if link.seq == seq else link for link in links]


def test_the_format_is_the_published_one():
    """By hand, from the words of docs: a change of the format must not go unnoticed."""
    inner = sha256(b"{}").digest()
    start = sha256(b"genesis" + ORG.bytes).digest()
    by_hand = sha256(
        b"audit-v1" + ORG.bytes + (1).to_bytes(8, "big") + (5).to_bytes(8, "big") + start + inner
    ).digest()

    assert link_hash(ORG, seq=1, at_us=5, prev=genesis(ORG), payload_sha256=inner) == by_hand


def test_a_whole_chain_holds():
    verdict = verify(ORG, chain(20))

    assert verdict.holds
    assert verdict.checked == 20


def test_an_empty_trail_holds():
    assert verify(ORG, []).holds


def test_a_trail_is_bound_to_its_organisation():
    assert not verify(OTHER, chain(3)).holds


def test_withheld_payloads_leave_the_chain_whole():
    links = [replace(link, payload=None) if link.seq % 2 else link for link in chain(10)]

    assert verify(ORG, links).holds


def test_checking_may_go_on_from_a_known_place():
    links = chain(10)

    assert verify(ORG, links[6:], start=(6, links[5].hash)).checked == 4


@pytest.mark.parametrize(
    ("tampered", "problem"),
    [
        (with_changed(chain(9), 5, payload='{"word":"unsaid"}'), "content of event 5 was changed"),
        (with_changed(chain(9), 5, at_us=5), "event 5 was changed"),
        (with_changed(chain(9), 5, hash=bytes(32)), "event 5 was changed"),
        (with_changed(chain(9), 5, prev=bytes(32)), "event 5 does not follow"),
        ([link for link in chain(9) if link.seq != 5], "event 5 is missing"),
        (chain(9)[1:], "event 1 is missing"),
        (chain(9)[::-1], "event 1 is missing"),
    ],
    ids=["payload", "time", "hash", "prev", "deleted", "beginning cut off", "order"],
)
def test_what_was_done_to_an_event_is_found_by_the_chain_alone(tampered, problem):
    verdict = verify(ORG, tampered)

    assert problem in verdict.problem


@given(st.integers(1, 12), st.sampled_from(["payload", "at_us", "hash", "prev", "seq"]))
@settings(deadline=None)
def test_no_change_of_one_event_goes_unnoticed(seq, what):
    links = chain(12)
    old = getattr(links[seq - 1], what)
    new = {str: lambda: old + " ", int: lambda: old + 1, bytes: lambda: old[::-1]}[type(old)]()

    assert not verify(ORG, with_changed(links, seq, **{what: new})).holds


# What only anchors find


def test_a_trail_cut_short_is_found_by_an_anchor():
    links = chain(10)

    assert verify(ORG, links[:7]).holds
    verdict = verify(ORG, links[:7], anchors=anchors(links, 9))
    assert verdict.problem == "event 9 existed, but the trail ends at 7"


def test_a_trail_written_anew_is_found_by_an_anchor():
    anew = chain(10, word="never said")

    assert verify(ORG, anew).holds
    verdict = verify(ORG, anew, anchors=anchors(chain(10), 4))
    assert verdict.problem == "event 4 is not the one that was anchored"


def test_two_anchors_of_one_place_must_agree():
    links = chain(5)

    assert not verify(ORG, links, anchors=[(3, bytes(32)), (3, links[2].hash)]).holds
    assert not verify(ORG, links, anchors=[(3, links[2].hash), (3, bytes(32))]).holds


def test_what_is_newer_than_the_last_anchor_can_be_cut_off_unseen():
    """Known and told in docs/operations.md: anchor often."""
    links = chain(10)

    assert verify(ORG, links[:7], anchors=anchors(links, 6)).holds
