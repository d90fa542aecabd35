"""An engagement, and an agreement at every stage of its way."""

import socket
from datetime import timedelta

import pytest
from django.utils import timezone

from compliance.agreements import actions
from compliance.agreements.rules import Side
from tests.cast import NOON
from tests.compliance.agreements import papers


@pytest.fixture
def engagement(cast):
    return papers.engagement_of(cast)


@pytest.fixture
def template(cast):
    return papers.templates(cast)["baa"]


@pytest.fixture
def sent(cast, engagement, template):
    return papers.sent(cast, engagement, template)


@pytest.fixture
def signed(cast, sent):
    """Signed by the client; the partner's turn."""
    with cast.at(cast.lakeview, cast.samuel):
        return papers.sign(cast, sent, Side.CLIENT)


@pytest.fixture
def countersigned(cast, signed):
    """Signed by both, waiting for its seal."""
    with cast.at(cast.lakeview, cast.pavel):
        return papers.sign(cast, signed, Side.PARTNER)


@pytest.fixture
def unused_tcp_port_url():
    """An address at which nobody answers."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{taken.getsockname()[1]}/"


@pytest.fixture
def soon(cast, engagement, template):
    """An agreement sent just now by the clock of the machine, as views read it."""
    now = timezone.now()
    today = cast.lakeview.day(now)
    with cast.at(cast.lakeview, cast.carla):
        prepared = papers.prepare(
            cast, engagement, template, at=now, today=today, sign_by=today + timedelta(days=14)
        )
        return papers.send(prepared)


@pytest.fixture
def executed(cast, countersigned):
    with cast.at(cast.lakeview):
        return papers.execute(countersigned)


@pytest.fixture
def terminated(cast, executed):
    with cast.at(cast.lakeview):
        return actions.terminate(
            agreement=executed,
            reason="Services over",
            ended_on=papers.TODAY,
            by=cast.carla,
            at=NOON,
        )
