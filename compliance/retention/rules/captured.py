"""Reading a captured answer strictly, and recognising secrets in it before anything is stored."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from engagements.lifecycle.rules import Refused

LARGEST_BYTES = 256 * 1024
DEEPEST = 16
MOST_VALUES = 5_000
NOT_KEPT = "Nothing of it was kept."


class CaptureRefused(Refused):
    """This file is not taken as a captured answer."""


def read_capture(raw: bytes) -> Any:
    """Parse a captured answer: JSON, at most 256 KB, 16 levels and 5,000 values.

    Refuses with `CaptureRefused` what is larger, not UTF-8, not JSON, has a name twice in one
    object, a number that JSON does not know, or characters that cannot be shown.
    """
    if len(raw) > LARGEST_BYTES:
        raise CaptureRefused(
            f"A captured answer has at most {LARGEST_BYTES // 1024} KB. {NOT_KEPT} Capture the one "
            "call that states the setting."
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CaptureRefused(f"This file is not written in UTF-8. {NOT_KEPT}") from None
    if _depth(text) > DEEPEST:
        raise CaptureRefused(f"It is nested deeper than {DEEPEST} levels. {NOT_KEPT}")
    document = _parse(text)
    values = list(_strings(document))
    if len(values) > MOST_VALUES:
        raise CaptureRefused(f"It has more than {MOST_VALUES:,} values. {NOT_KEPT}")
    if any(_cannot_be_shown(one) for path, _, value in values for one in (path, value)):
        raise CaptureRefused(f"It holds characters that cannot be shown. {NOT_KEPT}")
    return document


def check_secrets(document: Any) -> None:
    """Refuse an answer in which something looks like a key or a token; says where, never what."""
    found = [path for path, name, value in _strings(document) if _is_secret(name, value)]
    if found:
        where = ", ".join(f"“{path}”" for path in found[:3])
        raise CaptureRefused(_REFUSAL.format(where=f"at {where}"))


def check_text(text: str) -> None:
    """Refuse writing (a log, a list of settings) that holds what looks like a key or a token."""
    for number, line in enumerate(text.splitlines(), start=1):
        if _TOKEN.search(line) or _NAMED.search(line):
            raise CaptureRefused(_REFUSAL.format(where=f"in line {number}"))


def _parse(text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_unknown_number)
    except (json.JSONDecodeError, RecursionError):
        raise CaptureRefused(f"This file is not JSON. {NOT_KEPT}") from None
    except ValueError:
        # An integer of thousands of digits.
        raise CaptureRefused(f"It holds a number that is too long. {NOT_KEPT}") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise CaptureRefused(
            f"The name “{twice[:60]}” stands twice in one object, so it says two things. {NOT_KEPT}"
        )
    return found


def _unknown_number(name: str) -> Any:
    raise CaptureRefused(f"{name} is not a number of JSON. {NOT_KEPT}")


def _depth(text: str) -> int:
    """The deepest level, without parsing: a parser itself may fail on depth."""
    deepest = level = 0
    for mark in _MARKS.sub("", _STRING.sub("", text)):
        level += 1 if mark in "[{" else -1
        deepest = max(deepest, level)
    return deepest


def _strings(value: Any, path: str = "", name: str = "") -> Iterator[tuple[str, str, str]]:
    """Every value with its path and the name it has; what is not text counts as empty text."""
    if isinstance(value, Mapping) and value:
        for key, inner in value.items():
            yield from _strings(inner, f"{path}.{key}" if path else key, key)
    elif isinstance(value, list) and value:
        for number, inner in enumerate(value):
            yield from _strings(inner, f"{path}[{number}]", name)
    else:
        yield path or "the whole file", name, value if isinstance(value, str) else ""


def _cannot_be_shown(text: str) -> bool:
    return "\x00" in text or any("\ud800" <= char <= "\udfff" for char in text)


def _is_secret(name: str, value: str) -> bool:
    if _TOKEN.search(value) or _TOKEN.search(name):
        return True
    return bool(_SECRET_NAME.search(name)) and len(value) >= 8 and not _MASKED.search(value)


_REFUSAL = (
    "It holds what looks like a key or a token {where}. " + NOT_KEPT + " Take it out, ask whoever "
    "issued it for a new one, and hand the file in again."
)
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_MARKS = re.compile(r"[^\[\]{}]")
_MASKED = re.compile(r"\*{2,}|\.{3}|…|x{4,}|redacted|hidden|<[^>]*>", re.IGNORECASE)
_SECRET_NAME = re.compile(
    r"(?:api|access|secret|private|subscription|account|shared|primary|secondary|admin|master)"
    r"[-_ ]?keys?(?:[12]|_?values?)?$|secret|passw|passphrase|token$|authorization|credential|"
    r"(?:api|access|auth|refresh|bearer|session)[-_ ]?tokens$|"
    r"connection[-_ ]?string|^key[12]$|^cookie$|^sig$",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?:api[-_ ]?key|secret|passw\w*|token|authorization)[\"']?\s*[:=]\s*[\"']?"
    r"(?!bearer\b)(?![^\s\"']*(?:\*\*|\.\.\.|…))[^\s\"',]{12,}",
    re.IGNORECASE,
)
_TOKEN = re.compile(
    r"\bsk-[A-Za-z0-9_-]{16,}"
    r"|\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"
    r"|\bAIza[0-9A-Za-z_-]{30,}"
    r"|\bya29\.[0-9A-Za-z_-]{16,}"
    r"|\bgh[pousr]_[0-9A-Za-z]{20,}"
    r"|\bxox[abpr]-[0-9A-Za-z-]{10,}"
    r"|\beyJ[0-9A-Za-z_-]{8,}\.[0-9A-Za-z_-]{8,}\.[0-9A-Za-z_-]*"
    r"|\bBearer\s+[0-9A-Za-z._~+/-]{16,}"
    r"|\bBasic\s+[0-9A-Za-z+/]{16,}={0,2}"
    r"|-----BEGIN [A-Z ]*PRIVATE KEY-----"
    r"|[?&]sig=[0-9A-Za-z%+/]{16,}"
    r"|\bAccountKey=[0-9A-Za-z+/]{16,}",
)
