"""The audit chain: every row carries the hash of the row before it.

    hash    = SHA256("audit-v1" | org | i64be(seq) | i64be(at in µs) | prev | SHA256(payload))
    genesis = SHA256("genesis" | org)

`org` is the 16 bytes of the organisation's UUID. A row whose payload is not for the reader carries
the payload's hash instead, and the chain still verifies. What such a row tells under `redacted` is
vouched for by the seal and not by the chain.
"""

import struct
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any
from uuid import UUID

FORMAT = "countersign-audit-v1"


def row_hash(org: UUID, seq: int, at_us: int, prev: bytes, payload_sha256: bytes) -> bytes:
    """The hash that a row must carry."""
    fixed = struct.pack(">qq", seq, at_us)
    return sha256(b"audit-v1" + org.bytes + fixed + prev + payload_sha256).digest()


def genesis(org: UUID) -> bytes:
    """What the first row of an organisation's chain names as the row before it."""
    return sha256(b"genesis" + org.bytes).digest()


def faults(extract: Mapping[str, Any], head: Mapping[str, Any]) -> Iterator[str]:
    """Everything that is wrong with an extract, measured against the head in the manifest."""
    org = UUID(extract["org"])
    rows: Sequence[Mapping[str, Any]] = extract["rows"]
    if extract.get("format") != FORMAT:
        yield f"The audit extract has an unknown format: {extract.get('format')!r}."
    if org != UUID(head["org"]):
        yield "The audit extract belongs to another organisation than the manifest says."
    yield from _links(org, rows)
    if not rows:
        if head["seq"]:
            yield f"The audit extract is empty, but the manifest says it ends at row {head['seq']}."
    elif (rows[-1]["seq"], rows[-1]["hash"]) != (head["seq"], head["hash"]):
        yield (
            f"The audit extract ends at row {rows[-1]['seq']}, which is not the head that the "
            f"manifest names (row {head['seq']})."
        )


def sentence(extract: Mapping[str, Any]) -> str:
    """What a chain without faults shows, and of how many rows it shows the hash alone."""
    rows: Sequence[Mapping[str, Any]] = extract["rows"]
    untold = sum(row.get("payload") is None for row in rows)
    words = f"The audit chain holds over {len(rows)} rows"
    return f"{words}, {untold} of them by the hash of a text left out." if untold else f"{words}."


def _links(org: UUID, rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    before: Mapping[str, Any] | None = None
    for row in rows:
        seq = int(row["seq"])
        if _expected(org, row).hex() != row["hash"]:
            yield f"Audit row {seq} does not have the hash that its content gives."
        if before is not None:
            if seq != before["seq"] + 1:
                yield f"Audit row {seq} follows row {before['seq']}: rows are missing or moved."
            elif row["prev"] != before["hash"]:
                yield f"Audit row {seq} does not continue row {before['seq']}."
        elif seq != 1:
            yield f"The audit extract begins with row {seq}: what stands before it is missing."
        elif row["prev"] != genesis(org).hex():
            yield "The audit chain does not begin where this organisation's chain begins."
        before = row


def _expected(org: UUID, row: Mapping[str, Any]) -> bytes:
    payload = row.get("payload")
    inner = (
        bytes.fromhex(row["payload_sha256"])
        if payload is None
        else sha256(payload.encode()).digest()
    )
    return row_hash(org, row["seq"], row["at_us"], bytes.fromhex(row["prev"]), inner)
