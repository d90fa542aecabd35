"""Signs with a key of ours and with a date that was given, where pyHanko would take its own."""

from datetime import datetime

from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.signers.pdf_cms import Signer
from pyhanko.sign.signers.pdf_signer import PdfSigner, PdfSigningSession
from pyhanko_certvalidator.registry import SimpleCertificateStore

from compliance.pdf.pki import Credential
from compliance.pdf.timestamp import to_asn1

PDF_A_3 = (1, 7)
# What an ECDSA P-256 signature takes at most, in DER.
LONGEST_SIGNATURE = 72


class ArchivalWriter(IncrementalPdfFileWriter):
    """Leaves the file a PDF 1.7: PDF/A-3 knows no later version (ISO 19005-3, 6.1.2).

    The curve of our keys would make pyHanko call it PDF 2.0. What the curve needs of a reader is
    told by an extension of the catalogue either way.
    """

    def ensure_output_version(self, version: tuple[int, int]) -> None:
        super().ensure_output_version(min(version, PDF_A_3))


class KeySigner(Signer):
    """Signs with a key that may live elsewhere, loaded once."""

    def __init__(self, credential: Credential, root: asn1_x509.Certificate) -> None:
        registry = SimpleCertificateStore()
        registry.register(root)
        super().__init__(signing_cert=to_asn1(credential.certificate), cert_registry=registry)
        self._key = credential.key

    async def async_sign_raw(
        self,
        data: bytes,
        digest_algorithm: str,
        dry_run: bool = False,  # noqa: FBT001, FBT002
    ) -> bytes:
        if dry_run:
            return bytes(LONGEST_SIGNATURE)
        return self._key.sign(data, ECDSA(hashes.SHA256()))


class DatedSigner(PdfSigner):
    """Dates signatures with the instant it was given, not with the clock of the machine."""

    at: datetime

    def init_signing_session(
        self,
        pdf_out: BasePdfFileWriter,
        existing_fields_only: bool = False,  # noqa: FBT001, FBT002
    ) -> PdfSigningSession:
        session = super().init_signing_session(pdf_out, existing_fields_only=existing_fields_only)
        session.system_time = self.at
        return session
