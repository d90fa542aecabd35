"""A database of its own with two tenants in it, and attacks on one by the other in plain SQL."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import psycopg
from django.db import connections

Attack = Callable[["Two", "psycopg.Cursor[Any]"], bool]


@dataclass(frozen=True)
class Two:
    """Two clients of one partner, with an engagement each. The first attacks the second."""

    params: dict[str, Any]
    partner: UUID
    ours: UUID
    theirs: UUID
    person: UUID
    our_engagement: UUID
    their_engagement: UUID

    def attempt(self, attack: Attack) -> bool:
        """Whether an attack works, as the application inside our own organisation."""
        with psycopg.connect(**self.params) as app, app.cursor() as cursor:
            enter(cursor, org=self.ours, partner=self.partner)
            try:
                return attack(self, cursor)
            except psycopg.Error:
                return False
            finally:
                app.rollback()


def enter(cursor: "psycopg.Cursor[Any]", *, org: UUID, partner: UUID) -> None:
    """What the backend does at the first statement of a transaction."""
    cursor.execute(
        "SELECT set_config('app.org', %s, true), set_config('app.partner', %s, true)",
        [str(org), str(partner)],
    )


@contextmanager
def scratch(*mutations: str) -> Iterator[Two]:
    """A copy of the test database's tables, changed by the owner, with two tenants in it."""
    owner = _params("owner")
    connections.close_all()
    name = f"scratch_{uuid4().hex[:8]}"
    with psycopg.connect(**owner | {"dbname": "postgres"}, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE {owner['dbname']}")
        try:
            with psycopg.connect(**owner | {"dbname": name}) as db:
                for statement in mutations:
                    db.execute(statement)
            yield _fill(_params("default") | {"dbname": name})
        finally:
            _drop(server, name)


def _drop(server: "psycopg.Connection[Any]", name: str) -> None:
    """A session that was closed just now may take a moment to be gone."""
    for pause in (0.05, 0.2, 1.0, 5.0):
        try:
            server.execute(f"DROP DATABASE {name}")
        except psycopg.errors.ObjectInUse:
            time.sleep(pause)
        else:
            return
    raise AssertionError(f"somebody is still using {name}")


def _params(alias: str) -> dict[str, Any]:
    known = connections[alias].get_connection_params()
    return {
        key: known[key] for key in ("host", "port", "dbname", "user", "password") if key in known
    }


def _fill(params: dict[str, Any]) -> Two:
    two = Two(params, *(uuid4() for _ in range(6)))
    with psycopg.connect(**params) as app, app.cursor() as cursor:
        cursor.execute(
            "INSERT INTO accounts_user (id, password, email, name, is_active, joined_at)"
            " VALUES (%s, '', 'x@example.test', 'X', true, now())",
            [two.person],
        )
        enter(cursor, org=two.partner, partner=two.partner)
        for org, kind in ((two.partner, "partner"), (two.ours, "client"), (two.theirs, "client")):
            cursor.execute(
                "INSERT INTO accounts_organization (id, kind, partner_id, name, legal_name, slug,"
                " accent, time_zone, created_at)"
                " VALUES (%s, %s, %s, 'x', 'x', %s, '', 'UTC', now())",
                [org, kind, two.partner, org.hex],
            )
        for org, engagement in ((two.ours, two.our_engagement), (two.theirs, two.their_engagement)):
            enter(cursor, org=org, partner=two.partner)
            cursor.execute(ENGAGEMENT, _engagement(two, org, engagement))
            cursor.execute(SCOPE, _scope(two, org, engagement))
    return two


ENGAGEMENT = """
INSERT INTO engagements_engagement (id, org_id, partner_id, title, client_name, client_slug,
    lead_id, intake, opened_at, stage, next_step, next_holder, next_kind, next_since,
    duties, lapsing, met, missing)
VALUES (%(id)s, %(org)s, %(partner)s, 'x', 'x', 'x', %(person)s, '{}', now(), 'scoping', '',
    'partner', '', now(), '[]', '[]', '[]', '[]')
"""
SCOPE = """
INSERT INTO engagements_statedscope (id, org_id, engagement_id, version, sector, handles_phi,
    hipaa_role, eu_personal_data, cardholder_data, glba_data, route, destination, model, region,
    zero_retention_needed, questionnaire_owed, processing_integrity_needed, privacy_needed,
    categories_reason, use_case, stated_by_id, stated_at)
VALUES (%(id)s, %(org)s, %(engagement)s, %(version)s, '', true, '', false, false, false, '', '',
    '', '', false, false, false, false, '', 'secret', %(person)s, now())
"""


def _engagement(two: Two, org: UUID, pk: UUID) -> dict[str, Any]:
    return {"id": pk, "org": org, "partner": two.partner, "person": two.person}


def _scope(two: Two, org: UUID, engagement: UUID, version: int = 1) -> dict[str, Any]:
    return {
        "id": uuid4(),
        "org": org,
        "engagement": engagement,
        "version": version,
        "person": two.person,
    }


# Attacks. Each returns whether it got through.


def read(two: Two, cursor: "psycopg.Cursor[Any]") -> bool:
    cursor.execute(
        "SELECT count(*) FROM engagements_statedscope WHERE org_id = %s OR true", [two.theirs]
    )
    return _one(cursor) != 1


def insert_for_them(two: Two, cursor: "psycopg.Cursor[Any]") -> bool:
    cursor.execute(SCOPE, _scope(two, two.theirs, two.their_engagement, version=2))
    return cursor.rowcount == 1


def change_theirs(two: Two, cursor: "psycopg.Cursor[Any]") -> bool:
    cursor.execute("UPDATE engagements_statedscope SET model = 'x' WHERE org_id = %s", [two.theirs])
    return cursor.rowcount == 1


def change_theirs_blindly(two: Two, cursor: "psycopg.Cursor[Any]") -> bool:
    """Without a condition, so that only the policy for changes is asked, not that for reading."""
    cursor.execute("UPDATE engagements_statedscope SET model = 'x'")
    return cursor.rowcount != 1


def give_ours_to_them(two: Two, cursor: "psycopg.Cursor[Any]") -> bool:
    cursor.execute(
        "UPDATE engagements_statedscope SET org_id = %s, engagement_id = %s, version = 9"
        " WHERE org_id = %s",
        [two.theirs, two.their_engagement, two.ours],
    )
    return cursor.rowcount == 1


def delete_theirs(two: Two, cursor: "psycopg.Cursor[Any]") -> bool:
    cursor.execute("DELETE FROM engagements_statedscope")
    return cursor.rowcount != 1


def attach_to_theirs(two: Two, cursor: "psycopg.Cursor[Any]") -> bool:
    """Keys are checked without row security: a row of ours that points at one of theirs."""
    cursor.execute(SCOPE, _scope(two, two.ours, two.their_engagement, version=3))
    return cursor.rowcount == 1


def write_their_trail(two: Two, cursor: "psycopg.Cursor[Any]") -> bool:
    cursor.execute(
        "INSERT INTO audit_auditevent (org_id, seq, at, prev, hash, action, payload)"
        " VALUES (%s, 0, now(), '', '', 'x', '{}')",
        [two.theirs],
    )
    return cursor.rowcount == 1


def change_the_trail(two: Two, cursor: "psycopg.Cursor[Any]") -> bool:
    cursor.execute("UPDATE audit_auditevent SET payload = 'x'")
    return True


def look_through_the_owner(two: Two, cursor: "psycopg.Cursor[Any]") -> bool:
    """Whether what the owner of the tables sees is held by row security as well."""
    cursor.execute("SELECT bool_and(relforcerowsecurity) FROM pg_class WHERE relrowsecurity")
    return not _one(cursor)


ATTACKS: list[Attack] = [
    read,
    insert_for_them,
    change_theirs,
    change_theirs_blindly,
    give_ours_to_them,
    delete_theirs,
    attach_to_theirs,
    write_their_trail,
    change_the_trail,
    look_through_the_owner,
]


def _one(cursor: "psycopg.Cursor[Any]") -> Any:
    row = cursor.fetchone()
    assert row
    return row[0]


# What must work, or the policies are too tight.


def work(two: Two, cursor: "psycopg.Cursor[Any]") -> bool:
    cursor.execute(SCOPE, _scope(two, two.ours, two.our_engagement, version=2))
    cursor.execute("UPDATE engagements_statedscope SET model = 'y'")
    changed = cursor.rowcount
    cursor.execute("DELETE FROM engagements_statedscope")
    return changed == cursor.rowcount == 2
