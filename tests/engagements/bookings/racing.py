"""Threads let loose together, each with a database connection of its own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection, connections


def all_at_once(work, count):
    """Run `work(number)` in as many threads, let loose together: what each came to, in order."""
    start = Barrier(count, timeout=30)

    def one(number):
        try:
            connection.ensure_connection()
            start.wait()
            return work(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))
