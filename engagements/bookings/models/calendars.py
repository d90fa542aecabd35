"""Other calendars of a host: where they are, and when they keep the host busy."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Self
from urllib.parse import urlsplit

from django.db import models

from engagements.bookings.models.hosts import Host
from engagements.bookings.rules import TimeRange
from portal.accounts.sealing import lock, unlock
from portal.tenancy.models import PartnerOwned, SystemManager, TenantQuerySet

MOST_PER_HOST = 5
# Twice as long as it takes until the next reading: then a copy is no longer fresh.
FRESH_FOR = timedelta(minutes=45)


class BusyCalendarQuerySet(TenantQuerySet["BusyCalendar"]):
    """Calendars by host."""

    def of_host(self, host: Host) -> Self:
        return self.filter(host=host)

    def in_use(self) -> Self:
        return self.filter(host__active=True)


class BusyCalendar(PartnerOwned):
    """An address that publishes when a host is busy (iCalendar), and the last good copy.

    The address lets its reader see the whole calendar, so it is stored locked. `busy` holds pairs
    of ISO times and nothing else: no titles, no places, no people.
    """

    host = models.ForeignKey(Host, models.PROTECT, related_name="+", db_constraint=False)
    name = models.CharField(max_length=100)
    address_locked = models.TextField()
    busy = models.JSONField(default=list)
    # When the copy was read, and when that was last tried.
    read_at = models.DateTimeField(null=True)
    tried_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=300, blank=True, default="")
    added_at = models.DateTimeField()

    objects = BusyCalendarQuerySet.as_manager()
    everywhere = SystemManager.from_queryset(BusyCalendarQuerySet)()

    class Meta:
        indexes = [models.Index(fields=["host"], name="busy_calendars_of_host")]

    def __str__(self) -> str:
        return self.name

    # Mutators

    def add(self, *, name: str, address: str, at: datetime) -> Self:
        """Keep an address; nothing is known of it yet."""
        self.name = name.strip() or urlsplit(address.strip()).hostname or "Calendar"
        self.address_locked, self.added_at = lock("calendar", address.strip()), at
        self.save(force_insert=True)
        return self

    def keep_copy(self, busy: Iterable[TimeRange], *, at: datetime) -> Self:
        """What was read replaces what was known."""
        self.busy = [[one.starts_at.isoformat(), one.ends_at.isoformat()] for one in busy]
        self.read_at = self.tried_at = at
        self.fault = ""
        return self.write("busy", "read_at", "tried_at", "fault")

    def keep_fault(self, fault: str, *, at: datetime) -> Self:
        """It could not be read; the last good copy stays."""
        self.tried_at, self.fault = at, fault[:300]
        return self.write("tried_at", "fault")

    # Properties

    @property
    def address(self) -> str:
        """The address, as it was entered."""
        return unlock("calendar", self.address_locked)

    @property
    def ranges(self) -> tuple[TimeRange, ...]:
        """When it keeps its host busy, as far as the last good copy says."""
        return tuple(
            TimeRange(datetime.fromisoformat(start), datetime.fromisoformat(end))
            for start, end in self.busy
        )

    def is_stale(self, at: datetime) -> bool:
        """Whether the last good copy is older than it should be."""
        return at - (self.read_at or self.added_at) > FRESH_FOR
