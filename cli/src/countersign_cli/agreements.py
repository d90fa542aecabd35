"""What an agreement carries instead of a manifest: the document as shown, and the evidence."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from countersign_cli.reading import Embedded, measure, read
from countersign_cli.report import State, Verdict

SHOWN, EVIDENCE = "as-shown.pdf", "evidence.json"
LARGEST_EVIDENCE = 4 << 20
LARGEST_DOCUMENT = 1 << 30


def check_shown(by_name: Mapping[str, Embedded]) -> Verdict | None:
    """Compare the document that was shown with what the evidence says was signed.

    None when the file does not carry exactly these two.
    """
    if set(by_name) != {SHOWN, EVIDENCE}:
        return None
    evidence = json.loads(read(by_name[EVIDENCE].stream, largest=LARGEST_EVIDENCE))
    digest, size = measure(by_name[SHOWN].stream, largest=LARGEST_DOCUMENT)
    wanted = dict(_wanted(evidence))
    reasons = tuple(
        f"{whose}: SHA-256 {said}, but the document inside has {digest}."
        for whose, said in wanted.items()
        if said != digest
    )
    if reasons:
        return Verdict(State.BAD, "The document inside is not the one that was signed.", reasons)
    return Verdict(
        State.GOOD,
        f"The document inside ({size:,} bytes) is the one that the evidence of "
        f"{len(wanted) - 1} signatures names, bit for bit.",
    )


def _wanted(evidence: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield "The agreement", evidence["agreement"]["document_sha256"]
    for signature in evidence["signatures"]:
        yield f"The signature of the {signature['side']}", signature["shown_sha256"]
