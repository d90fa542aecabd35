"""Every table of the app, for Django to find; each feature defines its own."""

from compliance.agreements.models import (
    Agreement,
    AgreementTemplate,
    Delegation,
    PaperCopy,
    PhiDisposal,
    Reminder,
    Signature,
    SigningPolicy,
    TheirPaper,
)
from compliance.clearance.models import WeeklyMail
from compliance.cuecs.models import CuecDuty, DutyAnswer
from compliance.dpa.models import (
    DpaChange,
    DpaProposal,
    DpaReading,
    DpaReview,
    DpaRound,
    DpaVerdict,
)
from compliance.evidence.models import HeldEvidence, HeldReading
from compliance.packets.models import Packet
from compliance.retention.models import (
    RetentionAttestation,
    RetentionCapture,
    RetentionStatement,
)
from compliance.vendors.models import (
    ReportRequest,
    ReportUpload,
    RequestLetter,
    ServiceUse,
    StatedPosition,
    VendorReport,
    VendorService,
)

__all__ = [
    "Agreement",
    "AgreementTemplate",
    "CuecDuty",
    "Delegation",
    "DpaChange",
    "DpaProposal",
    "DpaReading",
    "DpaReview",
    "DpaRound",
    "DpaVerdict",
    "DutyAnswer",
    "HeldEvidence",
    "HeldReading",
    "Packet",
    "PaperCopy",
    "PhiDisposal",
    "Reminder",
    "ReportRequest",
    "ReportUpload",
    "RequestLetter",
    "RetentionAttestation",
    "RetentionCapture",
    "RetentionStatement",
    "ServiceUse",
    "Signature",
    "SigningPolicy",
    "StatedPosition",
    "TheirPaper",
    "VendorReport",
    "VendorService",
    "WeeklyMail",
]
