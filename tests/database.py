"""The test database as its owner, beside what Django does as the application."""

from typing import Any

import psycopg
from django.db import connections


def as_owner() -> "psycopg.Connection[tuple[Any, ...]]":
    """A connection of its own to the test database, as the role that owns its tables."""
    known = connections["owner"].get_connection_params()
    wanted = {
        name: known[name]
        for name in ("host", "port", "dbname", "user", "password")
        if name in known
    }
    return psycopg.connect(**wanted)
