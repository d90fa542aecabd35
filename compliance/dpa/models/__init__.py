"""Tables of DPA reviews."""

from compliance.dpa.models.readings import DpaChange, DpaProposal, DpaReading
from compliance.dpa.models.reviews import DpaReview
from compliance.dpa.models.verdicts import DpaRound, DpaVerdict

__all__ = ["DpaChange", "DpaProposal", "DpaReading", "DpaReview", "DpaRound", "DpaVerdict"]
