"""The world in which every address is tried, made once for each file of tests."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import override_settings

from tests.access.objects import World, build


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[World]:
    """Made once for all addresses, and undone at the end."""
    data = tmp_path_factory.mktemp("data")
    files = override_settings(
        KEY_ROOT=data / "keys", STORE_ROOT=data / "store", ROOT_CERTIFICATES=data / "root.pem"
    )
    with files, django_db_blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)
