"""Time-stamps: the portal's own authority, and external ones spoken to over RFC 3161."""

import asyncio
import secrets
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from http.client import HTTPException

from asn1crypto import algos, cms, core, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.sign.general import as_signing_certificate_v2, simple_cms_attribute
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError

from compliance.pdf.keystore import KeyStore, Purpose
from compliance.pdf.pki import Credential

# An object identifier of our own needs no registry when it stands under 2.25 (ITU-T X.667).
POLICY = "2.25.196391023562185573842331954219613577113"
ACCURACY_SECONDS = 1
LARGEST_REPLY = 64 * 1024


@dataclass(frozen=True)
class TimeService:
    """Who says what time it is, and which roots (beside the portal's) vouch for it."""

    stamper: TimeStamper
    roots: tuple[x509.Certificate, ...] = ()
    crls: tuple[x509.CertificateRevocationList, ...] = ()
    fetch_revocation: bool = False


def built_in(keys: KeyStore, *, clock: Callable[[], datetime]) -> TimeService:
    """The portal's own time-stamping authority; `clock` gives an aware instant."""
    root = keys.current(Purpose.ROOT).certificate
    return TimeService(PortalTimeStamper(keys.current(Purpose.TIMESTAMP), root, clock=clock))


def external(
    url: str,
    *,
    roots: Sequence[x509.Certificate],
    crls: Sequence[x509.CertificateRevocationList] = (),
    timeout: float = 10,
) -> TimeService:
    """An external authority by address. Its root has to be known, or nothing it says counts.

    Without `crls` the revocation lists are fetched from where the certificates say they are.
    """
    stamper = HttpTimeStamper(url, timeout=timeout)
    return TimeService(stamper, tuple(roots), tuple(crls), fetch_revocation=not crls)


class PortalTimeStamper(TimeStamper):
    """Answers RFC 3161 requests itself, with the clock it was given."""

    def __init__(
        self, credential: Credential, root: x509.Certificate, *, clock: Callable[[], datetime]
    ) -> None:
        super().__init__()
        self._key = credential.key
        self._certificate = to_asn1(credential.certificate)
        self._root = to_asn1(root)
        self._clock = clock

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        token = self._token(self._info(req))
        return tsp.TimeStampResp({"status": {"status": "granted"}, "time_stamp_token": token})

    def _info(self, req: tsp.TimeStampReq) -> tsp.TSTInfo:
        at = self._clock().astimezone(UTC).replace(microsecond=0)
        info = {
            "version": "v1",
            "policy": POLICY,
            "message_imprint": req["message_imprint"],
            "serial_number": secrets.randbits(152) | 1 << 152,
            "gen_time": at,
            "accuracy": {"seconds": ACCURACY_SECONDS},
            "tsa": asn1_x509.GeneralName("directory_name", self._certificate.subject),
        }
        if req["nonce"].native is not None:
            info["nonce"] = req["nonce"]
        return tsp.TSTInfo(info)

    def _token(self, info: tsp.TSTInfo) -> cms.ContentInfo:
        digest_algorithm = algos.DigestAlgorithm({"algorithm": "sha256"})
        signed = cms.CMSAttributes(
            [
                simple_cms_attribute("content_type", "tst_info"),
                simple_cms_attribute(
                    "signing_time",
                    cms.Time({"utc_time": core.UTCTime(info["gen_time"].native)}),
                ),
                simple_cms_attribute(
                    "signing_certificate_v2", as_signing_certificate_v2(self._certificate)
                ),
                simple_cms_attribute("message_digest", sha256(info.dump()).digest()),
            ]
        )
        signer = {
            "version": "v1",
            "sid": cms.SignerIdentifier(
                "issuer_and_serial_number",
                cms.IssuerAndSerialNumber(
                    {
                        "issuer": self._certificate.issuer,
                        "serial_number": self._certificate.serial_number,
                    }
                ),
            ),
            "digest_algorithm": digest_algorithm,
            "signed_attrs": signed,
            "signature_algorithm": {"algorithm": "sha256_ecdsa"},
            "signature": self._key.sign(signed.dump(), ECDSA(hashes.SHA256())),
        }
        content = {
            "version": "v3",
            "digest_algorithms": [digest_algorithm],
            "encap_content_info": {
                "content_type": "tst_info",
                "content": cms.ParsableOctetString(info.dump()),
            },
            "certificates": [self._certificate, self._root],
            "signer_infos": [signer],
        }
        return cms.ContentInfo({"content_type": "signed_data", "content": cms.SignedData(content)})


class HttpTimeStamper(TimeStamper):
    """Asks an RFC 3161 service over HTTP. No answer means no time-stamp, never a made-up one."""

    def __init__(self, url: str, *, timeout: float) -> None:
        super().__init__()
        if not url.startswith(("https://", "http://")):
            raise ValueError("A time-stamping service is reached by https:// or http://.")
        self._url = url
        self._timeout = timeout

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        answer = await asyncio.to_thread(self._post, req.dump())
        if not _answers(req, answer):
            raise TimestampRequestError("The time-stamping service answered something else.")
        return answer

    def _post(self, body: bytes) -> tsp.TimeStampResp:
        headers = {
            "Content-Type": "application/timestamp-query",
            "Accept": "application/timestamp-reply",
        }
        request = urllib.request.Request(self._url, body, headers)  # noqa: S310 - scheme checked
        try:
            with urllib.request.urlopen(request, timeout=self._timeout) as reply:  # noqa: S310
                answer = reply.read(LARGEST_REPLY)
        except (OSError, HTTPException) as error:
            raise TimestampRequestError("The time-stamping service did not answer.") from error
        try:
            return tsp.TimeStampResp.load(answer, strict=True)
        except ValueError as error:
            raise TimestampRequestError(
                "The time-stamping service gave no time-stamp reply."
            ) from error


def _answers(asked: tsp.TimeStampReq, answer: tsp.TimeStampResp) -> bool:
    """Whether a token, if there is one, is of what was sent, and of this sending (RFC 3161, 2.4.2).

    A refusal has no token; what it says is read where the answer is used.
    """
    if answer["status"]["status"].native not in {"granted", "granted_with_mods"}:
        return True
    try:
        told = answer["time_stamp_token"]["content"]["encap_content_info"]["content"].parsed
        return _about(told) == _about(asked)
    except (LookupError, TypeError, ValueError, AttributeError):
        return False


def _about(message: tsp.TimeStampReq | tsp.TSTInfo) -> tuple[object, object]:
    return message["nonce"].native, message["message_imprint"]["hashed_message"].native


def to_asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    """The same certificate as the type that pyHanko works with."""
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))
