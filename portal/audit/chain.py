"""The hash chain of an organisation's audit trail: format and verification, standard library only.

hash = SHA256("audit-v1" | org (16 bytes) | seq (int64) | at in microseconds (int64) | prev
              | SHA256(payload as UTF-8)), integers big-endian.
The first `prev` is SHA256("genesis" | org). The inner payload hash lets an export leave payloads
out and still verify.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID


@dataclass(frozen=True)
class Link:
    """One event as the chain sees it. `payload` is None where an export withholds it."""

    seq: int
    at_us: int
    prev: bytes
    hash: bytes
    payload_sha256: bytes
    payload: str | None = None


@dataclass(frozen=True)
class Verdict:
    """What checking a chain found: how many links hold, and the first thing that does not."""

    checked: int
    problem: str | None

    @property
    def holds(self) -> bool:
        return self.problem is None


def genesis(org: UUID) -> bytes:
    """What the first event of an organisation links back to."""
    return sha256(b"genesis" + org.bytes).digest()


def link_hash(org: UUID, *, seq: int, at_us: int, prev: bytes, payload_sha256: bytes) -> bytes:
    """The hash that the database's trigger must have stored for this event."""
    fixed = b"audit-v1" + org.bytes + _int64(seq) + _int64(at_us)
    return sha256(fixed + prev + payload_sha256).digest()


def verify(
    org: UUID,
    links: Iterable[Link],
    *,
    anchors: Iterable[tuple[int, bytes]] = (),
    start: tuple[int, bytes] | None = None,
) -> Verdict:
    """Check links in order of `seq`, from the genesis or from a known `start` (seq, hash).

    `anchors` are heads seen elsewhere (in sealed packets): they show a trail that was cut short or
    written anew, which the chain alone cannot.
    """
    last_seq, last_hash = start or (0, genesis(org))
    wanted: dict[int, set[bytes]] = defaultdict(set)
    for seq, digest in anchors:
        wanted[seq].add(digest)
    checked = 0
    for link in links:
        problem = _problem(org, link, last_seq, last_hash) or _missed(link, wanted)
        if problem:
            return Verdict(checked, problem)
        last_seq, last_hash, checked = link.seq, link.hash, checked + 1
    beyond = [seq for seq in wanted if seq > last_seq]
    if beyond:
        return Verdict(checked, f"event {max(beyond)} existed, but the trail ends at {last_seq}")
    return Verdict(checked, None)


def _problem(org: UUID, link: Link, last_seq: int, last_hash: bytes) -> str | None:
    if link.seq != last_seq + 1:
        return f"event {last_seq + 1} is missing"
    if link.prev != last_hash:
        return f"event {link.seq} does not follow from the one before it"
    if link.payload is not None and sha256(link.payload.encode()).digest() != link.payload_sha256:
        return f"the content of event {link.seq} was changed"
    expected = link_hash(
        org, seq=link.seq, at_us=link.at_us, prev=link.prev, payload_sha256=link.payload_sha256
    )
    return None if expected == link.hash else f"event {link.seq} was changed"


def _missed(link: Link, anchors: Mapping[int, set[bytes]]) -> str | None:
    others = anchors.get(link.seq, set()) - {link.hash}
    return f"event {link.seq} is not the one that was anchored" if others else None


def _int64(number: int) -> bytes:
    return number.to_bytes(8, "big", signed=True)
