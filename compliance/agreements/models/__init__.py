"""Templates, agreements made from them, the signatures under those, and what follows the end."""

from compliance.agreements.models.agreements import Agreement
from compliance.agreements.models.delegations import Delegation
from compliance.agreements.models.paper import PaperCopy
from compliance.agreements.models.phi import PhiDisposal
from compliance.agreements.models.policies import SigningPolicy
from compliance.agreements.models.reminders import Reminder
from compliance.agreements.models.signatures import Signature
from compliance.agreements.models.templates import AgreementTemplate
from compliance.agreements.models.theirs import TheirPaper

__all__ = [
    "Agreement",
    "AgreementTemplate",
    "Delegation",
    "PaperCopy",
    "PhiDisposal",
    "Reminder",
    "Signature",
    "SigningPolicy",
    "TheirPaper",
]
