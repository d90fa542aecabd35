"""What shows that a milestone was reached."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from engagements.lifecycle.models import Engagement
from engagements.milestones.models.milestones import Milestone
from portal.accounts.models import User
from portal.files.models import StoredFile
from portal.tenancy.models import ClientOwned, TenantQuerySet


class EvidenceForm(models.TextChoices):
    """In which form evidence for a milestone comes."""

    FILE = "file", "File"
    LINK = "link", "Link"
    OUTPUT = "output", "Output of a command"


class MilestoneEvidenceQuerySet(TenantQuerySet["MilestoneEvidence"]):
    """Evidence of milestones."""

    def attached(self) -> Self:
        """What was not taken away again."""
        return self.filter(removed_at=None)

    def attached_before(self, at: datetime) -> Self:
        """What was attached before an instant that is past, and not taken away by then."""
        return self.filter(Q(removed_at=None) | Q(removed_at__gte=at), added_at__lt=at)

    def of_engagement(self, engagement: Engagement) -> Self:
        return self.filter(org_id=engagement.org_id, milestone__engagement=engagement)


class MilestoneEvidence(ClientOwned):
    """A file, a link or a command's output that shows a milestone was reached.

    `sha256` is of the file, or of the output's text. Nothing is deleted: what was attached by
    mistake is marked as taken away, and stays in the trail.
    """

    milestone = models.ForeignKey(Milestone, models.PROTECT, related_name="+", db_constraint=False)
    form = models.CharField(max_length=10, choices=EvidenceForm.choices)
    title = models.CharField(max_length=200)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, related_name="+", null=True, db_constraint=False
    )
    link = models.URLField(max_length=1000, blank=True)
    output = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    removed_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    removed_at = models.DateTimeField(null=True)

    objects = MilestoneEvidenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="milestone_evidence_has_its_form",
                condition=Q(form="file", file__isnull=False)
                | (Q(form="link", file=None) & ~Q(link=""))
                | (Q(form="output", file=None) & ~Q(output="")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def attach(self, *, by: User, at: datetime) -> Self:
        """Store new evidence."""
        self.added_by, self.added_at = by, at
        self.save(force_insert=True)
        return self

    def take_away(self, *, by: User, at: datetime) -> Self:
        """It was attached by mistake."""
        self.removed_by, self.removed_at = by, at
        return self.write("removed_by", "removed_at")
