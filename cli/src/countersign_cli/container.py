"""Signature containers, byte for byte.

A digest covers the file around a container but not the container itself: padding, letter case,
spare certificates and unsigned attributes could be altered unnoticed. The portal writes exactly one
form of container, so anything else means that somebody touched it.
"""

from collections.abc import Iterator
from typing import BinaryIO

from asn1crypto import cms, parser, x509
from pyhanko.sign.validation import EmbeddedPdfSignature

from countersign_cli.examine import Examined, timestamp_tokens

DEEPEST = 40
LONG_TAG = 0x1F


def container_faults(one: Examined, file: BinaryIO, roots: frozenset[bytes]) -> Iterator[str]:
    """What differs from the portal's form. `roots` are the given roots as SHA-256."""
    signature = one.signature
    yield from _hex_faults(signature, file)
    known = roots | _path_certificates(one)
    yield from _data_faults(signature.signed_data, signature.signer_cert, known)
    for token in timestamp_tokens(signature.signer_info):
        data = token["content"]
        yield from _data_faults(data, _signer_of(data), known)
    unsigned = signature.signer_info["unsigned_attrs"] or ()
    if len(unsigned) > 1 or len(timestamp_tokens(signature.signer_info)) != len(unsigned):
        yield "there are unsigned attributes beside the time-stamp"


def _hex_faults(signature: EmbeddedPdfSignature, file: BinaryIO) -> Iterator[str]:
    content = signature.pkcs7_content
    _, first, start, _ = (int(number) for number in signature.byte_range)
    file.seek(first)
    if file.read(start - first) != b"<" + content.hex().upper().encode() + b">":
        yield "its hexadecimal form was rewritten"
    length = parser.peek(content)
    if any(content[length:]):
        yield "something was put into its padding"
    if not _is_der(memoryview(content)[:length]):
        yield "its encoding was altered"


def _data_faults(
    data: cms.SignedData, signer: x509.Certificate, known: frozenset[bytes]
) -> Iterator[str]:
    info = data["signer_infos"][0]
    version = "v3" if data["encap_content_info"]["content_type"].native == "tst_info" else "v1"
    if (data["version"].native, info["version"].native) != (version, "v1"):
        yield "its version was altered"
    if [one.dump() for one in data["digest_algorithms"]] != [info["digest_algorithm"].dump()]:
        yield "its digest algorithms were altered"
    if info["sid"].chosen["issuer"].dump() != signer.issuer.dump():
        yield "it names its signer's issuer in other letters"
    if len(data["signer_infos"]) != 1 or data["crls"].native:
        yield "it holds more than one signature"
    for choice in data["certificates"]:
        if choice.chosen.sha256 not in known | {signer.sha256}:
            yield "it carries a certificate that nothing refers to"


def _is_der(content: memoryview, depth: int = 0) -> bool:
    """Whether every length is written the one way that the distinguished encoding rules allow.

    Zero bytes count as padding that a longer outer length has swallowed.
    """
    while content:
        tag = content[0]
        head, length = _length(content)
        if depth > DEEPEST or tag == 0 or tag & LONG_TAG == LONG_TAG:
            return False
        if length < 0 or head + length > len(content):
            return False
        if tag & 0x20 and not _is_der(content[head : head + length], depth + 1):
            return False
        content = content[head + length :]
    return True


def _length(content: memoryview) -> tuple[int, int]:
    """Size of the header and of the value behind it; -1 for a length that is not minimal."""
    first = content[1] if len(content) > 1 else 0x80
    if first < 0x80:
        return 2, first
    digits = bytes(content[2 : 2 + (first & 0x7F)])
    length = int.from_bytes(digits)
    minimal = digits and digits[0] and length >= 0x80
    return 2 + len(digits), length if minimal else -1


def _path_certificates(one: Examined) -> frozenset[bytes]:
    statuses = [status for status in (one.status, one.timestamp) if status is not None]
    paths = [status.validation_path for status in statuses if status.validation_path]
    return frozenset(
        certificate.sha256 for path in paths for certificate in path.iter_certs(include_root=True)
    )


def _signer_of(data: cms.SignedData) -> x509.Certificate:
    identity = data["signer_infos"][0]["sid"].chosen
    for choice in data["certificates"]:
        certificate = choice.chosen
        if (
            certificate.serial_number == identity["serial_number"].native
            and certificate.issuer == identity["issuer"]
        ):
            return certificate
    raise ValueError("a time-stamp does not carry its own certificate")
