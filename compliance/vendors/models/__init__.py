"""The register of vendor services, their reports, and which engagement uses which service."""

from compliance.vendors.models.reports import VendorReport
from compliance.vendors.models.requests import ReportRequest, RequestLetter
from compliance.vendors.models.services import ServiceUse, StatedPosition, VendorService
from compliance.vendors.models.uploads import ReportUpload

__all__ = [
    "ReportRequest",
    "ReportUpload",
    "RequestLetter",
    "ServiceUse",
    "StatedPosition",
    "VendorReport",
    "VendorService",
]
