"""Checks a seal of ours before anybody is told that it exists, offline, now and in five years."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import BinaryIO

from asn1crypto import x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESPassed
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import (
    EmbeddedPdfSignature,
    SignatureCoverageLevel,
    async_validate_pdf_signature,
)
from pyhanko.sign.validation.ades import ades_lta_validation, simulate_future_ades_lta_validation
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.policy_decl import (
    PdfSignatureValidationSpec,
    RevinfoOnlineFetchingRule,
    RevocationInfoGatheringSpec,
    SignatureValidationSpec,
)
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.context import CertValidationPolicySpec
from pyhanko_certvalidator.ltv.types import ValidationTimingInfo
from pyhanko_certvalidator.policy_decl import REQUIRE_REVINFO, CertRevTrustPolicy
from pyhanko_certvalidator.registry import SimpleTrustManager

from compliance.pdf.refusals import SealRefused

CLOCKS_MAY_DIFFER = timedelta(minutes=10)
FIVE_YEARS = timedelta(days=5 * 365 + 1)


def confirm(
    file: BinaryIO,
    *,
    fields: Sequence[str],
    roots: Sequence[x509.Certificate],
    at: datetime,
    long_term: bool,
) -> None:
    """Every named field holds a signature that validates; else `SealRefused`.

    `long_term` asks for B-LTA: valid from what the file itself carries, now and five years on.
    """
    try:
        signatures = PdfFileReader(file).embedded_regular_signatures
        signed = [signature.field_name for signature in signatures]
        if signed != list(fields):
            raise SealRefused(f"The file is signed as {signed}, expected {list(fields)}.")
        for signature in signatures:
            asyncio.run(_confirm(signature, roots, at, long_term=long_term))
    except (PdfError, SignatureValidationError, ValueError) as error:
        raise SealRefused(f"The sealed file does not validate: {error}") from error


async def _confirm(
    signature: EmbeddedPdfSignature,
    roots: Sequence[x509.Certificate],
    at: datetime,
    *,
    long_term: bool,
) -> None:
    context = ValidationContext(trust_roots=list(roots), moment=at, allow_fetching=False)
    status = await async_validate_pdf_signature(signature, context)
    stamp = status.timestamp_validity
    if not status.bottom_line or stamp is None or not stamp.trusted:
        raise SealRefused(
            f"{signature.field_name}: the signature does not hold: {status.summary()}"
        )
    if abs(stamp.timestamp - at) > CLOCKS_MAY_DIFFER:
        raise SealRefused(f"The time-stamp says {stamp.timestamp}, but it is {at} here.")
    whole = status.coverage is SignatureCoverageLevel.ENTIRE_FILE
    if not whole and status.modification_level is ModificationLevel.OTHER:
        raise SealRefused(f"{signature.field_name}: the file changed after the signature.")
    if long_term:
        await _confirm_long_term(signature, roots, at)


async def _confirm_long_term(
    signature: EmbeddedPdfSignature, roots: Sequence[x509.Certificate], at: datetime
) -> None:
    spec = _offline(roots)
    now = await ades_lta_validation(signature, spec, timing_info=_moment(at))
    if now.ades_subindic is not AdESPassed.OK:
        raise SealRefused(f"{signature.field_name}: not valid long-term: {now.failure_msg}")
    later = await simulate_future_ades_lta_validation(
        signature, spec, at + FIVE_YEARS, current_reference_time=at
    )
    if later.ades_subindic is not AdESPassed.OK:
        raise SealRefused(
            f"{signature.field_name}: would not validate in five years: {later.failure_msg}"
        )


def _offline(roots: Sequence[x509.Certificate]) -> PdfSignatureValidationSpec:
    policy = CertValidationPolicySpec(
        trust_manager=SimpleTrustManager.build(trust_roots=list(roots)),
        revinfo_policy=CertRevTrustPolicy(REQUIRE_REVINFO),
    )
    gathering = RevocationInfoGatheringSpec(
        online_fetching_rule=RevinfoOnlineFetchingRule.LOCAL_ONLY
    )
    return PdfSignatureValidationSpec(
        SignatureValidationSpec(cert_validation_policy=policy, revinfo_gathering_policy=gathering)
    )


def _moment(at: datetime) -> ValidationTimingInfo:
    return ValidationTimingInfo(
        validation_time=at, best_signature_time=at, point_in_time_validation=True
    )
