"""Many requests on few connections, some of nobody, some that fail: none sees what it may not."""

import queue
import random
import threading
from uuid import UUID

import pytest
from django.db import DatabaseError, connections, transaction
from django.utils import timezone

from portal.mail.models import Mail
from portal.tenancy.backend import base
from portal.tenancy.context import personal, tenant

ORGS = [UUID(int=number, version=4) for number in range(1, 7)]
ROWS = 5
THREADS = 8
CONNECTIONS = 3
REQUESTS = 100  # for each thread

pytestmark = pytest.mark.django_db(transaction=True)


class Failed(Exception):
    """What a request of the test raises on purpose."""


@pytest.fixture
def rows():
    """A few rows of every organisation."""
    for org in ORGS:
        with tenant(org=org, partner=org):
            for _ in range(ROWS):
                Mail(to="x@example.test", subject=str(org), text="x").put(at=timezone.now())


@pytest.fixture
def pool():
    """Connections that any thread may have next."""
    lent: queue.Queue = queue.Queue()
    for _ in range(CONNECTIONS):
        wrapper = connections["default"].copy()
        wrapper.inc_thread_sharing()
        lent.put(wrapper)
    yield lent
    while not lent.empty():
        lent.get().close()


def everything_visible():
    """A view that forgets every filter, in the ORM's words and in SQL."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT subject FROM mail_mail")
        return [subject for (subject,) in cursor.fetchall()]


def request_inside(org, chance):
    with tenant(org=org, partner=org):
        seen = [*everything_visible(), *Mail.objects.values_list("subject", flat=True)]
        if chance.random() < 0.2:
            raise Failed
        if chance.random() < 0.2:
            break_the_transaction(chance)
        if chance.random() < 0.2:
            transaction.set_rollback(True)
    return [(subject, str(org)) for subject in seen]


def request_outside(chance):
    if chance.random() < 0.5:
        with personal(user=None):
            seen = everything_visible()
    else:
        seen = everything_visible()
    return [(subject, "nobody") for subject in seen]


def break_the_transaction(chance):
    with connections["default"].cursor() as cursor:
        if chance.random() < 0.5:
            cursor.execute("SELECT 1/0")
        else:
            with transaction.atomic():
                cursor.execute("SELECT 1/0")


def serve(pool, seed, wrong, counts):
    chance = random.Random(seed)
    for _ in range(REQUESTS):
        connections["default"] = wrapper = pool.get()
        try:
            outside = chance.random() < 0.15
            pairs = (
                request_outside(chance) if outside else request_inside(chance.choice(ORGS), chance)
            )
            counts.append(len(pairs))
            wrong.extend(pair for pair in pairs if pair[0] != pair[1])
        except (Failed, DatabaseError):
            counts.append(-1)
        finally:
            del connections["default"]
            pool.put(wrapper)


def hammer(pool):
    """What was seen by whom that was not theirs, and how many rows each request saw."""
    wrong, counts = [], []
    threads = [
        threading.Thread(target=serve, args=(pool, seed, wrong, counts)) for seed in range(THREADS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return wrong, counts


def test_eight_threads_on_three_connections_never_see_a_row_of_another(rows, pool):
    wrong, counts = hammer(pool)

    assert wrong == []
    assert len(counts) == THREADS * REQUESTS
    assert set(counts) == {-1, 0, 2 * ROWS}


def test_settings_that_outlive_their_transaction_would_be_seen(rows, pool, monkeypatch):
    monkeypatch.setattr(base, "STAMP", base.STAMP.replace("true", "false"))

    wrong, _ = hammer(pool)

    assert wrong
