"""Every table of the app, for Django to find; each feature defines its own."""

from compliance.dpa.models import DpaReview, DpaVerdict
from compliance.evidence.models import HeldEvidence
from compliance.vendors.models import ServiceUse, StatedPosition, VendorReport, VendorService

__all__ = [
    "DpaReview",
    "DpaVerdict",
    "HeldEvidence",
    "ServiceUse",
    "StatedPosition",
    "VendorReport",
    "VendorService",
]
