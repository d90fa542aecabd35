"""Who may issue the certificate of a seal: the given root itself, and nobody below it."""

import io
from pathlib import Path

from asn1crypto.x509 import Certificate
from countersign_cli.report import State
from countersign_cli.roots import load_trust
from countersign_cli.source import Source
from countersign_cli.verify import verify
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata, PdfSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from compliance.pdf.pki import Credential, Subject, issue_signer
from compliance.pdf.signers import KeySigner
from compliance.pdf.timestamp import PortalTimeStamper, to_asn1
from tests.compliance.pdf.authorities import Authority, serving
from tests.compliance.pdf.fixtures import AT


def test_whoever_vouches_for_the_time_does_not_vouch_for_seals(small_packet, root_file, tmp_path):
    """A public authority issues certificates to anybody, under the root that its time is under."""
    with serving(Authority(clock=lambda: AT)) as meridian:
        person = Subject("Northwall Partners Packet Seal", "Northwall Partners")
        bought = issue_signer(meridian.between, person, at=AT)
        shown = [to_asn1(one.certificate) for one in (meridian.root, meridian.between)]
        forged = _sealed_with(bought, shown, small_packet.with_name("unsealed.pdf"), meridian)
    both = tmp_path / "roots.pem"
    theirs = meridian.root.certificate.public_bytes(Encoding.PEM)
    both.write_bytes(root_file.read_bytes() + theirs)

    report = verify(
        Source("forged.pdf", io.BytesIO(forged), len(forged), ""), load_trust([str(both)], [])
    )

    assert report.changes.state is State.GOOD
    assert report.signature.state is State.BAD
    [reason] = report.signature.reasons
    assert "not by a root itself" in reason


def _sealed_with(
    bought: Credential, shown: list[Certificate], unsealed: Path, meridian: Authority
) -> bytes:
    registry = SimpleCertificateStore()
    registry.register_multiple(shown)
    metadata = PdfSignatureMetadata(
        field_name="PacketSeal",
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
    )
    signer = PdfSigner(
        metadata,
        signer=KeySigner(bought, shown[0]),
        timestamper=PortalTimeStamper(
            meridian.stamping, meridian.between.certificate, clock=lambda: AT
        ),
    )
    signer.signer._cert_registry = registry
    out = io.BytesIO()
    signer.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(unsealed.read_bytes())), output=out)
    return out.getvalue()
