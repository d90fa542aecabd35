"""A packet that an outside time-stamping authority closes, from the settings to the auditor."""

import io
import subprocess
from datetime import UTC, datetime

import pytest
from countersign_cli.changes import CLOSING_MISSING
from countersign_cli.report import Report
from countersign_cli.roots import load_trust
from countersign_cli.source import Source
from countersign_cli.verify import verify
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.reader import PdfFileReader

from compliance.packets.models import Packet
from portal.files.store import default_store
from tests.compliance.pdf.authorities import Authority, serving


@pytest.fixture
def outside(settings, tmp_path):
    with serving(Authority(clock=lambda: datetime.now(UTC))) as meridian:
        roots = tmp_path / "time.pem"
        roots.write_bytes(meridian.root.certificate.public_bytes(Encoding.PEM))
        settings.TSA_URL, settings.TSA_ROOTS = meridian.at, roots
        yield meridian


def check(content: bytes, roots: str) -> Report:
    source = Source("packet.pdf", io.BytesIO(content), len(content), "")
    return verify(source, load_trust([roots], []))


def test_it_is_closed_over_the_whole_file_and_cutting_that_off_is_noticed(
    cast, engagement, ask, run_jobs, settings, outside
):
    asked = ask(engagement)
    run_jobs()
    with cast.at(cast.lakeview):
        packet = Packet.objects.select_related("file").get(pk=asked.pk)
        content = default_store().path(packet.file.sha256).read_bytes()
    seal = PdfFileReader(io.BytesIO(content)).embedded_regular_signatures[0]
    _, _, start, length = (int(number) for number in seal.byte_range)

    whole = check(content, str(settings.ROOT_CERTIFICATES))
    cut = check(content[: start + length], str(settings.ROOT_CERTIFICATES))

    assert whole.ok
    assert [one.kind for one in whole.signatures] == ["signature", "time-stamp"]
    assert cut.changes.reasons == (CLOSING_MISSING,)


def test_what_the_packet_says_of_pdfsig_is_what_pdfsig_says(
    cast, engagement, ask, run_jobs, outside, tmp_path
):
    asked = ask(engagement)
    run_jobs()
    with cast.at(cast.lakeview):
        packet = Packet.objects.select_related("file").get(pk=asked.pk)
        path = default_store().path(packet.file.sha256)

    said = subprocess.run(["pdfsig", path], capture_output=True, text=True).stdout
    told = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True).stdout

    seal, closing = said.split("Signature #2")
    assert "Signature is Valid" in seal
    assert "Not total document signed" in seal
    assert "  - Total document signed" in closing
    assert "lists it as a second signature" in " ".join(told.split())
