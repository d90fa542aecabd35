"""Evidence made elsewhere and held here: executed papers, settings, attestations, answers."""

from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any, Self
from uuid import UUID

from django.db import models
from django.db.models import Q

from compliance.evidence import rules
from compliance.evidence.rules import (
    KINDS,
    EvidenceKind,
    EvidenceRecord,
    EvidenceState,
    EvidenceStep,
    ReadingState,
)
from engagements.lifecycle.models import Engagement
from portal.accounts.models import User
from portal.files.models import StoredFile
from portal.files.rules import FileKind
from portal.tenancy.models import ClientOwned, SystemManager, TenantQuerySet


class HeldEvidenceQuerySet(TenantQuerySet["HeldEvidence"]):
    """Evidence as pages and readiness ask for it."""

    def of_engagement(self, engagement: Engagement) -> Self:
        return self.filter(org_id=engagement.org_id, engagement=engagement)

    def standing(self) -> Self:
        """Neither refused nor withdrawn."""
        return self.filter(state__in=[EvidenceState.RECORDED, EvidenceState.ACCEPTED])

    def newest_first(self) -> Self:
        return self.order_by("-recorded_at", "pk")

    def never_read(self) -> Self:
        """What is to be read and was not even asked to be, such as what is older than reading."""
        kinds = (
            Q(kind=kind.value, file__kind=form.value)
            for kind, rule in KINDS.items()
            for form in rule.read_in
        )
        return self.filter(reduce(or_, kinds), reading=None)


class HeldEvidence(ClientOwned):
    """One paper, setting or set of answers, with the period for which it counts.

    It is never changed: what is wrong with it is refused or withdrawn, and recorded anew. The
    period (`effective_from`, `effective_until`) is another thing than the day of recording.
    """

    engagement = models.ForeignKey(
        Engagement, models.PROTECT, related_name="+", db_constraint=False
    )
    kind = models.CharField(max_length=30)
    service_id = models.UUIDField(null=True)
    title = models.CharField(max_length=200)
    note = models.TextField(blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", db_constraint=False)
    effective_from = models.DateField()
    effective_until = models.DateField(null=True)
    state = models.CharField(max_length=12, default=EvidenceState.RECORDED.value)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)

    objects = HeldEvidenceQuerySet.as_manager()
    everywhere = SystemManager.from_queryset(HeldEvidenceQuerySet)()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="evidence_decided_by_somebody",
                condition=Q(state="recorded", decided_by=None, decided_at=None)
                | (~Q(state="recorded") & Q(decided_by__isnull=False, decided_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="evidence_refused_with_reason",
                condition=~Q(state__in=["refused", "withdrawn"]) | ~Q(reason=""),
            ),
        ]
        indexes = [
            models.Index(fields=["org", "engagement", "-recorded_at"], name="evidence_held"),
        ]

    def __str__(self) -> str:
        return self.title

    # Factories

    def record(self, *, by: User, at: datetime, today: date) -> Self:
        """Store new evidence; refused with EvidenceRefused when it proves nothing."""
        self.recorded_by, self.recorded_at = by, at
        rules.check_record(self.facts, today=today)
        self.save(force_insert=True)
        return self

    # Transitions

    def accept(self, *, by: User, at: datetime, today: date) -> Self:
        """A second person accepts it: from now on it counts."""
        rules.check_acceptance(self.facts, accepted_by_id=str(by.pk), today=today)
        return self._decide(EvidenceStep.ACCEPT, by, at)

    def refuse(self, *, by: User, at: datetime, reason: str) -> Self:
        """It does not show what it should."""
        rules.check_reason(reason)
        self.reason = reason.strip()
        return self._decide(EvidenceStep.REFUSE, by, at)

    def withdraw(self, *, by: User, at: datetime, reason: str) -> Self:
        """It no longer holds."""
        rules.check_reason(reason)
        self.reason = reason.strip()
        return self._decide(EvidenceStep.WITHDRAW, by, at)

    def _decide(self, step: EvidenceStep, by: User, at: datetime) -> Self:
        self.state = rules.advance(EvidenceState(self.state), step)
        self.decided_by, self.decided_at = by, at
        return self.write("state", "decided_by", "decided_at", "reason")

    def as_it_stood(
        self, at: datetime, *, accepted: tuple[User, datetime] | None
    ) -> "HeldEvidence | None":
        """The record before an instant that is past, to be read and never stored.

        None where it was not recorded yet. `accepted` is who had accepted it by then, and when: a
        withdrawal writes that over.
        """
        if self.recorded_at >= at:
            return None
        if self.decided_at is not None and self.decided_at >= at:
            self.state, self.reason = EvidenceState.RECORDED, ""
            self.decided_by = self.decided_at = None
            if accepted is not None:
                self.state = EvidenceState.ACCEPTED
                self.decided_by, self.decided_at = accepted
        return self

    # Properties

    @property
    def facts(self) -> EvidenceRecord:
        """The record as the rules take it."""
        return EvidenceRecord(
            kind=EvidenceKind(self.kind),
            state=EvidenceState(self.state),
            recorded_by_id=str(self.recorded_by_id),
            effective_from=self.effective_from,
            effective_until=self.effective_until,
            has_service=self.service_id is not None,
            has_file=self.file_id is not None,
        )

    @property
    def kind_label(self) -> str:
        return EvidenceKind(self.kind).label

    @property
    def is_read(self) -> bool:
        """Whether its file is of a kind whose contents packets print."""
        return FileKind(self.file.kind) in KINDS[EvidenceKind(self.kind)].read_in

    def is_recorded_by(self, user_id: UUID) -> bool:
        """Whether this person recorded it, and so may not accept it."""
        return self.recorded_by_id == user_id


class HeldReadingQuerySet(TenantQuerySet["HeldReading"]):
    """Readings of held evidence."""

    def of_held(self, held: HeldEvidence) -> Self:
        return self.filter(org_id=held.org_id, held=held)

    def of_engagement(self, engagement: Engagement) -> Self:
        return self.filter(org_id=engagement.org_id, held__engagement=engagement)


class HeldReading(ClientOwned):
    """What was read in the file of one piece of evidence, once: it is what packets print.

    `found` is in the form of the feature that read it, by its rules of the version `reader`.
    """

    held = models.OneToOneField(
        HeldEvidence, models.PROTECT, related_name="reading", db_constraint=False
    )
    state = models.CharField(max_length=12, default=ReadingState.WAITING.value)
    why = models.TextField(blank=True)
    found = models.JSONField(default=list)
    reader = models.PositiveSmallIntegerField(null=True)
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = HeldReadingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="held_reading_ended_at_a_time",
                condition=Q(state="waiting", ended_at=None)
                | (~Q(state="waiting") & Q(ended_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="held_reading_read_by_a_version",
                condition=Q(state="read", reader__isnull=False)
                | (~Q(state="read") & Q(reader=None)),
            ),
            models.CheckConstraint(
                name="held_reading_unreadable_says_why",
                condition=Q(state="unreadable") & ~Q(why="") | ~Q(state="unreadable") & Q(why=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state}: {self.held_id}"

    def ask(self, *, at: datetime) -> Self:
        """Store that the file is to be read."""
        self.asked_at = at
        self.save(force_insert=True)
        return self

    def end(self, *, found: list[dict[str, Any]], reader: int, at: datetime) -> Self:
        """It was read."""
        self.state, self.found, self.reader = ReadingState.READ.value, found, reader
        self.ended_at = at
        return self.write("state", "found", "reader", "ended_at")

    def fail(self, *, why: str, at: datetime) -> Self:
        """It cannot be read, and why."""
        self.state, self.why, self.ended_at = ReadingState.UNREADABLE.value, why, at
        return self.write("state", "why", "ended_at")

    @property
    def stands(self) -> ReadingState:
        return ReadingState(self.state)
