"""PAdES signatures: the seal of a packet, and the two signatures of an agreement.

Everything fails closed. Without a time-stamp or revocation information there is no signature,
and a signed file that does not validate is thrown away.
"""

import os
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.fields import (
    MDPPerm,
    SigAuthType,
    SigFieldSpec,
    SigSeedSubFilter,
    append_signature_field,
)
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.pdf_signer import (
    DSSContentSettings,
    PdfSignatureMetadata,
    SigDSSPlacementPreference,
)
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import PathError, ValidationError

from compliance.pdf.appearance import Appearance
from compliance.pdf.confirm import confirm
from compliance.pdf.keystore import KeyStore, Purpose
from compliance.pdf.pki import Credential, Subject, issue_signer, make_crl
from compliance.pdf.refusals import SealRefused
from compliance.pdf.signers import ArchivalWriter, DatedSigner, KeySigner
from compliance.pdf.timestamp import TimeService, to_asn1

SEAL_FIELD = "PacketSeal"
PAPER_FIELD = "PaperCopySeal"
CLIENT_FIELD = "ClientSignature"
PARTNER_FIELD = "PartnerSignature"
_READABLE = {SEAL_FIELD: "Seal of the packet", PAPER_FIELD: "Seal of the copy of a paper"}
# Revocation information goes in with the signature, not behind it, so that the last signature of a
# file covers every byte of it.
_EVERYTHING_COVERED = DSSContentSettings(
    include_vri=False, placement=SigDSSPlacementPreference.TOGETHER_WITH_SIGNATURE
)


class Level(StrEnum):
    """How long a packet's seal validates from what the file itself carries (ETSI EN 319 142-1)."""

    B_LT = "B-LT"
    B_LTA = "B-LTA"


@dataclass(frozen=True)
class SignerInfo:
    """One party's signature of an agreement.

    `since_authentication` is the number of seconds between the fresh log-in and the act of signing;
    it is written into the signature dictionary.
    """

    field: str
    subject: Subject
    reason: str
    location: str | None = None
    since_authentication: int | None = None
    appearance: Appearance | None = None


@dataclass(frozen=True)
class Seal:
    """What was written: SHA-256 (hex) and size of the sealed file, and who signed, by serial."""

    sha256: str
    size: int
    serial: int
    level: Level


def seal_packet(
    source: Path,
    target: Path,
    *,
    keys: KeyStore,
    time: TimeService,
    at: datetime,
    reason: str,
    location: str | None = None,
    appearance: Appearance | None = None,
    level: Level = Level.B_LT,
    field: str = SEAL_FIELD,
) -> Seal:
    """Certify a finished file so that nothing may change, and write it to `target` by rename.

    `field` says what it is: a packet, or the copy of a paper.
    The default has time-stamp and revocation information inside, and the signature last, so that
    readers say the total document is signed; B-LTA adds a time-stamp over all of that, which is
    worth having from an outside authority. Raises `SealRefused`; then there is no `target`.
    """
    credential = keys.current(Purpose.SEAL)
    signing = _Signing(keys, time, at)
    metadata = replace(
        signing.metadata(field, reason, location, appearance),
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
        use_pades_lta=level is Level.B_LTA,
    )
    with _draft_beside(target) as draft:
        with source.open("rb") as unsealed, draft.open("xb+") as sealed, _refusals():
            signing.sign(unsealed, sealed, metadata, credential, appearance)
            confirm(
                sealed,
                fields=[field],
                roots=signing.roots,
                at=at,
                long_term=level is Level.B_LTA,
            )
            seal = _measure(sealed, credential, level)
            sealed.flush()
            os.fsync(sealed.fileno())
        draft.replace(target)
    return seal


def sign_agreement(
    pdf: bytes, *, signatures: Sequence[SignerInfo], keys: KeyStore, time: TimeService, at: datetime
) -> bytes:
    """Sign for every party in order, each with a key of its own that is forgotten afterwards.

    All fields are created empty first. The first party certifies and leaves only signing open; the
    last one closes the file as B-LTA, with all revocation information inside. The result has
    validated offline, as of `at` and five years later. Raises `SealRefused` otherwise.
    """
    signing = _Signing(keys, time, at)
    with _refusals():
        document = _open_fields(pdf, signatures)
        for position, signature in enumerate(signatures):
            document = _sign_one(signing, document, signature, position, last=len(signatures) - 1)
        confirm(
            document,
            fields=[signature.field for signature in signatures],
            roots=signing.roots,
            at=at,
            long_term=True,
        )
    return document.getvalue()


def _open_fields(pdf: bytes, signatures: Sequence[SignerInfo]) -> BytesIO:
    writer = ArchivalWriter(BytesIO(pdf))
    for signature in signatures:
        place = signature.appearance
        append_signature_field(
            writer,
            SigFieldSpec(
                signature.field,
                on_page=place.page if place else 0,
                box=place.rounded_box if place else None,
                readable_field_name=f"Signature of {signature.subject.common_name}",
            ),
        )
    out = BytesIO()
    writer.write(out)
    return out


def _sign_one(
    signing: "_Signing", document: BytesIO, signature: SignerInfo, position: int, *, last: int
) -> BytesIO:
    metadata = replace(
        signing.metadata(
            signature.field, signature.reason, signature.location, signature.appearance
        ),
        certify=position == 0,
        docmdp_permissions=MDPPerm.FILL_FORMS,
        use_pades_lta=position == last,
        prop_auth_time=signature.since_authentication,
        prop_auth_type=(None if signature.since_authentication is None else SigAuthType.PASSWORD),
    )
    credential = issue_signer(signing.root_credential, signature.subject, at=signing.at)
    out = BytesIO()
    signing.sign(document, out, metadata, credential, signature.appearance)
    return out


class _Signing:
    """What every signature made at one instant has in common."""

    def __init__(self, keys: KeyStore, time: TimeService, at: datetime) -> None:
        self.at = at
        self.root_credential = keys.current(Purpose.ROOT)
        self._root = to_asn1(self.root_credential.certificate)
        self.roots = [self._root, *map(to_asn1, time.roots)]
        self._time = time
        own_crl = make_crl(self.root_credential, keys.revocations(), at=at)
        self._crls = [crl.public_bytes(Encoding.DER) for crl in (own_crl, *time.crls)]

    def metadata(
        self, field: str, reason: str, location: str | None, appearance: Appearance | None
    ) -> PdfSignatureMetadata:
        return PdfSignatureMetadata(
            field_name=field,
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            reason=reason,
            location=location,
            validation_context=self._context(),
            embed_validation_info=True,
            dss_settings=_EVERYTHING_COVERED,
        )

    def sign(
        self,
        source: BinaryIO,
        target: BinaryIO,
        metadata: PdfSignatureMetadata,
        credential: Credential,
        appearance: Appearance | None,
    ) -> None:
        signer = DatedSigner(
            metadata,
            signer=KeySigner(credential, self._root),
            timestamper=self._time.stamper,
            stamp_style=appearance.style() if appearance else None,
            new_field_spec=SigFieldSpec(
                metadata.field_name or "",
                on_page=appearance.page if appearance else 0,
                box=appearance.rounded_box if appearance else None,
                readable_field_name=_READABLE.get(metadata.field_name or "", "Signature"),
            ),
        )
        signer.at = self.at
        signer.sign_pdf(ArchivalWriter(source), output=target)

    def _context(self) -> ValidationContext:
        if self._time.fetch_revocation:
            # Lists of an external authority come from its own addresses, which needs the present.
            return ValidationContext(
                trust_roots=self.roots,
                crls=self._crls,
                allow_fetching=True,
                revocation_mode="require",
            )
        return ValidationContext(
            trust_roots=self.roots, crls=self._crls, moment=self.at, revocation_mode="require"
        )


@contextmanager
def _refusals() -> Iterator[None]:
    """Turns what the libraries raise into a refusal that says what happened."""
    try:
        yield
    except TimestampRequestError as error:
        raise SealRefused(
            f"No time-stamp could be obtained, so nothing was sealed: {error}"
        ) from error
    except (SigningError, ValidationError, PathError, PdfError, ValueError) as error:
        raise SealRefused(f"The document could not be sealed: {_reasons(error)}") from error


def _reasons(error: BaseException) -> str:
    inner = error.__cause__
    return f"{error}" if inner is None else f"{error}: {_reasons(inner)}"


@contextmanager
def _draft_beside(target: Path) -> Iterator[Path]:
    draft = target.with_name(f".{target.name}.{secrets.token_hex(8)}")
    try:
        yield draft
    finally:
        draft.unlink(missing_ok=True)


def _measure(file: BinaryIO, credential: Credential, level: Level) -> Seal:
    digest = sha256()
    size = 0
    file.seek(0)
    while block := file.read(1 << 20):
        digest.update(block)
        size += len(block)
    return Seal(digest.hexdigest(), size, credential.certificate.serial_number, level)
