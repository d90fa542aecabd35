"""The words about electronic records and signatures, by version, with their hashes."""

import hashlib
from collections.abc import Mapping
from types import MappingProxyType

CURRENT_DISCLOSURE = "electronic-records-v1"
"""The version a signer accepts today; its text is `library/electronic-records-v1.md`.

What the text tells follows 15 U.S.C. 7001(c)(1), which binds towards consumers; parties to these
agreements are businesses and are told the same.
"""

DISCLOSURE_SHA256: Mapping[str, str] = MappingProxyType(
    {"electronic-records-v1": "14b4a4057a0e150a66e2847b3519c283eedf58fa0d0a9228835964567712838a"}
)
"""SHA-256 of every version ever shown. A text is never changed: a new one gets a new version."""

SIGNATURE_KIND = (
    "This is an electronic signature. The finished file is sealed with the portal's own "
    "certificate and a time-stamp, so that any later change to it shows. It is not a qualified "
    "electronic signature under Regulation (EU) No 910/2014 (eIDAS)."
)
"""What kind of signature this is and is not; shown where one signs and printed on the paper."""


def sha256_of(text: str) -> str:
    """Give the SHA-256, in hexadecimal, of a text as UTF-8 with plain line feeds."""
    return hashlib.sha256(text.replace("\r\n", "\n").encode()).hexdigest()
