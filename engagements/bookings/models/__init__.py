"""Hosts with their hours, and the calls booked with them."""

from engagements.bookings.models.bookings import Booking
from engagements.bookings.models.calendars import MOST_PER_HOST, BusyCalendar
from engagements.bookings.models.hosts import Host
from engagements.bookings.models.taken import TakenTime, taken_elsewhere

__all__ = ["MOST_PER_HOST", "Booking", "BusyCalendar", "Host", "TakenTime", "taken_elsewhere"]
