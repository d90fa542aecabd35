"""What stops a check before it begins, and what hostile files make the libraries raise."""

import zlib

from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.validation.errors import SignatureValidationError


class Unreadable(Exception):
    """The file cannot be checked at all; the message says why in one sentence."""


# A file that was damaged or made to hurt surfaces as any of these from inside the PDF and ASN.1
# readers. Each means the same to the person who asked: this part of the file is not sound.
BROKEN = (
    PdfError,
    SignatureValidationError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    AssertionError,
    ArithmeticError,
    RecursionError,
    NotImplementedError,
    zlib.error,
)
