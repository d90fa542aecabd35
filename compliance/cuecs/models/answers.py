"""What shows a duty, or why it does not apply, and who looked at it."""

from datetime import date, datetime
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Q

from compliance.cuecs import rules
from compliance.cuecs.models.duties import CuecDuty
from compliance.cuecs.rules import AnswerFacts, AnswerKind, DutyRefused
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.rules import Party
from portal.accounts.models import User
from portal.files.models import StoredFile
from portal.tenancy.models import ClientOwned, TenantQuerySet


class DutyAnswerQuerySet(TenantQuerySet["DutyAnswer"]):
    """Answers to duties."""

    def of_engagement(self, engagement: Engagement) -> Self:
        return self.filter(org_id=engagement.org_id, duty__engagement=engagement)

    def newest_first(self) -> Self:
        return self.order_by("-given_at", "-pk")


class DutyAnswer(ClientOwned):
    """What shows a duty: a file, a link, a statement; or why it does not apply.

    Never changed: a second person accepts or returns it, and a better one is given beside it.
    """

    duty = models.ForeignKey(CuecDuty, models.PROTECT, related_name="+", db_constraint=False)
    kind = models.CharField(max_length=20)
    words = models.TextField(blank=True)
    link = models.URLField(max_length=1000, blank=True)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, related_name="+", null=True, db_constraint=False
    )
    side = models.CharField(max_length=10)
    counts_until = models.DateField()
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    accepted = models.BooleanField(null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)

    objects = DutyAnswerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="answer_has_what_its_kind_says",
                condition=Q(kind="file", file__isnull=False, link="")
                | (Q(kind="link", file=None) & ~Q(link=""))
                | (Q(kind__in=["statement", "not_applicable"], file=None, link="") & ~Q(words="")),
            ),
            models.CheckConstraint(
                name="answer_decided_by_somebody_else",
                condition=Q(accepted=None, decided_by=None, decided_at=None)
                | (
                    Q(accepted__isnull=False, decided_by__isnull=False, decided_at__isnull=False)
                    & ~Q(decided_by=models.F("given_by"))
                ),
            ),
            models.CheckConstraint(
                name="returned_answer_says_why",
                condition=~Q(accepted=False) | ~Q(reason=""),
            ),
        ]
        indexes = [models.Index(fields=["org", "duty", "-given_at"], name="answers_of_duty")]

    def __str__(self) -> str:
        return self.of_kind.label

    def give(self, *, by: User, at: datetime, today: date) -> Self:
        """Store a new answer; refused with DutyRefused when it shows nothing."""
        self.given_by, self.given_at = by, at
        rules.check_answer(self.facts, owner_side=self.duty.side, today=today)
        self.save(force_insert=True)
        return self

    def accept(self, *, by: User, at: datetime, today: date) -> Self:
        """A second person accepts it: from now on it counts."""
        self._check_waits()
        rules.check_acceptance(self.facts, accepted_by_id=str(by.pk), today=today)
        return self._decide(by, at, accepted=True)

    def give_back(self, *, reason: str, by: User, at: datetime) -> Self:
        """It does not show what it should, with the reason."""
        self._check_waits()
        rules.check_return(reason)
        if by.pk == self.given_by_id:
            raise DutyRefused("You gave this answer. Give a better one instead.")
        self.reason = reason.strip()
        return self._decide(by, at, accepted=False)

    def as_it_stood(self, at: datetime) -> Self:
        """The answer before an instant that is past, to be read and never stored."""
        if self.decided_at is not None and self.decided_at >= at:
            self.accepted = self.decided_by = self.decided_at = None
            self.reason = ""
        return self

    @property
    def of_kind(self) -> AnswerKind:
        """In which way it answers."""
        return AnswerKind(self.kind)

    @property
    def facts(self) -> AnswerFacts:
        """The answer as the rules take it."""
        return AnswerFacts(
            kind=self.of_kind,
            given_by_id=str(self.given_by_id),
            side=Party(self.side),
            words=self.words,
            link=self.link,
            has_file=self.file_id is not None,
            counts_until=self.counts_until,
        )

    def is_given_by(self, user_id: UUID) -> bool:
        """Whether this person gave it, and so may not accept it."""
        return self.given_by_id == user_id

    def _check_waits(self) -> None:
        if self.accepted is not None:
            raise DutyRefused("This answer has been looked at already.")

    def _decide(self, by: User, at: datetime, *, accepted: bool) -> Self:
        self.accepted, self.decided_by, self.decided_at = accepted, by, at
        return self.write("accepted", "decided_by", "decided_at", "reason")
