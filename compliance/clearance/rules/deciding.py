"""Decision tables, computed: which facts a test of a scope reads, and what it says for each."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from enum import StrEnum
from itertools import product
from typing import Any, get_type_hints

from engagements.lifecycle.rules import Scope, in_words

FACTS = tuple(field.name for field in fields(Scope))
_TYPES = get_type_hints(Scope)


@dataclass(frozen=True)
class Combination:
    """One row of a decision table: the facts in words, in the order of the columns, and a case."""

    facts: tuple[str, ...]
    scope: Scope


def facts_read(tests: Iterable[Callable[[Scope], object]]) -> tuple[str, ...]:
    """Give the facts that these tests of a scope may read, in the order in which facts are told.

    Complete: tried with every combination of the facts they were seen to read, until no combination
    makes them read another.
    """
    asked = tuple(tests)
    known: set[str] = set()
    while True:
        seen = set(known)
        for scope in scopes(known):
            seen |= _read_by(asked, scope)
        if seen == known:
            return tuple(fact.name for fact in in_words(Scope()) if fact.name in known)
        known = seen


def scopes(facts: Iterable[str]) -> Iterator[Scope]:
    """Every combination of these facts; the others stay as they are by default."""
    names = tuple(facts)
    for values in product(*(values_of(name) for name in names)):
        yield Scope(**dict(zip(names, values, strict=True)))


def combinations(facts: tuple[str, ...]) -> tuple[Combination, ...]:
    """Every combination of these facts, with their words."""
    return tuple(Combination(words_of(scope, facts), scope) for scope in scopes(facts))


def words_of(scope: Scope, facts: tuple[str, ...]) -> tuple[str, ...]:
    """These facts of a scope as people read them."""
    words = {fact.name: fact.words for fact in in_words(scope)}
    return tuple(words[name] for name in facts)


def terms_of(facts: tuple[str, ...]) -> tuple[str, ...]:
    """What these facts are called."""
    terms = {fact.name: fact.term for fact in in_words(Scope())}
    return tuple(terms[name] for name in facts)


def values_of(fact: str) -> tuple[Any, ...]:
    """Every value that a fact can have; of free text, that it is missing and that it is there."""
    kind = _TYPES[fact]
    if kind is bool:
        return (False, True)
    return tuple(kind) if issubclass(kind, StrEnum) else ("", "Stated")


class _Watched(Scope):
    """A scope that notes which of its facts are read."""

    def __getattribute__(self, name: str) -> Any:
        if name in FACTS:
            object.__getattribute__(self, "seen").add(name)
        return object.__getattribute__(self, name)


def _read_by(tests: tuple[Callable[[Scope], object], ...], scope: Scope) -> set[str]:
    seen: set[str] = set()
    watched = object.__new__(_Watched)
    object.__setattr__(watched, "seen", seen)
    for name in FACTS:
        object.__setattr__(watched, name, getattr(scope, name))
    for test in tests:
        test(watched)
    return seen
