"""Validating each signature of a file at the moment its own time-stamp names."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from asn1crypto import cms, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import (
    DocumentSecurityStore,
    EmbeddedPdfSignature,
    async_validate_pdf_signature,
    async_validate_pdf_timestamp,
)
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko.sign.validation.status import (
    DocumentTimestampStatus,
    PdfSignatureStatus,
    TimestampSignatureStatus,
)
from pyhanko_certvalidator import ValidationContext

from countersign_cli.reading import entry
from countersign_cli.refusals import BROKEN
from countersign_cli.report import SignatureFacts
from countersign_cli.roots import Trust, fingerprint

# Whether a certificate of which no revocation list tells is an error, or only not known.
INSISTING, LENIENT = "require", "soft-fail"


@dataclass(frozen=True)
class Examined:
    """One signature or document time-stamp, with what validating it said.

    `status` is None when the signature could not even be validated; `problem` then says why.
    `unrevoked` says whether revocation lists show that every certificate was good at that moment.
    """

    signature: EmbeddedPdfSignature
    status: PdfSignatureStatus | DocumentTimestampStatus | None
    problem: str | None = None
    unrevoked: bool = False

    @property
    def field(self) -> str:
        return str(self.signature.field_name)

    @property
    def is_timestamp(self) -> bool:
        return self.signature.sig_object_type == "/DocTimeStamp"

    @property
    def timestamp(self) -> TimestampSignatureStatus | None:
        """The time-stamp that dates it: its own, or the one inside the signature."""
        if isinstance(self.status, PdfSignatureStatus):
            return self.status.timestamp_validity
        return self.status

    @property
    def root(self) -> x509.Certificate | None:
        """The self-signed certificate that the signature carries."""
        return next(own_roots(self.signature), None)


def examine(reader: PdfFileReader, trust: Trust) -> list[Examined]:
    """Every signature in the order of signing. Without roots, each is held against its own."""
    crls = list(_embedded_crls(reader))
    return [_examine(signature, trust, crls) for signature in reader.embedded_signatures]


def facts(examined: Examined) -> SignatureFacts:
    """What the file itself says about the signature."""
    certificate = examined.signature.signer_cert
    subject = certificate.subject.native
    reason = entry(examined.signature.sig_object, "/Reason")
    return SignatureFacts(
        field=examined.field,
        kind="time-stamp" if examined.is_timestamp else "signature",
        signer=str(subject.get("common_name", "")),
        organisation=str(subject.get("organization_name", "")),
        serial=f"{certificate.serial_number:x}",
        stamped_at=stamped_at(examined.signature),
        reason=None if reason is None else str(reason),
        root=None if examined.root is None else fingerprint(examined.root),
    )


def stamped_at(signature: EmbeddedPdfSignature) -> datetime | None:
    """The instant in the time-stamp token, believed or not."""
    data = signature.signed_data
    if signature.sig_object_type != "/DocTimeStamp":
        tokens = timestamp_tokens(signature.signer_info)
        if not tokens:
            return None
        data = tokens[0]["content"]
    return _instant(data)


def timestamp_tokens(signer: cms.SignerInfo) -> list[cms.ContentInfo]:
    """The time-stamp tokens beside a signature."""
    return [
        token
        for attribute in (signer["unsigned_attrs"] or ())
        if attribute["type"].native == "signature_time_stamp_token"
        for token in attribute["values"]
    ]


def own_roots(signature: EmbeddedPdfSignature) -> Iterator[x509.Certificate]:
    """Self-issued certificates that the signature or its time-stamp carries."""
    stamps = [token["content"] for token in timestamp_tokens(signature.signer_info)]
    for data in (signature.signed_data, *stamps):
        for choice in data["certificates"]:
            if choice.name == "certificate" and choice.chosen.self_issued:
                yield choice.chosen


def _examine(signature: EmbeddedPdfSignature, trust: Trust, crls: list[bytes]) -> Examined:
    strict = _validate(signature, trust, crls, INSISTING)
    if _is_trusted(strict):
        return replace(strict, unrevoked=True)
    return _validate(signature, trust, crls, LENIENT)


def _validate(
    signature: EmbeddedPdfSignature, trust: Trust, crls: list[bytes], mode: str
) -> Examined:
    try:
        roots = list(trust.roots or own_roots(signature))
        context = ValidationContext(
            trust_roots=roots,
            crls=crls,
            moment=stamped_at(signature),
            allow_fetching=False,
            revocation_mode=mode,
        )
        if signature.sig_object_type == "/DocTimeStamp":
            return Examined(
                signature, asyncio.run(async_validate_pdf_timestamp(signature, context))
            )
        return Examined(signature, asyncio.run(async_validate_pdf_signature(signature, context)))
    except BROKEN as error:
        return Examined(signature, None, str(error))


def _is_trusted(examined: Examined) -> bool:
    statuses = (examined.status, examined.timestamp)
    return all(status is not None and status.trusted for status in statuses)


def _embedded_crls(reader: PdfFileReader) -> Iterator[bytes]:
    try:
        store = DocumentSecurityStore.read_dss(reader)
    except NoDSSFoundError:
        return
    for reference in store.crls:
        yield reference.get_object().data


def _instant(data: cms.SignedData) -> datetime:
    instant = data["encap_content_info"]["content"].parsed["gen_time"].native
    if not isinstance(instant, datetime):
        raise TypeError("the time-stamp names no instant")
    return instant
