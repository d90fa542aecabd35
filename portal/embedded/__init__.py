"""PostgreSQL and Valkey from Python wheels, for machines on which nobody has set any up.

A process that asks for an address holds a lock for as long as it lives. A keeper, one small
process per server, starts the server at the first hold and stops it when the last one is gone,
however those processes ended. Servers and passwords live in the data folder and are reachable
by this account alone.
"""

import atexit
from dataclasses import dataclass
from pathlib import Path

from portal.embedded import hold, paths
from portal.embedded.refusal import ServerRefused

__all__ = ["DatabaseUrls", "ServerRefused", "broker_url", "database_urls", "stop"]


@dataclass(frozen=True, kw_only=True)
class DatabaseUrls:
    """The same database as three roles, none of them a superuser.

    `owner` runs migrations and may create test databases, `app` is held by row-level security,
    `system` (sweeper, backup) sees every tenant's rows.
    """

    owner: str
    app: str
    system: str


def database_urls(data: Path | None = None) -> DatabaseUrls:
    """Addresses of the embedded PostgreSQL, started if need be (2 s the first time, then 0.3 s).

    `data` is the data folder; by default COUNTERSIGN_DATA, or `var` beside manage.py.
    Raises ServerRefused with the reason when the server cannot be had.
    """
    return DatabaseUrls(**hold.attach("postgres", data or paths.data_folder()))


def broker_url(data: Path | None = None) -> str:
    """Address (redis://) of the embedded Valkey, started if need be. See database_urls."""
    return hold.attach("valkey", data or paths.data_folder())["url"]


def stop(data: Path | None = None) -> None:
    """Let go of the servers this process holds; returns when those nobody else holds are gone.

    Those of one data folder, or all. Runs at the end of the process too, so that only programs
    which go on need to call it.
    """
    hold.release(data)


atexit.register(stop)
