"""Examines text in the child: UTF-8 throughout, no control characters, what sort of text."""

import codecs
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from portal.files.inspection.terms import Found, Given, answer_to
from portal.files.rules import FileKind

_CHUNK = 1 << 20
_LARGEST_JSON = 16 << 20
# Logs carry tabs, form feeds, and the backspaces and escapes of coloured terminals.
_CONTROL = re.compile(r"[\x00-\x07\x0b\x0e-\x1a\x1c-\x1f\x7f]")


def answer(job: Mapping[str, Any]) -> dict[str, Any]:
    """What `portal.files.sandbox` calls."""
    return answer_to(job, examine)


def examine(given: Given) -> Found:
    """Check the text and say whether it is JSON, a table or plain."""
    for chunk in _text(given):
        strange = _CONTROL.search(chunk)
        if strange:
            raise given.refused(
                f"looks like text, but holds a control character (0x{ord(strange[0]):02x}).",
                advice="Save it as plain text in UTF-8, or print it to a PDF, and upload that.",
            )
    ending = PurePosixPath(given.name).suffix.lower()
    if ending in FileKind.CSV.extensions:
        return Found(FileKind.CSV)
    if ending in ("", *FileKind.JSON.extensions) and _is_json(given):
        return Found(FileKind.JSON)
    if ending in FileKind.JSON.extensions:
        return Found(
            FileKind.TEXT, notes=("The name says JSON, but it is not; it was taken as plain text.",)
        )
    return Found(FileKind.TEXT)


def _text(given: Given) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    line = 1
    with given.path.open("rb") as file:
        try:
            while chunk := file.read(_CHUNK):
                text = decoder.decode(chunk)
                line += text.count("\n")
                yield text
            yield decoder.decode(b"", final=True)
        except UnicodeDecodeError as error:
            line += error.object[: error.start].count(b"\n")
            raise given.refused(
                f"looks like text, but is not written in UTF-8 (line {line}).",
                advice="Save it as UTF-8 (in Excel: “CSV UTF-8”), and upload that.",
            ) from error


def _is_json(given: Given) -> bool:
    if given.path.stat().st_size > _LARGEST_JSON:
        return False
    try:
        value = json.loads(given.path.read_text("utf-8-sig"))
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict | list)
