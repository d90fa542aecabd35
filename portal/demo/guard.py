"""Keeps the demonstration out of every installation that is not one.

The bar logs anybody in as anybody. So it runs only with its own settings, on the embedded
database of this machine in a data folder of its own, under a loopback address; no switch turns it
on elsewhere.
"""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
SETTINGS = "portal.settings.demo"
FOLDER = "demo"


def check(*, module: str, environment: Mapping[str, str], data: Path, public_url: str) -> None:
    """Raise ImproperlyConfigured unless this can only be a demonstration."""
    problem = _problem(module, environment, data, urlsplit(public_url).hostname or "")
    if problem:
        raise ImproperlyConfigured(f"The demonstration does not start: {problem}.")


def _problem(module: str, environment: Mapping[str, str], data: Path, host: str) -> str | None:
    if module != SETTINGS:
        return f"it belongs to {SETTINGS} alone, not to {module}"
    if environment.get("DATABASE_URL"):
        return "DATABASE_URL is set, and that database may hold real people's records"
    if data.name != FOLDER:
        return (
            f"its data are in a folder called {FOLDER}, and {data} may hold real people's records"
        )
    if host not in LOOPBACK:
        return f"{host} is not a loopback address"
    return None
