"""No link that lets somebody in reaches the logs."""

import logging
from uuid import UUID

import pytest

from portal.accounts.tokens import fresh_token
from portal.settings.redaction import LinklessFormatter

ORG = UUID(int=7)


def written(message, *args):
    record = logging.LogRecord("x", logging.WARNING, "x.py", 1, message, args, None)
    return LinklessFormatter("{message}", style="{").format(record)


def test_an_invitations_link_is_left_out():
    token = fresh_token()

    line = written("%s: %s", "Gone", f"/invitations/{ORG}/{token}/")

    assert line == f"Gone: /invitations/{ORG}/[link]/"


def test_the_address_of_a_feed_is_left_out():
    token = fresh_token()

    line = written("Not Found: %s", f"/p/northgate/feed/{token}.ics")

    assert line == "Not Found: /p/northgate/feed/[link].ics"


def test_a_link_in_a_traceback_is_left_out_too():
    token = fresh_token()

    assert token not in written(f"Traceback\n  GET /invitations/{ORG}/{token}/ HTTP/1.1")


@pytest.mark.parametrize(
    "path",
    [
        f"/o/a-client-with-a-rather-long-name-of-its-own-a1b2c3/e/{ORG}/",
        "/p/a-partner-with-a-rather-long-name-of-its-own/",
        f"/o/northgate/e/{ORG}/people/auditors/{ORG}/end/",
    ],
)
def test_other_addresses_stay_readable(path):
    assert written("Not Found: %s", path) == f"Not Found: {path}"
