"""The bar that makes anybody anybody cannot be switched on outside the demonstration."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.urls import get_resolver

from portal.demo.guard import SETTINGS, check

FOLDER = Path("/home/somebody/countersign/var/demo")
HERE = "http://127.0.0.1:8000"


def test_the_demonstration_starts_on_its_own_settings_and_database():
    check(module=SETTINGS, environment={}, data=FOLDER, public_url=HERE)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"module": "portal.settings"}, "belongs to portal.settings.demo alone"),
        ({"environment": {"DATABASE_URL": "postgres://db/real"}}, "DATABASE_URL is set"),
        ({"data": Path("/srv/countersign")}, "/srv/countersign may hold real people's records"),
        ({"public_url": "https://portal.example"}, "not a loopback address"),
    ],
)
def test_it_refuses_to_start_anywhere_else(changed, reason):
    given = {"module": SETTINGS, "environment": {}, "data": FOLDER, "public_url": HERE} | changed

    with pytest.raises(ImproperlyConfigured, match=reason):
        check(**given)


def test_no_address_of_the_demonstration_exists_in_the_site_itself():
    routes = [str(pattern.pattern) for pattern in get_resolver("portal.urls").url_patterns]

    assert not [route for route in routes if route.startswith("demo")]


def test_adding_the_app_to_other_settings_stops_the_start():
    code = (
        "from django.conf import settings; import portal.settings.testing as base;"
        "base.INSTALLED_APPS.append('portal.demo'); import django; django.setup()"
    )
    told = os.environ | {"DJANGO_SETTINGS_MODULE": "portal.settings.testing"}

    ended = subprocess.run(
        [sys.executable, "-c", code], env=told, capture_output=True, text=True, check=False
    )

    assert ended.returncode != 0
    assert "The demonstration does not start" in ended.stderr
