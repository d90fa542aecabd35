"""Every table of the app, for Django to find; each feature defines its own."""

from compliance.agreements.models import (
    Agreement,
    AgreementTemplate,
    Delegation,
    PhiDisposal,
    Reminder,
    Signature,
)
from compliance.dpa.models import DpaReview, DpaVerdict
from compliance.evidence.models import HeldEvidence
from compliance.packets.models import Packet
from compliance.vendors.models import ServiceUse, StatedPosition, VendorReport, VendorService

__all__ = [
    "Agreement",
    "AgreementTemplate",
    "Delegation",
    "DpaReview",
    "DpaVerdict",
    "HeldEvidence",
    "Packet",
    "PhiDisposal",
    "Reminder",
    "ServiceUse",
    "Signature",
    "StatedPosition",
    "VendorReport",
    "VendorService",
]
