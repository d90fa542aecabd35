"""What the surroundings decide: addresses, secrets, the data folder. Everything else is code."""

import os
import secrets
from pathlib import Path

import environ

from portal.embedded import broker_url, database_urls

ROOT = Path(__file__).resolve().parent.parent.parent
DATA = Path(os.environ.get("COUNTERSIGN_DATA", ROOT / "var")).resolve()
env = environ.Env()


def secret(name: str) -> str:
    """A secret from the environment, or one made at first use and kept in the data folder."""
    given = os.environ.get(name)
    if given:
        return given
    DATA.mkdir(parents=True, exist_ok=True)
    kept = DATA / f"{name.lower()}.secret"
    if not kept.exists():
        fresh = DATA / f"{kept.name}.{os.getpid()}"
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(48))
        try:
            os.link(fresh, kept)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return kept.read_text()


# Without DATABASE_URL the embedded PostgreSQL is started; no feature differs.
if "DATABASE_URL" in os.environ:
    DATABASE_URL: str = env.str("DATABASE_URL")
    DATABASE_OWNER_URL: str = env.str("DATABASE_OWNER_URL", default=DATABASE_URL)
    DATABASE_SYSTEM_URL: str = env.str("DATABASE_SYSTEM_URL")
else:
    urls = database_urls(DATA)
    DATABASE_URL, DATABASE_OWNER_URL = urls.app, urls.owner
    DATABASE_SYSTEM_URL = urls.system
REDIS_URL: str = env.str("REDIS_URL", default="") or broker_url(DATA)

SECRET_KEY = secret("COUNTERSIGN_SECRET_KEY")
OLD_SECRET_KEYS: list[str] = env.list("COUNTERSIGN_OLD_SECRET_KEYS", default=[])
SEAL_PASSPHRASE = secret("COUNTERSIGN_SEAL_PASSPHRASE")
PUBLIC_URL = env.str("COUNTERSIGN_PUBLIC_URL", default="http://127.0.0.1:8000").rstrip("/")
FETCH_ALLOWED: list[str] = env.list("COUNTERSIGN_FETCH_ALLOWED", default=[])
PROXIES: int | None = env.int("COUNTERSIGN_PROXIES", default=None)
HOSTS: list[str] = env.list("COUNTERSIGN_HOSTS", default=["127.0.0.1", "localhost"])
EMAIL_URL: str = env.str("EMAIL_URL", default="")
EMAIL_FROM: str = env.str("COUNTERSIGN_EMAIL_FROM", default="Countersign <portal@localhost>")
SEAL_NAME: str = env.str("COUNTERSIGN_SEAL_NAME", default="Countersign")
TSA_URL: str = env.str("COUNTERSIGN_TSA_URL", default="")
TSA_ROOTS: str = env.str("COUNTERSIGN_TSA_ROOTS", default="")
X_ACCEL_PREFIX: str = env.str("COUNTERSIGN_X_ACCEL_PREFIX", default="")
