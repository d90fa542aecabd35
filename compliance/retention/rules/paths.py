"""Naming a value in a captured answer: a.b, a[0], a[*], a[name=value]."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from compliance.retention.rules.captured import CaptureRefused

LONGEST_PATH = 200


def check_path(path: str) -> None:
    """Refuse a path that cannot be followed."""
    if len(path) > LONGEST_PATH or not _PATH.fullmatch(path):
        raise CaptureRefused(
            f"“{path[:60]}” is not a path. Write it like properties.logging.enabled, items[0].type "
            "or items[name=logging].value."
        )


def values_at(document: Any, path: str) -> list[Any]:
    """Every value that a path leads to; none where it leads nowhere."""
    found = [document]
    for name, selector in _PART.findall(path):
        step = _by_name(name) if name else _by_selector(selector)
        found = [inner for value in found for inner in step(value)]
    return found


def _by_name(name: str) -> Any:
    def step(value: Any) -> Iterator[Any]:
        if isinstance(value, Mapping) and name in value:
            yield value[name]

    return step


def _by_selector(selector: str) -> Any:
    def step(value: Any) -> Iterator[Any]:
        if not isinstance(value, list):
            return
        key, sign, wanted = selector.partition("=")
        for number, inner in enumerate(value):
            if sign:
                if isinstance(inner, Mapping) and inner.get(key) == wanted:
                    yield inner
            elif selector in {"*", str(number)}:
                yield inner

    return step


_NAME = r"[^.\[\]=\s]+"
_SELECTOR = rf"\[(?:\*|\d{{1,4}}|{_NAME}=[^\[\]=]+)\]"
_PATH = re.compile(rf"{_NAME}(?:\.{_NAME}|{_SELECTOR})*")
_PART = re.compile(rf"({_NAME})|\[([^\[\]]+)\]")
