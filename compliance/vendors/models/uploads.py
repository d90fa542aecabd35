"""Documents that were handed in to be read, with what was proposed of each."""

from datetime import datetime
from typing import Any, Self
from uuid import UUID

from django.db import models
from django.db.models import Q

from compliance.vendors.models.reports import VendorReport
from compliance.vendors.models.services import VendorService
from compliance.vendors.rules.uploads import UploadState, UploadStep, advance_upload
from portal.accounts.models import User
from portal.files.models import StoredFile
from portal.tenancy.models import PartnerOwned, TenantQuerySet


class ReportUploadQuerySet(TenantQuerySet["ReportUpload"]):
    """Uploads."""

    def unrecorded(self) -> Self:
        return self.exclude(state=UploadState.RECORDED)

    def newest_first(self) -> Self:
        return self.order_by("-uploaded_at")


class ReportUpload(PartnerOwned):
    """A vendor's document while its text is read and people compare it with what was proposed.

    `proposals` is what the rules of reading gave, packed; `reader` is the version of those rules.
    `pictures` names the PNG of each page that is shown, by page number.
    """

    service = models.ForeignKey(
        VendorService, models.PROTECT, related_name="+", db_constraint=False
    )
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", db_constraint=False)
    state = models.CharField(max_length=12, default=UploadState.WAITING.value)
    reader = models.PositiveIntegerField(null=True)
    proposals = models.JSONField(default=dict)
    pictures = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    seen_by = models.JSONField(default=list)
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    report = models.ForeignKey(
        VendorReport, models.PROTECT, related_name="+", null=True, db_constraint=False
    )

    objects = ReportUploadQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="recorded_upload_has_its_report",
                condition=~Q(state="recorded") | Q(report__isnull=False),
            ),
            models.CheckConstraint(
                name="read_upload_names_its_reader",
                condition=~Q(state="read") | Q(reader__isnull=False, read_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.file.name

    @property
    def stands(self) -> UploadState:
        """Its state."""
        return UploadState(self.state)

    def hand_in(self, *, by: User, at: datetime) -> Self:
        """Store it, to be read."""
        self.uploaded_by, self.uploaded_at = by, at
        self.save(force_insert=True)
        return self

    def take_reading(
        self, *, proposals: dict[str, Any], pictures: dict[str, str], reader: int, at: datetime
    ) -> Self:
        """Keep what was proposed, and the pictures of its pages."""
        self.state = advance_upload(self.stands, UploadStep.READ)
        self.proposals, self.pictures = proposals, pictures
        self.reader, self.read_at = reader, at
        return self.write("state", "proposals", "pictures", "reader", "read_at")

    def give_up(self, *, reason: str) -> Self:
        """It could not be read, with the reason."""
        self.state = advance_upload(self.stands, UploadStep.GIVE_UP)
        self.note = reason
        return self.write("state", "note")

    def read_anew(self) -> Self:
        """To be read once more."""
        self.state = advance_upload(self.stands, UploadStep.READ_ANEW)
        self.note = ""
        return self.write("state", "note")

    def record_as(self, report: VendorReport) -> Self:
        """A person has confirmed it; from here on the report says what it says."""
        self.state = advance_upload(self.stands, UploadStep.RECORD)
        self.report = report
        return self.write("state", "report")

    def is_seen_by(self, user_id: UUID) -> bool:
        """Whether a person has opened its pages before."""
        return str(user_id) in self.seen_by

    def note_seen(self, user_id: UUID) -> Self:
        """Note that a person opens its pages."""
        self.seen_by = [*self.seen_by, str(user_id)]
        return self.write("seen_by")
