"""Reports of service auditors, as two people have read and accepted them."""

from datetime import date, datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q

from compliance.vendors import rules
from compliance.vendors.models.services import VendorService
from compliance.vendors.rules import (
    BridgeLetter,
    Category,
    Cuec,
    Finding,
    Opinion,
    ReportException,
    ReportFacts,
    ReportKind,
    ReportRefused,
    ReportState,
    ReportStep,
    ReportType,
    Subservice,
    SubserviceMethod,
)
from portal.accounts.models import User
from portal.files.models import StoredFile
from portal.tenancy.models import PartnerOwned, TenantQuerySet


class VendorReportQuerySet(TenantQuerySet["VendorReport"]):
    """Reports."""

    def accepted(self) -> Self:
        return self.filter(state=ReportState.ACCEPTED)

    def newest_first(self) -> Self:
        return self.order_by("-period_end", "-received_at", "pk")


class VendorReport(PartnerOwned):
    """A service auditor's report on a vendor's system, as a person has read and confirmed it.

    The lists (`exceptions`, `subservice`, `cuecs`) hold the fields of the rules' dataclasses.
    """

    service = models.ForeignKey(
        VendorService, models.PROTECT, related_name="+", db_constraint=False
    )
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", db_constraint=False)
    kind = models.CharField(max_length=10)
    type = models.CharField(max_length=10)
    system_name = models.CharField(max_length=300)
    auditor = models.CharField(max_length=200)
    period_start = models.DateField(null=True)
    period_end = models.DateField()
    report_date = models.DateField()
    categories = models.JSONField(default=list)
    opinion = models.CharField(max_length=20)
    covers_service = models.BooleanField(default=False)
    regions = models.JSONField(default=list)
    criteria_not_met = models.JSONField(default=list)
    exceptions = models.JSONField(default=list)
    subservice = models.JSONField(default=list)
    cuecs = models.JSONField(default=list)
    answers = models.JSONField(default=dict)
    bridge_file = models.ForeignKey(
        StoredFile, models.PROTECT, related_name="+", null=True, db_constraint=False
    )
    bridge_from = models.DateField(null=True)
    bridge_until = models.DateField(null=True)
    bridge_by_management = models.BooleanField(default=False)
    state = models.CharField(max_length=12, default=ReportState.RECEIVED.value)
    received_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    reviewed_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    reviewed_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    decided_at = models.DateTimeField(null=True)
    refusal = models.TextField(blank=True)

    objects = VendorReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="report_accepted_by_two_people",
                condition=~Q(state="accepted")
                | (
                    Q(reviewed_by__isnull=False, decided_by__isnull=False)
                    & ~Q(reviewed_by=models.F("decided_by"))
                ),
            ),
            models.CheckConstraint(
                name="bridge_letter_has_its_dates",
                condition=Q(bridge_file=None, bridge_from=None, bridge_until=None)
                | Q(
                    bridge_file__isnull=False, bridge_from__isnull=False, bridge_until__isnull=False
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.short_name} of {self.service}"

    # Factories

    def receive(self, *, by: User, at: datetime) -> Self:
        """Store a report as it came in; what it says is confirmed in the review."""
        rules.check_report(self.facts)
        self.received_by, self.received_at = by, at
        self.save(force_insert=True)
        return self

    # Transitions

    def state_anew(self, stated: dict[str, Any]) -> Self:
        """Take over what was corrected, to be judged; nothing is written yet."""
        for column, value in stated.items():
            setattr(self, column, value)
        return self

    def review(
        self, *, findings: tuple[Finding, ...], answers: dict[str, str], by: User, at: datetime
    ) -> Self:
        """The first person has read it, confirmed what is recorded and answered the findings."""
        rules.check_report(self.facts)
        rules.check_answers(findings, answers)
        self.state = self._after(ReportStep.REVIEW)
        self.answers, self.reviewed_by, self.reviewed_at = answers, by, at
        self.save()
        return self

    def accept(self, *, findings: tuple[Finding, ...], by: User, at: datetime) -> Self:
        """The second person accepts it; refused with ReportRefused with the sentence to show.

        Only answers to what is found on that day are kept: none counts in advance.
        """
        rules.check_report_acceptance(
            self.facts,
            findings,
            self.answers,
            state=ReportState(self.state),
            reviewed_by_id=str(self.reviewed_by_id),
            accepted_by_id=str(by.pk),
        )
        found = {finding.key for finding in findings}
        self.answers = {key: words for key, words in self.answers.items() if key in found}
        return self._decide(ReportStep.ACCEPT, by, at)

    def refuse(self, *, reason: str, by: User, at: datetime) -> Self:
        """Not to be relied on, with the reason."""
        self.refusal = reason.strip()
        return self._decide(ReportStep.REFUSE, by, at)

    def add_bridge(
        self, file: StoredFile, covers: tuple[date, date], *, by_management: bool
    ) -> Self:
        """Keep a bridge letter with it; refused once it was reviewed, since that changes it."""
        if self.state != ReportState.RECEIVED:
            words = ReportState(self.state).words
            raise ReportRefused(f"This report is {words}. Take it up again to add a letter.")
        self.bridge_file, self.bridge_by_management = file, by_management
        self.bridge_from, self.bridge_until = covers
        rules.check_report(self.facts)
        return self.write("bridge_file", "bridge_from", "bridge_until", "bridge_by_management")

    def reopen(self) -> Self:
        """To be reviewed again: it stops counting at once."""
        self.state = self._after(ReportStep.REOPEN)
        self.reviewed_by = self.reviewed_at = self.decided_by = self.decided_at = None
        return self.write("state", "reviewed_by", "reviewed_at", "decided_by", "decided_at")

    def as_it_stood(self, at: datetime) -> "VendorReport | None":
        """The report before an instant that is past, to be read and never stored.

        None where it had not come in. One that was taken up again since is as it came in: what two
        people had said of it before is written over.
        """
        if self.received_at >= at:
            return None
        if self.decided_at is not None and self.decided_at >= at:
            self.state, self.refusal = ReportState.REVIEWED, ""
            self.decided_by = self.decided_at = None
        if self.reviewed_at is None or self.reviewed_at >= at:
            self.state = ReportState.RECEIVED if self.decided_at is None else self.state
            self.reviewed_by = self.reviewed_at = None
        if self.bridge_file is not None and self.bridge_file.received_at >= at:
            self.bridge_file = self.bridge_from = self.bridge_until = None
            self.bridge_by_management = False
        return self

    def _decide(self, step: ReportStep, by: User, at: datetime) -> Self:
        self.state = self._after(step)
        self.decided_by, self.decided_at = by, at
        return self.write("state", "decided_by", "decided_at", "refusal", "answers")

    def _after(self, step: ReportStep) -> ReportState:
        return rules.advance_report(ReportState(self.state), step)

    # Properties

    @property
    def short_name(self) -> str:
        """ "SOC 2 Type II report"."""
        return f"{ReportKind(self.kind).label} {ReportType(self.type).label} report"

    @property
    def facts(self) -> ReportFacts:
        """The report as the rules take it."""
        return ReportFacts(
            kind=ReportKind(self.kind),
            type=ReportType(self.type),
            period_start=self.period_start,
            period_end=self.period_end,
            report_date=self.report_date,
            auditor=self.auditor,
            categories=frozenset(Category(name) for name in self.categories),
            opinion=Opinion(self.opinion),
            covers_service=self.covers_service,
            regions=tuple(self.regions),
            criteria_not_met=tuple(self.criteria_not_met),
            exceptions=tuple(ReportException(**_tupled(e)) for e in self.exceptions),
            subservice=tuple(_subservice(entry) for entry in self.subservice),
            cuecs=tuple(Cuec(**_tupled(entry)) for entry in self.cuecs),
            bridge=self._bridge(),
        )

    @property
    def hands(self) -> list[tuple[User, str, datetime]]:
        """Who did what with it, in order: the person, the words, and when."""
        steps = [
            (self.received_by, "Received by", self.received_at),
            (self.reviewed_by, "Reviewed by", self.reviewed_at),
            (self.decided_by, f"{ReportState(self.state).value.capitalize()} by", self.decided_at),
        ]
        return [(who, words, at) for who, words, at in steps if who and at]

    def valid_until(self) -> date:
        """The last day on which it counts, once accepted."""
        return rules.valid_until(self.facts, self.answers)

    def _bridge(self) -> BridgeLetter | None:
        if self.bridge_from is None or self.bridge_until is None:
            return None
        return BridgeLetter(
            covers_from=self.bridge_from,
            covers_until=self.bridge_until,
            signed_by_management=self.bridge_by_management,
        )


def _tupled(entry: dict[str, Any]) -> dict[str, Any]:
    return entry | {"criteria": tuple(entry.get("criteria", ()))}


def _subservice(entry: dict[str, Any]) -> Subservice:
    known = _tupled(entry)
    return Subservice(**(known | {"method": SubserviceMethod(known["method"])}))
