"""Taking in a proof: read, and searched for secrets, before any of it is stored."""

from dataclasses import dataclass
from typing import Any

from compliance.retention.rules import CaptureRefused, check_secrets, check_text, read_capture
from portal.files.intake import Examined, Received, receive
from portal.files.rules import WRITING, FileKind
from portal.files.store import Store


@dataclass(frozen=True)
class Taken:
    """A file that is safe in the store; `document` is what is written in a captured answer."""

    received: Received
    document: Any = None


def take_capture(examined: Examined, *, store: Store) -> Taken:
    """Take in the captured answer of a settings call.

    Raises CaptureRefused, before anything is stored, for what is not strict JSON or holds what
    looks like a key.
    """
    if examined.inspection.kind not in WRITING:
        kind = examined.inspection.kind.label
        raise CaptureRefused(
            f"A captured answer is a JSON file, and this is {kind}. Nothing of it was kept."
        )
    document = read_capture(examined.path.read_bytes())
    check_secrets(document)
    return Taken(receive(examined, store=store), document)


def take_file(examined: Examined, *, store: Store) -> Taken:
    """Take in a picture, a document or a vendor's reply; writing is searched for secrets."""
    if examined.inspection.kind in WRITING:
        raw = examined.path.read_bytes()
        if examined.inspection.kind is FileKind.JSON:
            check_secrets(read_capture(raw))
        check_text(raw.decode("utf-8", errors="replace"))
    return Taken(receive(examined, store=store))
