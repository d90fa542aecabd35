"""The register of vendor services, their reports, and which engagement uses which service."""

from compliance.vendors.models.reports import VendorReport
from compliance.vendors.models.services import ServiceUse, StatedPosition, VendorService
from compliance.vendors.models.uploads import ReportUpload

__all__ = ["ReportUpload", "ServiceUse", "StatedPosition", "VendorReport", "VendorService"]
