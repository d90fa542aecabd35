"""An agreement: what was sent to whom, where it stands, and the file both signed."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Self, cast

from django.db import models

from compliance.agreements import rules
from compliance.agreements.models.choosing import AgreementQuerySet
from compliance.agreements.models.constraints import CONSTRAINTS
from compliance.agreements.models.templates import AgreementTemplate
from compliance.agreements.models.theirs import TheirPaper
from compliance.agreements.rules import (
    TURN,
    AgreementKind,
    AgreementState,
    Hand,
    PassingOn,
    Place,
    Side,
    Step,
    Term,
)
from engagements.lifecycle.models import Engagement
from portal.accounts.models import User
from portal.files.models import StoredFile
from portal.tenancy.models import ClientOwned, SystemManager


class Agreement(ClientOwned):
    """A paper between a client and its partner.

    `text` is the Markdown as filled, `document` the PDF made of it, which both are shown and sign:
    the database lets neither change. `places` says where on it the signatures go. `follows` is the
    agreement in whose place this one was made, as version `number`. `failure` is why the portal
    could not do its part yet; it tries again.
    """

    partner = models.ForeignKey("accounts.Organization", models.PROTECT, related_name="+")
    engagement = models.ForeignKey(
        Engagement, models.PROTECT, related_name="+", db_constraint=False
    )
    follows = models.ForeignKey(
        "self", models.PROTECT, related_name="+", null=True, db_constraint=False
    )
    number = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=10)
    title = models.CharField(max_length=200)
    template = models.ForeignKey(
        AgreementTemplate, models.PROTECT, related_name="+", null=True, db_constraint=False
    )
    theirs = models.ForeignKey(
        TheirPaper, models.PROTECT, related_name="+", null=True, db_constraint=False
    )
    template_version = models.CharField(max_length=40, blank=True)
    template_sha256 = models.CharField(max_length=64)
    values = models.JSONField(default=dict)
    text = models.TextField()
    client_name = models.CharField(max_length=300)
    partner_name = models.CharField(max_length=300)
    client_signatory = models.ForeignKey(User, models.PROTECT, related_name="+")
    client_title = models.CharField(max_length=200, blank=True)
    partner_signatory = models.ForeignKey(User, models.PROTECT, related_name="+")
    partner_title = models.CharField(max_length=200, blank=True)
    sender = models.ForeignKey(User, models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField()
    sign_by = models.DateField()
    effective_on = models.DateField()
    ends_on = models.DateField(null=True)
    state = models.CharField(max_length=20, default=AgreementState.PREPARING.value)
    document = models.ForeignKey(
        StoredFile, models.PROTECT, related_name="+", null=True, db_constraint=False
    )
    document_sha256 = models.CharField(max_length=64, blank=True)
    places = models.JSONField(default=dict)
    sent_at = models.DateTimeField(null=True)
    client_opened_at = models.DateTimeField(null=True)
    paper_asked_at = models.DateTimeField(null=True)
    client_signed_at = models.DateTimeField(null=True)
    partner_opened_at = models.DateTimeField(null=True)
    countersigned_at = models.DateTimeField(null=True)
    sealed = models.ForeignKey(
        StoredFile, models.PROTECT, related_name="+", null=True, db_constraint=False
    )
    executed_on = models.DateField(null=True)
    executed_at = models.DateTimeField(null=True)
    ended_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    reason = models.TextField(blank=True)
    failure = models.TextField(blank=True)
    failed_at = models.DateTimeField(null=True)

    objects = AgreementQuerySet.as_manager()
    everywhere = SystemManager.from_queryset(AgreementQuerySet)()

    class Meta:
        constraints = CONSTRAINTS
        indexes = [
            models.Index(fields=["org", "engagement", "-prepared_at"], name="agreements_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.title}: {self.client_name} and {self.partner_name}"

    def prepare(self, *, at: datetime) -> Self:
        """Store a new agreement; the worker makes its document."""
        self.prepared_at = at
        self.save(force_insert=True)
        return self

    # Transitions

    def send(self, *, document: StoredFile, places: dict[Side, Place], at: datetime) -> Self:
        """The document is there: from now on it is the client's turn."""
        self._step(Step.SEND)
        self.document, self.document_sha256, self.sent_at = document, document.sha256, at
        self.places = {side.value: asdict(place) for side, place in places.items()}
        self.failure, self.failed_at = "", None
        return self.write(
            *("state", "document", "document_sha256", "sent_at", "places", "failure", "failed_at")
        )

    def open(self, *, by: User, at: datetime) -> Self:
        """Note the first time that a signatory has the document before them."""
        columns = {
            self.client_signatory_id: "client_opened_at",
            self.partner_signatory_id: "partner_opened_at",
        }
        column = columns.get(by.pk)
        if column is None or getattr(self, column):
            return self
        setattr(self, column, at)
        return self.write(column)

    def sign(self, step: Step, *, at: datetime) -> Self:
        """One side has signed; `rules.check_signing` gave the step."""
        self._step(step)
        column = "client_signed_at" if step is Step.SIGN_FOR_CLIENT else "countersigned_at"
        setattr(self, column, at)
        return self.write("state", column)

    def execute(self, *, sealed: StoredFile, on: date, at: datetime) -> Self:
        """The sealed file is there; `on` is the day on which the second party signed, as the paper
        says where it was signed by hand.
        """
        self._step(Step.SEAL)
        self.sealed, self.executed_on, self.executed_at = sealed, on, at
        self.failure, self.failed_at = "", None
        return self.write("state", "sealed", "executed_on", "executed_at", "failure", "failed_at")

    def record_paper(self, client: Hand, partner: Hand, *, today: date) -> Self:
        """A copy signed by hand is there; a second person has to confirm it."""
        self.state = rules.check_recording(
            state=self.stands,
            client=client,
            partner=partner,
            sent_on=self.org.day(cast(datetime, self.sent_at)),
            today=today,
        )
        return self.write("state")

    def confirm_paper(self, *, by: User, recorded_by_id: object, at: datetime) -> Self:
        """The copy is what was sent, signed by both: it waits for its seal.

        Nobody signed here: both moments of signing are that of the confirmation.
        """
        self.state = rules.check_confirming(
            state=self.stands, by_id=str(by.pk), recorded_by_id=str(recorded_by_id)
        )
        self.client_signed_at = self.countersigned_at = at
        return self.write("state", "client_signed_at", "countersigned_at")

    def return_paper(self, *, reason: str) -> Self:
        """The copy is not what was sent, or not signed by both: it is out for signature again."""
        self.state = rules.check_returning(state=self.stands, reason=reason)
        return self.write("state")

    def decline(self, *, by: User, reason: str, at: datetime) -> Self:
        """A signatory will not sign, and says why."""
        self.state = rules.check_declining(
            state=self.stands,
            by_id=str(by.pk),
            signatory_ids={
                Side.CLIENT: str(self.client_signatory_id),
                Side.PARTNER: str(self.partner_signatory_id),
            },
            reason=reason,
        )
        return self._end(by=by, reason=reason, at=at)

    def make_void(self, *, by: User, reason: str, at: datetime) -> Self:
        """The partner takes it back before both have signed, and says why."""
        self.state = rules.check_voiding(state=self.stands, reason=reason)
        return self._end(by=by, reason=reason, at=at)

    def pass_on(self, passing: PassingOn, *, by: User, at: datetime) -> Self:
        """Its signatory lets somebody else sign a version made out to them."""
        self.state = rules.check_passing_on(passing)
        return self._end(by=by, reason=passing.reason, at=at)

    def replace(self, *, by: User, reason: str, at: datetime) -> Self:
        """A changed version takes its place before both have signed."""
        self.state = rules.check_replacing(state=self.stands, reason=reason)
        return self._end(by=by, reason=reason, at=at)

    def terminate(self, *, by: User, reason: str, on: date, at: datetime) -> Self:
        """It is no longer in force from `on`."""
        self.state = rules.check_termination(
            state=self.stands, reason=reason, ended_on=on, effective_on=self.in_force_from
        )
        self.ended_on = on
        return self._end(by=by, reason=reason, at=at)

    def let_expire(self, *, at: datetime) -> Self:
        """Nobody signed in time."""
        self._step(Step.LET_EXPIRE)
        self.ended_at = at
        return self.write("state", "ended_at")

    def supersede(self, *, on: date, at: datetime) -> Self:
        """A later agreement takes its place on that day."""
        self._step(Step.SUPERSEDE)
        self.ended_on, self.ended_at = on, at
        return self.write("state", "ended_on", "ended_at")

    # Mutators

    def ask_for_paper(self, *, by: User, at: datetime) -> Self:
        """The client would rather sign on paper."""
        rules.check_paper(
            state=self.stands, by_id=str(by.pk), client_signatory_id=str(self.client_signatory_id)
        )
        self.paper_asked_at = at
        return self.write("paper_asked_at")

    def fail(self, *, why: str, at: datetime) -> Self:
        """The portal could not do its part this time."""
        self.failure, self.failed_at = why, at
        return self.write("failure", "failed_at")

    def _end(self, *, by: User, reason: str, at: datetime) -> Self:
        self.reason, self.ended_by, self.ended_at = reason.strip(), by, at
        return self.write("state", "reason", "ended_by", "ended_at", "ended_on")

    def _step(self, step: Step) -> None:
        self.state = rules.advance(self.stands, step)

    # Properties

    @property
    def stands(self) -> AgreementState:
        return AgreementState(self.state)

    @property
    def of_kind(self) -> AgreementKind:
        return AgreementKind(self.kind)

    @property
    def in_force_from(self) -> date:
        """The first day in force: the effective date, but never before both had signed."""
        return max(self.effective_on, self.executed_on or self.effective_on)

    @property
    def term(self) -> Term:
        """The time it runs, as the rules take it."""
        return Term(
            state=self.stands,
            effective_on=self.in_force_from,
            ends_on=self.ends_on,
            ended_on=self.ended_on,
        )

    @property
    def turn(self) -> Side | None:
        """The side that is asked to sign now."""
        return next((side for side in Side if TURN[side] is self.stands), None)

    def signatory(self, side: Side) -> User:
        return cast(User, getattr(self, f"{side}_signatory"))

    def opened_at(self, side: Side) -> datetime | None:
        """When the signatory of that side first had the document before them."""
        return cast(datetime | None, getattr(self, f"{side}_opened_at"))

    def party(self, side: Side) -> str:
        """The legal name of the organisation on that side."""
        return str(getattr(self, f"{side}_name"))

    def place_of(self, side: Side) -> Place:
        """Where on the document the side's signature goes."""
        left, bottom, right, top = self.places[side.value]["box"]
        return Place(self.places[side.value]["page"], (left, bottom, right, top))
