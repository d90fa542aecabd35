"""What the tests of packets share: a store of their own, keys of their own, an engagement."""

from collections.abc import Callable
from functools import partial

import pytest

from compliance.packets.models import Packet
from engagements.lifecycle.models import Engagement
from tests.cast import Cast
from tests.compliance.packets import given, story
from tests.compliance.packets.built import built, shelf
from tests.compliance.packets.story import Story
from tests.compliance.pdf.reports import chromium_report, reportlab_report

__all__ = ["built", "shelf"]


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path):
    """Nothing of a test gets into the data folder."""
    settings.STORE_ROOT = tmp_path / "store"
    settings.KEY_ROOT = tmp_path / "keys"
    settings.WORK_ROOT = tmp_path / "work"
    settings.SHELF_ROOT = tmp_path / "shelf"
    settings.ROOT_CERTIFICATES = tmp_path / "public" / "root.pem"
    return tmp_path


@pytest.fixture(scope="session")
def soc2_report() -> bytes:
    return reportlab_report(60)


@pytest.fixture
def engagement(cast: Cast) -> Engagement:
    """An engagement with its facts stated and nothing else."""
    return story.begin(cast)


@pytest.fixture
def sealed(cast: Cast, engagement: Engagement) -> Packet:
    """A sealed packet as pages see it."""
    return given.sealed(cast, engagement)


@pytest.fixture(scope="session")
def agreement_of_the_host(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A DPA of 52 pages as a browser prints it, with an outline and links."""
    return chromium_report(tmp_path_factory.mktemp("printed"), 52)


@pytest.fixture
def told(
    cast: Cast, soc2_report: bytes, agreement_of_the_host: bytes, run_jobs: Callable[[], int]
) -> Story:
    """An engagement with every kind of record."""
    files = {"report": soc2_report, "dpa": agreement_of_the_host}
    return story.tell(cast, files, run_jobs)


@pytest.fixture
def ask(cast: Cast) -> Callable[..., Packet]:
    """Ask for a packet as the client's owner."""
    return partial(given.ask, cast)
