"""Looks into a file, in a child process with limits, before anybody believes what it is."""

from portal.files.inspection.parent import inspect
from portal.files.inspection.terms import Inspection, Limits

__all__ = ["Inspection", "Limits", "inspect"]
