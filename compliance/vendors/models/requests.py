"""Reports that a vendor was asked for, and what was written to it."""

from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import Q

from compliance.vendors.models.reports import VendorReport
from compliance.vendors.models.services import VendorService
from compliance.vendors.models.uploads import ReportUpload
from compliance.vendors.rules.requests import (
    Nda,
    RequestFacts,
    RequestState,
    Wanted,
    check_expected,
    check_reason,
    check_request,
    check_request_open,
)
from portal.accounts.models import User
from portal.files.models import StoredFile
from portal.tenancy.models import PartnerOwned, SystemManager, TenantQuerySet


class ReportRequestQuerySet(TenantQuerySet["ReportRequest"]):
    """Requests."""

    def open(self) -> Self:
        return self.filter(ended_as="")

    def open_before(self, at: datetime) -> Self:
        """As it was before an instant that is past."""
        ended_later = Q(ended_at=None) | Q(ended_at__gte=at)
        return self.filter(ended_later, entered_at__lt=at)

    def newest_first(self) -> Self:
        return self.order_by("-asked_on", "-entered_at")


class ReportRequest(PartnerOwned):
    """That a vendor was asked for a report: whom, when, under which NDA, and what came of it."""

    service = models.ForeignKey(
        VendorService, models.PROTECT, related_name="+", db_constraint=False
    )
    wanted = models.CharField(max_length=20)
    period_from = models.DateField(null=True)
    period_until = models.DateField(null=True)
    contact_name = models.CharField(max_length=200, blank=True)
    contact_email = models.EmailField(blank=True)
    contact_url = models.URLField(max_length=1000, blank=True)
    asked_on = models.DateField()
    expected_on = models.DateField()
    nda = models.CharField(max_length=12)
    nda_on = models.DateField(null=True)
    nda_file = models.ForeignKey(
        StoredFile, models.PROTECT, related_name="+", null=True, db_constraint=False
    )
    note = models.TextField(blank=True)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    nudged_on = models.DateField(null=True)
    ended_as = models.CharField(max_length=12, blank=True)
    ended_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    ended_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    upload = models.ForeignKey(
        ReportUpload, models.PROTECT, related_name="+", null=True, db_constraint=False
    )
    report = models.ForeignKey(
        VendorReport, models.PROTECT, related_name="+", null=True, db_constraint=False
    )

    objects = ReportRequestQuerySet.as_manager()
    everywhere = SystemManager.from_queryset(ReportRequestQuerySet)()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="ended_request_names_who_and_when",
                condition=Q(ended_as="", ended_by=None, ended_at=None)
                | (~Q(ended_as="") & Q(ended_by__isnull=False, ended_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="received_request_has_what_came",
                condition=~Q(ended_as="received")
                | Q(upload__isnull=False)
                | Q(report__isnull=False),
            ),
            models.CheckConstraint(
                name="declined_request_says_why",
                condition=~Q(ended_as__in=["declined", "withdrawn"]) | ~Q(reason=""),
            ),
        ]
        indexes = [models.Index(fields=["partner", "service"], name="requests_of_service")]

    def __str__(self) -> str:
        return f"{self.wants.label} of {self.service}"

    # Factories

    def ask(self, *, by: User, at: datetime, today: date) -> Self:
        """Store a new request; refused with RequestRefused when nobody could follow it."""
        check_request(self.facts, today=today)
        self.asked_by, self.entered_at = by, at
        self.save(force_insert=True)
        return self

    # Transitions

    def expect(self, *, on: date, today: date) -> Self:
        """The vendor promised another day."""
        check_expected(self.facts, on, today=today)
        self.expected_on, self.nudged_on = on, None
        return self.write("expected_on", "nudged_on")

    def receive(
        self, *, upload: ReportUpload | None, report: VendorReport | None, by: User, at: datetime
    ) -> Self:
        """What was asked for came in."""
        self.upload, self.report = upload, report
        return self._end(RequestState.RECEIVED, "", by, at)

    def decline(self, *, reason: str, by: User, at: datetime) -> Self:
        """The vendor does not give it."""
        check_reason(reason)
        return self._end(RequestState.DECLINED, reason, by, at)

    def withdraw(self, *, reason: str, by: User, at: datetime) -> Self:
        """It is wanted no longer."""
        check_reason(reason)
        return self._end(RequestState.WITHDRAWN, reason, by, at)

    def note_nudge(self, *, on: date) -> Self:
        """Whoever asked was told that it is late."""
        self.nudged_on = on
        return self.write("nudged_on")

    def _end(self, state: RequestState, reason: str, by: User, at: datetime) -> Self:
        check_request_open(self.facts)
        self.ended_as, self.reason = state.value, reason.strip()
        self.ended_by, self.ended_at = by, at
        return self.write("ended_as", "reason", "ended_by", "ended_at", "upload", "report")

    # Properties

    @property
    def wants(self) -> Wanted:
        """What was asked for."""
        return Wanted(self.wanted)

    @property
    def facts(self) -> RequestFacts:
        """The request as the rules take it."""
        return RequestFacts(
            wanted=self.wants,
            contact_email=self.contact_email,
            contact_url=self.contact_url,
            asked_on=self.asked_on,
            expected_on=self.expected_on,
            period_from=self.period_from,
            period_until=self.period_until,
            nda=Nda(self.nda),
            nda_on=self.nda_on,
            has_nda_file=self.nda_file_id is not None,
            ended_as=RequestState(self.ended_as) if self.ended_as else None,
        )


class RequestLetterQuerySet(TenantQuerySet["RequestLetter"]):
    """Letters."""

    def oldest_first(self) -> Self:
        return self.order_by("sent_at")


class RequestLetter(PartnerOwned):
    """One mail to the vendor, as a person of the partner had it sent; for the partner alone."""

    request = models.ForeignKey(
        ReportRequest, models.PROTECT, related_name="+", db_constraint=False
    )
    to = models.EmailField()
    words = models.TextField()
    sent_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()

    objects = RequestLetterQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Letter to {self.to}"

    @classmethod
    def send(cls, asked: ReportRequest, words: str, *, by: User, at: datetime) -> Self:
        """Keep what is sent to the vendor."""
        letter = cls(partner_id=asked.partner_id, request=asked, to=asked.contact_email)
        letter.words, letter.sent_by, letter.sent_at = words, by, at
        letter.save(force_insert=True)
        return letter
