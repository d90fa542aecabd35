"""What the tests of packets share: a store of their own, keys of their own, an engagement."""

from collections.abc import Callable

import pytest

from compliance.packets import actions
from compliance.packets.models import Packet
from engagements.lifecycle.models import Engagement
from portal.accounts.roles import Role
from portal.audit import anchors
from portal.files.models import StoredFile
from portal.files.store import default_store
from tests.cast import NOON, Cast
from tests.compliance.packets import story
from tests.compliance.packets.given import MANIFEST, SEALED
from tests.compliance.packets.story import Story
from tests.compliance.pdf.reports import reportlab_report


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path):
    """Nothing of a test gets into the data folder."""
    settings.STORE_ROOT = tmp_path / "store"
    settings.KEY_ROOT = tmp_path / "keys"
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
def sealed(cast: Cast, engagement: Engagement, ask: Callable[..., Packet]) -> Packet:
    """A sealed packet as pages see it; its file is no PDF that anybody would open."""
    asked = ask(engagement)
    stored = default_store().put_bytes(SEALED)
    file = StoredFile(
        sha256=stored.sha256, size=stored.size, name="packet-1.pdf", kind="pdf", pages=112
    )
    with cast.at(cast.lakeview):
        Packet.objects.get(pk=asked.pk).begin()
        actions.seal_packet(
            packet_id=asked.pk, file=file, manifest=MANIFEST, head=anchors.head(), at=NOON
        )
        return Packet.objects.select_related("file", "engagement").get(pk=asked.pk)


@pytest.fixture
def told(cast: Cast, soc2_report: bytes, run_jobs: Callable[[], int]) -> Story:
    """An engagement with every kind of record."""
    return story.tell(cast, {"report": soc2_report, "dpa": reportlab_report(7, seed=2)}, run_jobs)


@pytest.fixture
def ask(cast: Cast) -> Callable[..., Packet]:
    """Ask for a packet as the client's owner."""

    def asked(engagement, *, at=NOON, audience="Harrow & Vale LLP, auditors") -> Packet:
        with cast.at(cast.lakeview, cast.lena):
            return actions.ask_for_packet(
                engagement=engagement,
                audience=audience,
                role=Role.CLIENT_OWNER,
                by=cast.lena,
                at=at,
                today=at.date(),
            )

    return asked
