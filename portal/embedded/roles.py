"""What the embedded PostgreSQL holds before the first migration: roles, database, privileges.

On a server of your own, do the same once; docs/operations.md has the statements.
"""

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

DATABASE = "countersign"
SUPERUSER = "postgres"
POWERS = {
    "portal_owner": "LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE CREATEDB",
    "portal_app": "LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB",
    "portal_system": "LOGIN NOSUPERUSER BYPASSRLS NOCREATEROLE NOCREATEDB",
}
PREPARED = "prepared: 1"  # raise the number when what follows changes

# In template1, so that test databases begin with the same. Default privileges are for what
# portal_owner will make: nobody has to remember a GRANT.
IN_EVERY_DATABASE = """
    CREATE EXTENSION IF NOT EXISTS btree_gist;
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
    REVOKE CREATE ON SCHEMA public FROM PUBLIC;
    GRANT USAGE ON SCHEMA public TO PUBLIC;
    ALTER DEFAULT PRIVILEGES FOR ROLE portal_owner IN SCHEMA public
        GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO portal_app, portal_system;
    ALTER DEFAULT PRIVILEGES FOR ROLE portal_owner IN SCHEMA public
        GRANT USAGE, SELECT ON SEQUENCES TO portal_app, portal_system;
    ALTER DEFAULT PRIVILEGES FOR ROLE portal_owner IN SCHEMA public
        GRANT EXECUTE ON FUNCTIONS TO portal_app, portal_system;
"""


def prepare(host: str, passwords: dict[str, str]) -> None:
    """Make everything that is missing. Also finishes what an interrupted first start began."""
    server = make_conninfo(host=host, user=SUPERUSER, password=passwords[SUPERUSER])
    with psycopg.connect(server, dbname="postgres", autocommit=True) as connection:
        if _is_prepared(connection):
            return
        for role, powers in POWERS.items():
            _make_role(connection, role, powers, passwords[role])
        with psycopg.connect(server, dbname="template1") as template:
            template.execute(IN_EVERY_DATABASE)
        _make_database(connection)


def _is_prepared(connection: "psycopg.Connection[tuple[object, ...]]") -> bool:
    found = connection.execute(
        "SELECT 1 FROM pg_database WHERE datname = %s"
        " AND shobj_description(oid, 'pg_database') = %s",
        [DATABASE, PREPARED],
    )
    return found.fetchone() is not None


def _make_role(
    connection: "psycopg.Connection[tuple[object, ...]]", role: str, powers: str, password: str
) -> None:
    known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
    connection.execute(
        sql.SQL("{} ROLE {} {} PASSWORD {}").format(
            sql.SQL("ALTER" if known else "CREATE"),
            sql.Identifier(role),
            sql.SQL(powers),
            sql.Literal(password),
        )
    )


def _make_database(connection: "psycopg.Connection[tuple[object, ...]]") -> None:
    known = connection.execute(
        "SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]
    ).fetchone()
    if not known:
        connection.execute("CREATE DATABASE countersign OWNER portal_owner TEMPLATE template1")
    connection.execute("REVOKE CONNECT, TEMPORARY ON DATABASE countersign FROM PUBLIC")
    connection.execute("GRANT CONNECT ON DATABASE countersign TO portal_app, portal_system")
    connection.execute("ALTER DATABASE countersign SET timezone TO 'UTC'")
    connection.execute(
        sql.SQL("COMMENT ON DATABASE countersign IS {}").format(sql.Literal(PREPARED))
    )
