"""What the tests of packets share: a store of their own, keys of their own, an engagement."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pypdfium2
import pytest
from django.utils import timezone

from compliance.clearance.queries import standpoint
from compliance.packets.content import Content, Trust, read_content
from compliance.packets.models import Packet
from compliance.packets.record import Record, read_record
from engagements.lifecycle.models import Engagement
from portal.files.store import default_store
from tests.cast import NOON, Cast
from tests.compliance.packets import finished, given, story
from tests.compliance.packets.built import built, shelf
from tests.compliance.packets.following import Clock, Found, Printed
from tests.compliance.packets.story import Story
from tests.compliance.pdf.reports import chromium_report, reportlab_report

__all__ = ["built", "shelf"]
TRUST = Trust("Northgate", "AB:CD", own_time=True)


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
    cast: Cast,
    soc2_report: bytes,
    agreement_of_the_host: bytes,
    run_jobs: Callable[[], int],
    monkeypatch: pytest.MonkeyPatch,
) -> Story:
    """An engagement with every kind of record, the worker's part at noon as well."""
    files = {"report": soc2_report, "dpa": agreement_of_the_host}
    with monkeypatch.context() as at_noon:
        at_noon.setattr(timezone, "now", lambda: NOON)
        return story.tell(cast, files, run_jobs)


@pytest.fixture
def ask(cast: Cast) -> Callable[..., Packet]:
    """Ask for a packet as the client's owner."""
    return partial(given.ask, cast)


@pytest.fixture
def look_into(cast: Cast, ask: Callable[..., Packet]) -> Callable[..., tuple[Record, Content]]:
    """What a packet of these choices would show; it is cancelled, and another can be asked for."""

    def read(engagement: Engagement, **choice: object) -> tuple[Record, Content]:
        asked = ask(engagement, **choice)
        with cast.at(cast.lakeview):
            record, content = read_record(asked.pk), read_content(asked.pk, trust=TRUST)
            Packet.objects.get(pk=asked.pk).cancel(at=asked.requested_at)
        return record, content

    return read


@pytest.fixture
def clock(monkeypatch):
    found = Clock()
    monkeypatch.setattr(timezone, "now", lambda: found.at)
    return found


@pytest.fixture
def follow(cast, run_jobs, clock, ask):
    """Let the jobs run, and say what became of everything that follows from the facts."""

    def look(engagement):
        run_jobs()
        clock.at += timedelta(minutes=1)
        now = finished.again(cast, engagement)
        today = clock.at.date()
        with cast.at(cast.lakeview):
            lines = standpoint(now, today=today).readiness.lines
        return Found(cast, now, today, {line.requirement.title: line for line in lines})

    return look


@pytest.fixture
def cover(cast, ask, run_jobs, clock):
    """The first page of a packet that is asked for now, built and sealed by the real worker."""

    def words(engagement):
        asked = ask(engagement, at=clock.at)
        run_jobs()
        with cast.at(cast.lakeview):
            packet = Packet.objects.select_related("file").get(pk=asked.pk)
            path = default_store().path(packet.file.sha256)
        document = pypdfium2.PdfDocument(path)
        try:
            return Printed(document[0].get_textpage().get_text_bounded())
        finally:
            document.close()

    return words
