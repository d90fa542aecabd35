"""Duties of an engagement that come from the user entity controls of reports."""

from datetime import date, datetime
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Q

from compliance.cuecs import rules
from compliance.cuecs.rules import DutyFacts
from compliance.vendors.models import VendorReport, VendorService
from compliance.vendors.rules import Cuec
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.rules import Party
from portal.accounts.models import User
from portal.tenancy.models import ClientOwned, SystemManager, TenantQuerySet


class CuecDutyQuerySet(TenantQuerySet["CuecDuty"]):
    """Duties as pages, readiness and reminders ask for them."""

    def of_engagement(self, engagement: Engagement) -> Self:
        return self.filter(org_id=engagement.org_id, engagement=engagement)

    def standing(self) -> Self:
        """Not ended."""
        return self.filter(ended_at=None)

    def owned(self) -> Self:
        """Somebody is to show them, in an engagement that goes on."""
        return self.standing().filter(owner__isnull=False, engagement__closed_on=None)

    def as_listed(self) -> Self:
        """Of each service in the order in which its report names them; the ended ones last."""
        order = (
            models.F("ended_at").asc(nulls_first=True),
            "service__vendor",
            "service__product",
            "service_id",
            "place",
            "opened_at",
            "pk",
        )
        return self.select_related("service", "report", "owner").order_by(*order)


class CuecDuty(ClientOwned):
    """One user entity control of a report that an engagement relies on, to be shown by somebody.

    `report` is the newest one that asks for it in these words; `wording` tells the same words
    again. How it stands is computed from its answers and dates (`facts`).
    """

    partner = models.ForeignKey("accounts.Organization", models.PROTECT, related_name="+")
    engagement = models.ForeignKey(
        Engagement, models.PROTECT, related_name="+", db_constraint=False
    )
    service = models.ForeignKey(
        VendorService, models.PROTECT, related_name="+", db_constraint=False
    )
    report = models.ForeignKey(VendorReport, models.PROTECT, related_name="+", db_constraint=False)
    place = models.PositiveIntegerField()
    number = models.CharField(max_length=60, blank=True)
    text = models.TextField()
    wording = models.CharField(max_length=64)
    criteria = models.JSONField(default=list)
    page = models.PositiveIntegerField(null=True)
    opened_at = models.DateTimeField()
    owner_side = models.CharField(max_length=10, default=Party.NOBODY.value)
    owner = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    due_on = models.DateField(null=True)
    assigned_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    assigned_at = models.DateTimeField(null=True)
    reminded_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_because = models.CharField(max_length=200, blank=True)

    objects = CuecDutyQuerySet.as_manager()
    everywhere = SystemManager.from_queryset(CuecDutyQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["engagement", "service", "wording"],
                condition=Q(ended_at=None),
                name="one_duty_for_the_same_words",
            ),
            models.CheckConstraint(
                name="duty_has_owner_and_date_together",
                condition=Q(
                    owner=None, due_on=None, assigned_by=None, assigned_at=None, owner_side="nobody"
                )
                | Q(
                    owner__isnull=False,
                    due_on__isnull=False,
                    assigned_by__isnull=False,
                    assigned_at__isnull=False,
                    owner_side__in=["client", "partner"],
                ),
            ),
            models.CheckConstraint(
                name="ended_duty_says_why",
                condition=Q(ended_at=None, ended_because="")
                | (Q(ended_at__isnull=False) & ~Q(ended_because="")),
            ),
        ]
        indexes = [models.Index(fields=["org", "engagement"], name="duties_of_engagement")]

    def __str__(self) -> str:
        return f"{self.number} {self.text}".strip()

    # Factories

    @classmethod
    def open(
        cls,
        control: Cuec,
        *,
        engagement: Engagement,
        report: VendorReport,
        place: int,
        at: datetime,
    ) -> Self:
        """Store a new duty, which nobody has yet."""
        duty = cls(
            org_id=engagement.org_id,
            partner_id=engagement.partner_id,
            engagement=engagement,
            service_id=report.service_id,
            wording=rules.wording(control.text),
            opened_at=at,
        )
        duty._say(control, report, place)
        duty.save(force_insert=True)
        return duty

    # Transitions

    def carry(self, control: Cuec, *, report: VendorReport, place: int) -> Self:
        """A newer report asks for it in the same words: owner, date and answers stay."""
        columns = ("report_id", "place", "number", "text", "criteria", "page")
        before = [getattr(self, column) for column in columns]
        self._say(control, report, place)
        if before == [getattr(self, column) for column in columns]:
            return self
        return self.write(*columns)

    def end(self, *, because: str, at: datetime) -> Self:
        """Nothing asks for it any more; its record stays."""
        self.ended_at, self.ended_because = at, because
        return self.write("ended_at", "ended_because")

    def assign(
        self, *, owner: User, side: Party, due_on: date, by: User, at: datetime, today: date
    ) -> Self:
        """Somebody has to show it by a day; refused with DutyRefused."""
        rules.check_open(DutyFacts(ended=self.ended_at is not None))
        rules.check_assignment(side=side, due_on=due_on, today=today)
        self.owner, self.owner_side, self.due_on = owner, side.value, due_on
        self.assigned_by, self.assigned_at, self.reminded_on = by, at, None
        return self.write(
            "owner", "owner_side", "due_on", "assigned_by", "assigned_at", "reminded_on"
        )

    def note_reminder(self, *, on: date) -> Self:
        """Its owner was reminded."""
        self.reminded_on = on
        return self.write("reminded_on")

    def as_it_stood(self, at: datetime) -> Self:
        """The duty before an instant that is past, to be read and never stored.

        Who had it is not told where it was given to somebody anew since.
        """
        if self.ended_at is not None and self.ended_at >= at:
            self.ended_at, self.ended_because = None, ""
        if self.assigned_at is not None and self.assigned_at >= at:
            self.owner_side = Party.NOBODY.value
            self.owner = self.assigned_by = self.assigned_at = self.due_on = None
        return self

    # Properties

    @property
    def side(self) -> Party:
        """On which side its owner is."""
        return Party(self.owner_side)

    def is_of(self, user_id: UUID) -> bool:
        """Whether this person is its owner."""
        return self.owner_id == user_id

    def _say(self, control: Cuec, report: VendorReport, place: int) -> None:
        self.report, self.place = report, place
        self.number, self.text = control.number[:60], control.text
        self.criteria, self.page = list(control.criteria), control.page
