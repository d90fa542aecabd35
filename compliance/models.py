"""Every table of the app, for Django to find; each feature defines its own."""

from compliance.evidence.models import HeldEvidence
from compliance.vendors.models import ServiceUse, StatedPosition, VendorReport, VendorService

__all__ = ["HeldEvidence", "ServiceUse", "StatedPosition", "VendorReport", "VendorService"]
