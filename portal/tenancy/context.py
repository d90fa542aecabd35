"""Which organisation the running code works in, and the blocks that enter one."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from uuid import UUID

from django.db import transaction


@dataclass(frozen=True)
class Scope:
    """What PostgreSQL is told about whoever asks: organisation, its partner, person, address word.

    `slug` is set only while an address is being resolved: it shows the one organisation of that
    address, so that membership can be looked up before anything of it is entered. `line` is set
    only while turns are told: it shows the jobs of that one name, whoever they are for.
    """

    org: UUID | None = None
    partner: UUID | None = None
    user: UUID | None = None
    slug: str | None = None
    line: str | None = None


class NoTenant(RuntimeError):
    """A tenant's table was asked outside any tenant block."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} was queried outside a tenant block")


class OtherTenant(RuntimeError):
    """A second organisation was entered inside the transaction of a first one."""

    def __init__(self, inside: UUID | None, wanted: UUID) -> None:
        super().__init__(f"already working in {inside}; {wanted} needs a transaction of its own")


@dataclass
class _Transaction:
    """What the outermost block began: the one organisation it holds, how deep that is entered."""

    org: UUID | None = None
    depth: int = 0


_scope: ContextVar[Scope | None] = ContextVar("tenant_scope", default=None)
_transaction: ContextVar[_Transaction | None] = ContextVar("tenant_transaction", default=None)
_at_end: list[Callable[[], None]] = []


def current_scope() -> Scope | None:
    """The scope of the running code, or None outside every block."""
    return _scope.get()


def require_scope(what: str) -> Scope:
    """The scope of the running code; raises NoTenant naming `what` where there is none."""
    scope = _scope.get()
    if scope is None:
        raise NoTenant(what)
    return scope


def current_org(what: str = "The organisation") -> UUID:
    """The organisation that is entered; raises NoTenant where none is."""
    scope = require_scope(what)
    if scope.org is None:
        raise NoTenant(what)
    return scope.org


def at_end_of_tenant(hook: Callable[[], None]) -> None:
    """Have `hook` run as the last thing inside every outermost tenant block."""
    _at_end.append(hook)


@contextmanager
def tenant(*, org: UUID, partner: UUID, user: UUID | None = None) -> Iterator[Scope]:
    """Work in one organisation, in one transaction.

    `partner` is the organisation's partner (itself, when it is one). Raises OtherTenant where the
    running transaction has worked in another organisation: none ever mixes two.
    """
    with _entered(Scope(org=org, partner=partner, user=user)) as running:
        if running.org not in (None, org):
            raise OtherTenant(running.org, org)
        running.org, running.depth = org, running.depth + 1
        try:
            yield require_scope("tenant")
            if running.depth == 1 and not transaction.get_rollback():
                for hook in _at_end:
                    hook()
        finally:
            running.depth -= 1


@contextmanager
def personal(*, user: UUID | None, slug: str | None = None) -> Iterator[Scope]:
    """Look at what belongs to a person (memberships, grants), outside every organisation."""
    scope = Scope(user=user, slug=slug)
    with _entered(scope):
        yield scope


@contextmanager
def on_behalf_of(user: UUID) -> Iterator[Scope]:
    """The same organisation, acting for `user` (a job that carries out what a person asked)."""
    scope = replace(require_scope("on_behalf_of"), user=user)
    with _entered(scope):
        yield scope


@contextmanager
def waiting_line(name: str) -> Iterator[Scope]:
    """The same place, with a look at everybody's jobs of one name: to tell whose turn it is."""
    scope = replace(current_scope() or Scope(), line=name)
    with _entered(scope):
        yield scope


@contextmanager
def _entered(scope: Scope) -> Iterator[_Transaction]:
    with transaction.atomic():
        running = _transaction.get() or _Transaction()
        marks = _scope.set(scope), _transaction.set(running)
        try:
            yield running
        finally:
            _scope.reset(marks[0])
            _transaction.reset(marks[1])
