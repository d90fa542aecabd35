"""PostgreSQL backend that tells the database, once per transaction, who is asking.

Settings made with `set_config(..., is_local => true)` end with the transaction, so a pooled
connection can never carry one person's organisation into another person's request.
"""

from collections.abc import Callable
from typing import Any

from django.db.backends.postgresql import base
from psycopg.pq import TransactionStatus

from portal.tenancy.context import Scope, current_scope

STAMP = (
    "SELECT set_config('app.org', %s, true), set_config('app.partner', %s, true),"
    " set_config('app.user', %s, true), set_config('app.slug', %s, true),"
    " set_config('app.line', %s, true)"
)


class TenantOutsideTransaction(RuntimeError):
    """A statement ran with a tenant entered but no transaction open to carry it."""


class DatabaseWrapper(base.DatabaseWrapper):
    """Stamps `app.org`, `app.partner`, `app.user`, `app.slug`, `app.line` on each transaction."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._connecting = False
        self._stamped: Scope | None = None
        self.execute_wrappers.append(self._stamp)
        self._collected: list[tuple[frozenset[str], Any]] = []

    def collect(self, item: Any) -> None:
        """Keep `item` until `collected()`; a rollback to a savepoint set before it drops it."""
        self._collected.append((frozenset(self.savepoint_ids), item))

    def collected(self) -> list[Any]:
        """Hand over, and forget, what was collected and not rolled back."""
        items = [item for _, item in self._collected]
        self._collected = []
        return items

    def _stamp(
        self,
        execute: Callable[..., Any],
        sql: str,
        params: Any,
        many: bool,  # noqa: FBT001 (Django's signature)
        context: Any,
    ) -> Any:
        scope = current_scope()
        if self._connecting:
            return execute(sql, params, many, context)
        if not self.in_atomic_block:
            self._stamped = None
            if scope is not None:
                raise TenantOutsideTransaction(sql[:80])
        elif scope != self._stamped and self._accepts_statements():
            self._tell(scope or Scope())
            self._stamped = scope
        return execute(sql, params, many, context)

    def _accepts_statements(self) -> bool:
        # ROLLBACK TO SAVEPOINT passes through here while the transaction is aborted.
        return (
            not self.needs_rollback
            and self.connection.info.transaction_status != TransactionStatus.INERROR
        )

    def _tell(self, scope: Scope) -> None:
        values = (scope.org, scope.partner, scope.user, scope.slug, scope.line)
        with self.connection.cursor() as cursor:
            cursor.execute(STAMP, ["" if value is None else str(value) for value in values])

    def _forget(self) -> None:
        self._stamped = None
        self._collected = []

    def connect(self) -> None:
        self._forget()
        # What drivers ask while they connect is nobody's question.
        self._connecting = True
        try:
            super().connect()
        finally:
            self._connecting = False

    def close(self) -> None:
        self._forget()
        super().close()

    def _commit(self) -> Any:
        self._forget()
        return super()._commit()  # type: ignore[misc] # the stubs leave it out

    def _rollback(self) -> Any:
        self._forget()
        return super()._rollback()  # type: ignore[misc]

    def _set_autocommit(self, autocommit: bool) -> None:  # noqa: FBT001 (Django's signature)
        self._forget()
        super()._set_autocommit(autocommit)  # type: ignore[misc]

    def _savepoint_rollback(self, sid: str) -> None:
        super()._savepoint_rollback(sid)  # type: ignore[misc]
        self._stamped = None
        self._collected = [kept for kept in self._collected if sid not in kept[0]]
