"""Jobs of accounts. They need no row: beat rings again anyway."""

from celery import shared_task
from django.contrib.sessions.backends.db import SessionStore


@shared_task(name="portal.clear_sessions", ignore_result=True)
def clear_sessions(**_: object) -> None:
    """Delete sessions that have run out, which nobody can use any more."""
    SessionStore.clear_expired()
