"""Every table of the app, for Django to find; each feature defines its own."""

from engagements.bookings.models import Booking, BusyCalendar, Host, TakenTime
from engagements.lifecycle.models import Engagement, StatedScope
from engagements.milestones.models import Milestone, MilestoneDate, MilestoneEvidence

__all__ = [
    "Booking",
    "BusyCalendar",
    "Engagement",
    "Host",
    "Milestone",
    "MilestoneDate",
    "MilestoneEvidence",
    "StatedScope",
    "TakenTime",
]
