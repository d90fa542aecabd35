"""What an agreement carries instead of a manifest: the document as shown, and the evidence."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from countersign_cli.reading import Embedded, measure, read
from countersign_cli.report import State, Verdict

SHOWN, EVIDENCE = "as-shown.pdf", "evidence.json"
SCAN, SENT = "scan.pdf", "as-sent.pdf"
LARGEST_EVIDENCE = 4 << 20
LARGEST_DOCUMENT = 1 << 30


def check_shown(by_name: Mapping[str, Embedded]) -> Verdict | None:
    """Compare what is inside an agreement with what its evidence says of it.

    None when the file does not carry what an agreement, or the copy of one on paper, carries.
    """
    if EVIDENCE not in by_name:
        return None
    evidence = json.loads(read(by_name[EVIDENCE].stream, largest=LARGEST_EVIDENCE))
    others = {name: one for name, one in by_name.items() if name != EVIDENCE}
    if "paper_copy" in evidence:
        return _check_copy(evidence, others)
    received = evidence["agreement"].get("received_sha256")
    if SHOWN not in others or len(others) > (2 if received else 1):
        return None
    shown = others.pop(SHOWN)
    digest, size = measure(shown.stream, largest=LARGEST_DOCUMENT)
    wanted = dict(_wanted(evidence))
    reasons = [*_unlike(wanted, digest)]
    for name, one in others.items():
        reasons += _unlike({f"{name}, as received": received}, _digest(one))
    if reasons:
        return Verdict(
            State.BAD, "The document inside is not the one that was signed.", tuple(reasons)
        )
    return Verdict(
        State.GOOD,
        f"The document inside ({size:,} bytes) is the one that the evidence of "
        f"{len(wanted) - 1} signatures names, bit for bit.",
    )


def _check_copy(evidence: Mapping[str, Any], others: Mapping[str, Embedded]) -> Verdict | None:
    """The scan of a paper, and the document that was sent to be signed by hand."""
    if set(others) != {SCAN, SENT}:
        return None
    reasons = (
        *_unlike({"The scan": evidence["paper_copy"]["scan_sha256"]}, _digest(others[SCAN])),
        *_unlike(
            {"The agreement": evidence["agreement"]["document_sha256"]}, _digest(others[SENT])
        ),
    )
    if reasons:
        return Verdict(State.BAD, "The scan inside is not the one that was confirmed.", reasons)
    return Verdict(
        State.GOOD, "The scan inside is the one that was recorded and confirmed, bit for bit."
    )


def _unlike(wanted: Mapping[str, str], digest: str) -> Iterator[str]:
    for whose, said in wanted.items():
        if said != digest:
            yield f"{whose}: SHA-256 {said}, but the document inside has {digest}."


def _digest(one: Embedded) -> str:
    return measure(one.stream, largest=LARGEST_DOCUMENT)[0]


def _wanted(evidence: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield "The agreement", evidence["agreement"]["document_sha256"]
    for signature in evidence["signatures"]:
        yield f"The signature of the {signature['side']}", signature["shown_sha256"]
