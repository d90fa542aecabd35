"""Templates, agreements made from them, and the signatures under those."""

from compliance.agreements.models.agreements import Agreement
from compliance.agreements.models.signatures import Signature
from compliance.agreements.models.templates import AgreementTemplate

__all__ = ["Agreement", "AgreementTemplate", "Signature"]
