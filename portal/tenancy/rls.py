"""Migration operations that put a table under row-level security.

Policies compare one column with one transaction-local setting: arrays, subqueries or functions in a
policy cost 60 to 1,000 times as much (docs/adr/0002).
"""

from typing import Any

from django.db.migrations.operations.base import Operation


def setting(name: str) -> str:
    """SQL for one of the settings stamped by the database backend, as a UUID or NULL."""
    return f"NULLIF(current_setting('app.{name}', true), '')::uuid"


ORG, PARTNER, USER = setting("org"), setting("partner"), setting("user")


class Protect(Operation):
    """Enable and force row security on a table with one policy for reading, one for writing."""

    reversible = True

    def __init__(self, table: str, *, read: str, write: str) -> None:
        self.table, self.read, self.write = table, read, write

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Row security is not part of Django's model state."""

    def database_forwards(self, app_label: str, editor: Any, before: Any, after: Any) -> None:
        for statement in (
            f"ALTER TABLE {self.table} ENABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {self.table} FORCE ROW LEVEL SECURITY",
            f"CREATE POLICY seen ON {self.table} FOR SELECT USING ({self.read})",
            f"CREATE POLICY made ON {self.table} FOR INSERT WITH CHECK ({self.write})",
            f"CREATE POLICY changed ON {self.table} FOR UPDATE"
            f" USING ({self.write}) WITH CHECK ({self.write})",
            f"CREATE POLICY removed ON {self.table} FOR DELETE USING ({self.write})",
        ):
            editor.execute(statement)

    def database_backwards(self, app_label: str, editor: Any, before: Any, after: Any) -> None:
        for policy in ("seen", "made", "changed", "removed"):
            editor.execute(f"DROP POLICY {policy} ON {self.table}")
        editor.execute(f"ALTER TABLE {self.table} DISABLE ROW LEVEL SECURITY")

    def describe(self) -> str:
        return f"Row security on {self.table}"


def client_owned(table: str) -> Protect:
    """Seen and written only inside the client's own organisation."""
    return Protect(table, read=f"org_id = {ORG}", write=f"org_id = {ORG}")


def partner_owned(table: str) -> Protect:
    """Read by everybody who works under the partner, written by the partner alone."""
    return Protect(table, read=f"partner_id = {PARTNER}", write=f"partner_id = {ORG}")


def partner_private(table: str) -> Protect:
    """Seen and written only on the partner's own pages (booked calls, hosts' hours)."""
    return Protect(table, read=f"partner_id = {ORG}", write=f"partner_id = {ORG}")


class SameOrgKey(Operation):
    """A foreign key that holds the owner too: plain ones look through row security.

    `columns` of `table` refer to `parent_columns` of `parent`, which get a unique constraint.
    """

    reversible = True

    def __init__(
        self,
        table: str,
        columns: str,
        parent: str,
        parent_columns: str,
        *,
        on_delete: str = "RESTRICT",
    ) -> None:
        self.table, self.columns = table, columns
        self.parent, self.parent_columns, self.on_delete = parent, parent_columns, on_delete

    @property
    def name(self) -> str:
        return f"{self.table}_{self.columns.replace(', ', '_')}_same_owner"[:63]

    @property
    def unique(self) -> str:
        return f"{self.parent}_{self.parent_columns.replace(', ', '_')}_key"[:63]

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Composite keys are not part of Django's model state."""

    def database_forwards(self, app_label: str, editor: Any, before: Any, after: Any) -> None:
        editor.execute(
            "DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint"  # noqa: S608 (names of ours)
            f" WHERE conname = '{self.unique}') THEN ALTER TABLE {self.parent}"
            f" ADD CONSTRAINT {self.unique} UNIQUE ({self.parent_columns}); END IF; END $$"
        )
        editor.execute(
            f"ALTER TABLE {self.table} ADD CONSTRAINT {self.name} FOREIGN KEY ({self.columns})"
            f" REFERENCES {self.parent} ({self.parent_columns}) ON DELETE {self.on_delete}"
        )

    def database_backwards(self, app_label: str, editor: Any, before: Any, after: Any) -> None:
        editor.execute(f"ALTER TABLE {self.table} DROP CONSTRAINT {self.name}")

    def describe(self) -> str:
        return f"{self.table} ({self.columns}) stays with its owner"


class Sql(Operation):
    """Plain SQL with its reverse, for triggers and constraints Django has no word for."""

    reversible = True

    def __init__(self, forwards: str, backwards: str, *, what: str) -> None:
        self.forwards, self.backwards, self.what = forwards, backwards, what

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Outside Django's model state."""

    def database_forwards(self, app_label: str, editor: Any, before: Any, after: Any) -> None:
        editor.execute(self.forwards, params=None)

    def database_backwards(self, app_label: str, editor: Any, before: Any, after: Any) -> None:
        editor.execute(self.backwards, params=None)

    def describe(self) -> str:
        return self.what
