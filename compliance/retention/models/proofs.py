"""What a proof of a retention setting shows, and who attests it, to which day."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Self

from django.db import models

from compliance.evidence.models import HeldEvidence
from compliance.retention import rules
from compliance.retention.rules import (
    AccountMatch,
    Compared,
    Comparison,
    Proof,
    ProofForm,
    Verdict,
)
from engagements.lifecycle.models import Engagement
from portal.accounts.models import User
from portal.tenancy.models import ClientOwned, TenantQuerySet


class RetentionCaptureQuerySet(TenantQuerySet["RetentionCapture"]):
    """Captures of an engagement."""

    def of_engagement(self, engagement: Engagement) -> Self:
        return self.filter(org_id=engagement.org_id, held__engagement=engagement)


class RetentionCapture(ClientOwned):
    """What was read in a proof, and how it was compared with the claim. Never changed.

    The proof itself (file, day, who recorded it, whether it stands) is the held evidence. `rule`,
    `source` and `as_of` say by which reading rule it was compared, as that rule was then.
    """

    held = models.ForeignKey(HeldEvidence, models.PROTECT, related_name="+", db_constraint=False)
    form = models.CharField(max_length=20)
    account = models.CharField(max_length=200)
    claim = models.CharField(max_length=300)
    keeps_nothing = models.BooleanField()
    rule = models.CharField(max_length=60, blank=True)
    call = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=300, blank=True)
    as_of = models.DateField(null=True)
    verdict = models.CharField(max_length=12)
    because = models.TextField()
    compared = models.JSONField(default=list)
    account_match = models.CharField(max_length=12)
    account_found = models.CharField(max_length=300, blank=True)

    objects = RetentionCaptureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["held"], name="one_capture_per_proof"),
        ]

    def __str__(self) -> str:
        return self.claim

    def keep(self, comparison: Comparison) -> Self:
        """Store what was read, with the verdict."""
        self.verdict, self.because = comparison.verdict.value, comparison.because
        self.compared = [asdict(one) for one in comparison.compared]
        self.account_match = comparison.account.value
        self.account_found = comparison.account_found[:300]
        self.save(force_insert=True)
        return self

    @property
    def says(self) -> Verdict:
        return Verdict(self.verdict)

    @property
    def of_form(self) -> ProofForm:
        return ProofForm(self.form)

    @property
    def match(self) -> AccountMatch:
        return AccountMatch(self.account_match)

    @property
    def findings(self) -> tuple[Compared, ...]:
        """Path by path, what was expected and what was found."""
        return tuple(
            Compared(**one | {"verdict": Verdict(one["verdict"])}) for one in self.compared
        )


class RetentionAttestationQuerySet(TenantQuerySet["RetentionAttestation"]):
    """Attestations, of which the newest of each proof counts."""

    def of_engagement(self, engagement: Engagement) -> Self:
        return self.filter(org_id=engagement.org_id, held__engagement=engagement)

    def as_given(self) -> Self:
        return self.order_by("attested_at", "pk")


class RetentionAttestation(ClientOwned):
    """That somebody other than the recorder looked at a proof and stands behind it to a day."""

    held = models.ForeignKey(HeldEvidence, models.PROTECT, related_name="+", db_constraint=False)
    until = models.DateField()
    words = models.TextField(blank=True)
    attested_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    attested_at = models.DateTimeField()

    objects = RetentionAttestationQuerySet.as_manager()

    def __str__(self) -> str:
        return f"until {self.until}"

    def give(
        self, proof: Proof, proofs: Sequence[Proof], *, by: User, at: datetime, today: date
    ) -> Self:
        """Store an attestation; refused with RetentionRefused when the proof does not bear it."""
        rules.check_attestation(
            proof, proofs, until=self.until, words=self.words, by_id=str(by.pk), today=today
        )
        self.attested_by, self.attested_at = by, at
        self.save(force_insert=True)
        return self
