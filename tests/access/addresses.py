"""Every address of the site, as the resolver knows it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Address:
    """A named address and the names of its variable parts."""

    name: str
    parts: frozenset[str]


def addresses() -> dict[str, Address]:
    """All of them, by name."""
    return {address.name: address for address in _walk(get_resolver(), "", frozenset())}


def _walk(resolver: URLResolver, prefix: str, parts: frozenset[str]) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        here = parts | set(entry.pattern.converters) | set(entry.pattern.regex.groupindex)
        if isinstance(entry, URLPattern):
            assert entry.name, f"an address without a name: {entry}"
            yield Address(prefix + entry.name, here)
        else:
            space = f"{prefix}{entry.namespace}:" if entry.namespace else prefix
            yield from _walk(entry, space, here)
