"""The register of vendor services, their reports, and which engagement uses which service."""

from compliance.vendors.models.reports import VendorReport
from compliance.vendors.models.services import ServiceUse, StatedPosition, VendorService

__all__ = ["ServiceUse", "StatedPosition", "VendorReport", "VendorService"]
