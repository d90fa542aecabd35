"""Which parts of a packet belong to a download that the trail tells of already."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from compliance.packets.rules import Part, Taken, goes_on
from compliance.packets.rules.taking import ONE_DOWNLOAD

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
TAKEN = Taken(session="one", role="Auditor", at=NOON)
LATER = Part(session="one", first=8, header="bytes=8-")
MOMENT = timedelta(milliseconds=1)


@pytest.mark.parametrize("first", [1, 8, 10**9])
def test_parts_after_the_first_byte_belong_to_the_download_before_them(first):
    assert goes_on(replace(LATER, first=first), TAKEN, role="Auditor", at=NOON + MOMENT)


@pytest.mark.parametrize(
    ("asked", "taken", "role", "after"),
    [
        pytest.param(LATER, None, "Auditor", MOMENT, id="nothing was told of"),
        pytest.param(replace(LATER, first=0), TAKEN, "Auditor", MOMENT, id="a new copy"),
        pytest.param(replace(LATER, session="two"), TAKEN, "Auditor", MOMENT, id="another session"),
        pytest.param(LATER, replace(TAKEN, session=""), "Auditor", MOMENT, id="from before"),
        pytest.param(LATER, TAKEN, "Client owner", MOMENT, id="another role"),
        pytest.param(LATER, TAKEN, "Auditor", ONE_DOWNLOAD, id="too late"),
        pytest.param(LATER, TAKEN, "Auditor", -MOMENT, id="before it was taken"),
    ],
)
def test_everything_else_is_a_download_of_its_own(asked, taken, role, after):
    assert not goes_on(asked, taken, role=role, at=NOON + after)
