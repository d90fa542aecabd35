"""First verdict: is everything inside that the manifest lists, bit for bit, and nothing more."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from pyhanko.pdf_utils.reader import PdfFileReader

from countersign_cli import audit
from countersign_cli.agreements import check_shown
from countersign_cli.reading import Embedded, embedded_files, measure, page_count, read
from countersign_cli.refusals import BROKEN
from countersign_cli.report import State, Verdict

MANIFEST = "manifest.json"
AUDIT = "audit.json"
FORMAT = "countersign-manifest-v1"
LARGEST_JSON = 64 << 20

_NO_MANIFEST = Verdict(
    State.NONE, "This file carries no manifest, so there are no embedded files to compare."
)


def check_hashes(reader: PdfFileReader, *, expected: bool) -> Verdict:
    """Compare every embedded file with the manifest, and the audit rows with their chain.

    `expected` says that a manifest has to be there, because the file is sealed as a packet.
    """
    try:
        return _check(reader, expected=expected)
    except BROKEN as error:
        return Verdict(State.BAD, "The embedded files cannot be read.", (_reason(error),))


def promises_closing(reader: PdfFileReader) -> bool:
    """Whether the manifest says that a time-stamp over the whole file closes the packet."""
    try:
        for file in embedded_files(reader):
            if file.name == MANIFEST:
                return _read_json(file)["packet"].get("closing_timestamp") is True
    except BROKEN:
        return False
    return False


def _check(reader: PdfFileReader, *, expected: bool) -> Verdict:
    files = list(embedded_files(reader))
    by_name = {file.name: file for file in files}
    if MANIFEST not in by_name:
        shown = None if expected else check_shown(by_name)
        if shown:
            return shown
        if expected or files:
            return Verdict(State.BAD, "The file has no manifest of what should be inside.")
        return _NO_MANIFEST
    manifest = _read_json(by_name[MANIFEST])
    reasons = tuple(_faults(manifest, files, by_name, reader))
    if reasons:
        return Verdict(State.BAD, "The contents differ from the manifest.", reasons)
    return Verdict(State.GOOD, _sentence(manifest, by_name))


def _faults(
    manifest: Mapping[str, Any],
    files: list[Embedded],
    by_name: Mapping[str, Embedded],
    reader: PdfFileReader,
) -> Iterator[str]:
    if manifest.get("format") != FORMAT:
        yield f"The manifest has an unknown format: {manifest.get('format')!r}."
        return
    for name, times in Counter(file.name for file in files).items():
        if times > 1:
            yield f"{name!r} is embedded {times} times."
    listed = {item["file"]: item for item in manifest["items"] if item["file"] is not None}
    for name in sorted(listed):
        yield from _compare(name, listed[name], by_name.get(name))
    for name in sorted(by_name.keys() - listed.keys() - {MANIFEST, AUDIT}):
        yield f"{name!r} is embedded but the manifest does not list it."
    yield from _page_faults(manifest, page_count(reader))
    yield from _audit_faults(manifest, by_name)


def _compare(name: str, item: Mapping[str, Any], file: Embedded | None) -> Iterator[str]:
    if file is None:
        yield f"{name!r} ({item['title']}) is listed but missing."
        return
    wanted_size, wanted_digest = item["size"], item["sha256"]
    digest, size = measure(file.stream, largest=wanted_size)
    if size != wanted_size:
        yield f"{name!r} ({item['title']}) does not have the {wanted_size} bytes it should have."
    elif digest != wanted_digest:
        yield f"{name!r} ({item['title']}) has SHA-256 {digest}, not {wanted_digest}."


def _page_faults(manifest: Mapping[str, Any], pages: int) -> Iterator[str]:
    for item in manifest["items"]:
        if item["pages"] is not None:
            first, last = item["pages"]
            if not 1 <= first <= last <= pages:
                yield f"{item['title']} should be on pages {first} to {last} of {pages}."


def _audit_faults(manifest: Mapping[str, Any], by_name: Mapping[str, Embedded]) -> Iterator[str]:
    head, extract = manifest.get("audit"), by_name.get(AUDIT)
    if extract is None:
        if head is not None:
            yield "The manifest names the head of an audit trail, but there is no extract of it."
    elif head is None:
        yield "There is an audit extract, but the manifest names no head for it."
    else:
        if "sha256" in head:
            yield from _compare(AUDIT, {"title": "the audit trail", **head}, extract)
        yield from audit.faults(_read_json(extract), head)


def _sentence(manifest: Mapping[str, Any], by_name: Mapping[str, Embedded]) -> str:
    embedded = sum(1 for item in manifest["items"] if item["file"] is not None)
    sentence = "The manifest lists no document that is embedded, and none was added."
    if embedded:
        sentence = (
            f"Embedded files that the manifest lists: {embedded}, each of them here bit for bit; "
            "none is missing and none was added."
        )
    by_record = len(manifest["items"]) - embedded
    if by_record:
        sentence += f" Listed by their hash only: {by_record}."
    if AUDIT in by_name:
        sentence += f" {audit.sentence(_read_json(by_name[AUDIT]))}"
    return sentence


def _read_json(file: Embedded) -> Any:
    return json.loads(read(file.stream, largest=LARGEST_JSON))


def _reason(error: BaseException) -> str:
    return f"Reading them stopped: {str(error) or type(error).__name__}"
