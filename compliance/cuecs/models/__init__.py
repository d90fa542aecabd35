"""Tables of duties."""

from compliance.cuecs.models.answers import DutyAnswer
from compliance.cuecs.models.duties import CuecDuty

__all__ = ["CuecDuty", "DutyAnswer"]
