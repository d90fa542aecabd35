"""An engagement, and the facts of its scope as they were stated over time."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, Self
from uuid import UUID

from django.db import models

from engagements.lifecycle.rules import (
    Destination,
    Duty,
    HipaaRole,
    Lapsing,
    Party,
    Route,
    Scope,
    Sector,
    Stage,
)
from portal.accounts.models import User
from portal.tenancy.models import ClientOwned, SystemManager, TenantQuerySet


@dataclass(frozen=True)
class Stamp:
    """What readiness came to, as the book shows it.

    `next_since` is since when the next step has been with its holder, None where nothing tells;
    `duties` is everything that waits for one person, `lapsing` what counts until a day. `met` are
    the keys of the requirements that are met, `missing` the titles of those that are not.
    """

    stage: Stage
    next_step: str
    next_holder: Party
    next_kind: str
    cleared_until: date | None
    earliest_expiry: date | None
    next_since: datetime | None = None
    duties: tuple[Duty, ...] = ()
    lapsing: tuple[Lapsing, ...] = ()
    met: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


class EngagementQuerySet(TenantQuerySet["Engagement"]):
    """Engagements as the book and the client's home list them."""

    def open(self) -> Self:
        return self.filter(closed_on=None)

    def of_partner(self, partner_id: UUID) -> Self:
        return self.filter(partner_id=partner_id)

    def of_client(self, org_id: UUID) -> Self:
        return self.filter(org_id=org_id)


class Engagement(ClientOwned):
    """A client's engagement, led by its partner: the one row that both sides see.

    Stage, next step and clearance are stamped by compliance; nobody types them in. Whoever is not
    cleared does not go live: the database sees to that too. What is live may lose its clearance.
    `intake` holds the facts as they were said before the first call (fields of `rules.Scope`, and
    `use_case`).
    """

    partner = models.ForeignKey("accounts.Organization", models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    client_name = models.CharField(max_length=200)
    client_slug = models.CharField(max_length=60)
    lead = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    booking_id = models.UUIDField(null=True)
    intake = models.JSONField(default=dict)
    opened_at = models.DateTimeField()
    stage = models.CharField(max_length=20, default=Stage.SCOPING.value)
    next_step = models.CharField(max_length=300, blank=True)
    next_holder = models.CharField(max_length=10, default=Party.PARTNER.value)
    next_kind = models.CharField(max_length=40, blank=True)
    next_since = models.DateTimeField()
    duties = models.JSONField(default=list)
    lapsing = models.JSONField(default=list)
    met = models.JSONField(default=list)
    missing = models.JSONField(default=list)
    forecast = models.DateField(null=True)
    cleared_until = models.DateField(null=True)
    earliest_expiry = models.DateField(null=True)
    went_live_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)

    objects = EngagementQuerySet.as_manager()
    everywhere = SystemManager.from_queryset(EngagementQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "booking_id"], name="one_engagement_per_booked_call"
            ),
        ]
        indexes = [
            models.Index(fields=["partner", "stage", "next_since"], name="book_of_partner"),
            models.Index(fields=["org", "-opened_at"], name="engagements_of_client"),
        ]

    def __str__(self) -> str:
        return f"{self.client_name}: {self.title}"

    # Factories

    def begin(self, *, at: datetime) -> Self:
        """Store a new engagement, in scoping, with the partner holding the ball."""
        self.opened_at = self.next_since = at
        self.next_step = "State the facts of the engagement"
        self.save(force_insert=True)
        return self

    # Mutators

    def stamp(self, stamp: Stamp, *, at: datetime) -> bool:
        """Write what readiness came to; True when anything changed.

        Where the stamp does not know it, `next_since` moves only when the step or its holder does.
        """
        values: dict[str, Any] = asdict(stamp)
        moved = (stamp.next_step, stamp.next_holder) != (self.next_step, self.next_holder)
        # As JSON gives them back, so that the same is seen to be the same.
        values |= {name: list(values[name]) for name in ("duties", "lapsing", "met", "missing")}
        values["next_since"] = stamp.next_since or (at if moved else self.next_since)
        changed = [name for name, value in values.items() if getattr(self, name) != value]
        if not changed:
            return False
        for name, value in values.items():
            setattr(self, name, value)
        self.write(*changed)
        return True

    def forecast_for(self, day: date | None) -> Self:
        """The date deployment is expected to be done."""
        self.forecast = day
        return self.write("forecast")

    def clear_no_further(self, *, than: date) -> Self:
        """What clearance rested on ends: it reaches to that day at most, from now on."""
        if self.cleared_until is not None and self.cleared_until > than:
            self.cleared_until = than
            return self.write("cleared_until")
        return self

    def go_live(self, *, on: date) -> Self:
        """The client accepted go-live."""
        self.went_live_on = on
        return self.write("went_live_on")

    def close(self, *, on: date) -> Self:
        """The engagement is over; its record stays."""
        self.closed_on = on
        return self.write("closed_on")

    def as_it_stood(self, *, live: bool, closed: bool) -> Self:
        """The engagement before an instant that is past, to be read and never stored.

        Whether it was `live` or `closed` by then is the trail's: the columns name days alone.
        """
        if not live:
            self.went_live_on = None
        if not closed:
            self.closed_on = None
        return self

    # Properties

    @property
    def next_since_on(self) -> date:
        """The day since which the next step has been with its holder, where the client is."""
        return self.org.day(self.next_since)

    @property
    def waiting(self) -> tuple[Duty, ...]:
        """What waits for one person, as it was last stamped."""
        return tuple(Duty(**duty) for duty in self.duties)

    @property
    def running_out(self) -> tuple[Lapsing, ...]:
        """What counts until a day, as it was last stamped."""
        return tuple(Lapsing(**one) for one in self.lapsing)


class StatedScopeQuerySet(TenantQuerySet["StatedScope"]):
    """Versions of scopes."""

    def newest_first(self) -> Self:
        return self.order_by("-version")


class StatedScope(ClientOwned):
    """One version of an engagement's scope: never changed, only followed by the next."""

    engagement = models.ForeignKey(
        Engagement, models.PROTECT, related_name="+", db_constraint=False
    )
    version = models.PositiveIntegerField()
    sector = models.CharField(max_length=20)
    handles_phi = models.BooleanField()
    hipaa_role = models.CharField(max_length=20)
    eu_personal_data = models.BooleanField()
    cardholder_data = models.BooleanField()
    glba_data = models.BooleanField()
    route = models.CharField(max_length=20)
    destination = models.CharField(max_length=20)
    model = models.CharField(max_length=100, blank=True)
    region = models.CharField(max_length=100, blank=True)
    zero_retention_needed = models.BooleanField()
    questionnaire_owed = models.BooleanField()
    processing_integrity_needed = models.BooleanField(default=False)
    privacy_needed = models.BooleanField(default=False)
    categories_reason = models.TextField(blank=True)
    use_case = models.TextField(blank=True)
    stated_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    stated_at = models.DateTimeField()

    objects = StatedScopeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["engagement", "version"], name="one_scope_per_version"),
        ]

    # Factories

    @classmethod
    def state(
        cls,
        *,
        engagement: Engagement,
        version: int,
        scope: Scope,
        use_case: str,
        by: User,
        at: datetime,
    ) -> Self:
        """Store a version of the facts."""
        stated = cls(
            org_id=engagement.org_id, engagement=engagement, version=version, **asdict(scope)
        )
        stated.use_case, stated.stated_by, stated.stated_at = use_case, by, at
        stated.save(force_insert=True)
        return stated

    # Properties

    @property
    def facts(self) -> Scope:
        """The facts as the rules take them."""
        return Scope(
            sector=Sector(self.sector),
            handles_phi=self.handles_phi,
            hipaa_role=HipaaRole(self.hipaa_role),
            eu_personal_data=self.eu_personal_data,
            cardholder_data=self.cardholder_data,
            glba_data=self.glba_data,
            route=Route(self.route),
            destination=Destination(self.destination),
            model=self.model,
            region=self.region,
            zero_retention_needed=self.zero_retention_needed,
            questionnaire_owed=self.questionnaire_owed,
            processing_integrity_needed=self.processing_integrity_needed,
            privacy_needed=self.privacy_needed,
            categories_reason=self.categories_reason,
        )
