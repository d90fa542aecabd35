"""The manifest: what is in a packet and what is not, as values and as canonical bytes."""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from engagements.lifecycle.rules import Refused

FORMAT = "countersign-manifest-v1"
MANIFEST = "manifest.json"
AUDIT = "audit.json"
LONGEST_FILE_NAME = 80


class ManifestRefused(Refused):
    """The list does not fit together; a packet with it must not be sealed."""


@dataclass(frozen=True, kw_only=True)
class Item:
    """One document of the packet, and why it is in it.

    `id` is the record's, with its kind: "soc2_report:0b6c...". `file` is the name under which the
    original is embedded, None where only its pages are in; `sha256` and `size` are the original's.
    `pages` are first and last page in the packet. `version` is what the document calls itself.
    Days are inclusive. `accepted_by` names who accepted it, in order. `restricted` says why it is
    not for everybody; `mark` then stands on each of the `marked_pages`, first and last.
    """

    id: str
    kind: str
    title: str
    version: str
    sha256: str
    size: int
    media_type: str
    file: str | None
    pages: tuple[int, int] | None
    effective_from: date | None
    effective_until: date | None
    accepted_by: tuple[str, ...]
    accepted_on: date | None
    counts_because: str
    restricted: str = ""
    mark: str = ""
    marked_pages: tuple[int, int] | None = None


@dataclass(frozen=True, kw_only=True)
class SectionTold:
    """A section of the packet by its key; `reason` says why it is not `included`."""

    id: str
    title: str
    included: bool
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """A record that exists and is not in the packet, and why."""

    id: str
    kind: str
    title: str
    reason: str
    sha256: str | None = None


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A requirement and how it stands: `standing` is clearance's word, `until` its last day."""

    id: str
    title: str
    standing: str
    until: date | None


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody who can reach the engagement; `of` is their organisation, empty for an auditor.

    `until` is the last day of an auditor's access.
    """

    id: str
    name: str
    role: str
    of: str = ""
    until: date | None = None


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """Everything the packet says about itself.

    `packet` are its own facts; `audit` is the head of the trail: org, seq, hash. `people` are None
    where the packet does not tell of them.
    """

    packet: dict[str, Any]
    items: tuple[Item, ...]
    left_out: tuple[LeftOut, ...]
    audit: dict[str, Any]
    requirements: tuple[Asked, ...] = ()
    people: tuple[Person, ...] | None = ()
    sections: tuple[SectionTold, ...] = ()


def canonical(manifest: Manifest) -> bytes:
    """The manifest as JSON: the same evidence gives the same bytes.

    Sorted by id, keys sorted, no spaces to spare, UTF-8. Refuses with `ManifestRefused` two
    records of one id, two files of one name, and names that the format keeps for itself.
    """
    ManifestRefused.if_any(_faults(manifest))
    told = {
        "format": FORMAT,
        "packet": manifest.packet,
        "items": [asdict(item) for item in sorted(manifest.items, key=_id)],
        "left_out": [asdict(one) for one in sorted(manifest.left_out, key=_id)],
        "audit": manifest.audit,
        "requirements": [asdict(one) for one in sorted(manifest.requirements, key=_id)],
        "sections": [asdict(one) for one in manifest.sections],
    }
    if manifest.people is not None:
        told["people"] = [asdict(one) for one in sorted(manifest.people, key=_id)]
    return json.dumps(
        told, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain
    ).encode()


def safe_file_name(label: str, title: str, ending: str) -> str:
    """A name for an embedded file, in ASCII: "a-business-associate-agreement.pdf"."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or "document"
    stem = f"{label.lower()}-{words}"[: LONGEST_FILE_NAME - len(ending)].rstrip("-")
    return stem + ending


def _faults(manifest: Manifest) -> Iterator[str]:
    ids = [one.id for one in manifest.items] + [one.id for one in manifest.left_out]
    ids += [one.id for one in manifest.requirements]
    ids += [one.id for one in manifest.people or ()] + [one.id for one in manifest.sections]
    files = [item.file for item in manifest.items if item.file is not None]
    for twice in _repeated(ids):
        yield f"The manifest names the record {twice} twice."
    for twice in _repeated(files):
        yield f"Two files of the packet are called {twice}."
    for reserved in sorted({MANIFEST, AUDIT} & set(files)):
        yield f"No document may be called {reserved}."


def _id(one: Item | LeftOut | Asked | Person) -> str:
    return one.id


def _repeated(names: Sequence[str]) -> list[str]:
    return sorted(name for name, times in Counter(names).items() if times > 1)


def _plain(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"{value!r} has no canonical form")
