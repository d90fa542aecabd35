"""Packets: what was asked for, how far it is, and the sealed file."""

from datetime import date, datetime, time, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Q

from compliance.packets import rules
from compliance.packets.rules import (
    OPEN_STATES,
    Audience,
    Choice,
    Omission,
    PacketSection,
    PacketState,
    PacketStep,
    Progress,
    RestrictedUse,
    composed,
)
from engagements.lifecycle.models import Engagement
from portal.accounts.models import User
from portal.audit.anchors import Head
from portal.files.models import StoredFile
from portal.tenancy.models import ClientOwned, TenantQuerySet

OPEN = [state.value for state in sorted(OPEN_STATES)]
LONGEST_PREPARED_FOR = 200


def every_section() -> list[str]:
    """What packets had before sections could be chosen."""
    return [section.value for section in PacketSection]


class PacketQuerySet(TenantQuerySet["Packet"]):
    """Packets as pages and workers ask for them."""

    def of_engagement(self, engagement: Engagement) -> Self:
        return self.filter(org_id=engagement.org_id, engagement=engagement)

    def open(self) -> Self:
        """Asked for and not finished."""
        return self.filter(state__in=OPEN)

    def sealed(self) -> Self:
        return self.filter(state=PacketState.SEALED)

    def newest_first(self) -> Self:
        return self.order_by("-number")

    def latest_sealed_first(self) -> Self:
        """By the moment of the seal: a packet that was asked for again is newer than its number."""
        return self.order_by("-finished_at", "-number")

    def move_on(self, progress: Progress) -> bool:
        """Say how far a build is; False when there is none of these any more."""
        values = {"done": progress.done, "total": progress.total, "doing": progress.doing}
        return bool(self.update(**values))


class Packet(ClientOwned):
    """One packet. Sealed, it is a record: its file, its manifest and the head of the trail stay.

    `audience` is the line on its cover that says for whom and for what it is; `readers` are the
    kind of people that these are. `as_of` is the day whose state it shows, `sections` what goes in.
    `done`, `total` and `doing` tell the progress. `manifest` is the canonical JSON that is embedded
    in the file.
    """

    engagement = models.ForeignKey(
        Engagement, models.PROTECT, related_name="+", db_constraint=False
    )
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    audience = models.CharField(max_length=LONGEST_PREPARED_FOR)
    readers = models.CharField(max_length=12, default=Audience.AUDITOR.value)
    recipient = models.CharField(max_length=rules.LONGEST_RECIPIENT, blank=True)
    purpose = models.CharField(max_length=rules.LONGEST_PURPOSE, blank=True)
    sections = models.JSONField(default=every_section)
    restricted = models.CharField(max_length=12, default=RestrictedUse.ORIGINAL.value)
    because = models.CharField(max_length=rules.LONGEST_REASON, blank=True)
    as_of = models.DateField()
    requested_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    state = models.CharField(max_length=12, default=PacketState.REQUESTED.value)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    doing = models.CharField(max_length=200, blank=True)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, related_name="+", null=True, db_constraint=False
    )
    manifest = models.TextField(blank=True)
    head_seq = models.BigIntegerField(null=True)
    head_hash = models.CharField(max_length=64, blank=True)
    failure = models.TextField(blank=True)
    finished_at = models.DateTimeField(null=True)

    objects = PacketQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["engagement", "number"], name="one_packet_per_number"),
            models.UniqueConstraint(
                fields=["engagement"],
                condition=Q(state__in=OPEN),
                name="one_packet_built_at_a_time",
            ),
            models.CheckConstraint(
                name="packet_sealed_has_its_file",
                condition=(
                    Q(state="sealed", file__isnull=False, head_seq__isnull=False)
                    & ~Q(manifest="")
                    & ~Q(head_hash="")
                )
                | (~Q(state="sealed") & Q(file=None, manifest="", head_seq=None, head_hash="")),
            ),
            models.CheckConstraint(
                name="packet_failed_says_why",
                condition=Q(state="failed") & ~Q(failure="") | ~Q(state="failed") & Q(failure=""),
            ),
            models.CheckConstraint(
                name="packet_finished_has_a_time",
                condition=Q(state__in=OPEN, finished_at=None)
                | (~Q(state__in=OPEN) & Q(finished_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"Packet {self.number}: {self.title}"

    # Factories

    def ask(self, choice: Choice, *, by: User, at: datetime) -> Self:
        """Store a new packet, to be built."""
        self.audience, self.readers = choice.prepared_for, choice.audience.value
        self.recipient, self.purpose = composed(choice.recipient), composed(choice.purpose)
        self.sections = [one.value for one in PacketSection if one in choice.sections]
        self.restricted, self.because = choice.restricted.value, choice.because.strip()
        self.as_of, self.requested_by, self.requested_at = choice.as_of, by, at
        self.save(force_insert=True)
        return self

    # Transitions

    def begin(self) -> Self:
        """A worker has it; a later worker begins anew."""
        self._step(PacketStep.BEGIN)
        self.done, self.total, self.doing = 0, 0, "Reading the record"
        return self.write("state", "done", "total", "doing")

    def seal(self, *, file: StoredFile, manifest: str, head: Head, at: datetime) -> Self:
        """The sealed file is there."""
        self._step(PacketStep.SEAL)
        self.file, self.manifest, self.finished_at = file, manifest, at
        self.head_seq, self.head_hash = head.seq, head.hash.hex()
        self.done, self.doing = self.total, ""
        return self.write(
            *("state", "file", "manifest", "head_seq", "head_hash", "done", "doing", "finished_at")
        )

    def fail(self, *, why: str, at: datetime) -> Self:
        """It cannot be built; `why` is a sentence for whoever asked."""
        self._step(PacketStep.FAIL)
        self.failure, self.doing, self.finished_at = why, "", at
        return self.write("state", "failure", "doing", "finished_at")

    def cancel(self, *, at: datetime) -> Self:
        """Nobody wants it any more; the worker stops at its next step."""
        self._step(PacketStep.CANCEL)
        self.doing, self.finished_at = "", at
        return self.write("state", "doing", "finished_at")

    def ask_again(self, *, as_of: date, by: User, at: datetime) -> Self:
        """Build a failed one after all, as of the day it is asked for again."""
        self._step(PacketStep.ASK_AGAIN)
        self.failure, self.finished_at, self.done, self.total = "", None, 0, 0
        self.as_of, self.requested_by, self.requested_at = as_of, by, at
        return self.write(
            *("state", "failure", "finished_at", "done", "total"),
            *("as_of", "requested_by", "requested_at"),
        )

    def _step(self, step: PacketStep) -> None:
        self.state = rules.advance(self.stands, step)

    # Properties

    @property
    def stands(self) -> PacketState:
        return PacketState(self.state)

    @property
    def choice(self) -> Choice:
        """What was asked for, as the rules take it."""
        return Choice(
            audience=Audience(self.readers),
            recipient=self.recipient or self.audience,
            as_of=self.as_of,
            sections=frozenset(PacketSection(one) for one in self.sections),
            restricted=RestrictedUse(self.restricted),
            purpose=self.purpose,
            because=self.because,
        )

    @property
    def looks_back(self) -> bool:
        """Whether it shows a day that was past when it was asked for."""
        return self.as_of < self.org.day(self.requested_at)

    @property
    def shows_before(self) -> datetime:
        """The first instant of which it shows nothing, whenever it is built.

        That is the end of a day that was past when it was asked for; of its own day it shows what
        was recorded up to the very instant of asking, the asking included.
        """
        if not self.looks_back:
            return self.requested_at + timedelta.resolution
        zone = ZoneInfo(self.org.time_zone)
        return datetime.combine(self.as_of + timedelta(days=1), time.min, zone)

    @property
    def omissions(self) -> tuple[Omission, ...]:
        """The sections that were left out, and why."""
        choice = self.choice
        return rules.omissions(choice.audience, choice.sections, choice.because)

    @property
    def is_open(self) -> bool:
        return self.stands in OPEN_STATES

    @property
    def is_sealed(self) -> bool:
        return self.stands is PacketState.SEALED

    @property
    def progress(self) -> Progress:
        """How far it is."""
        return Progress(self.done, self.total, self.doing)
