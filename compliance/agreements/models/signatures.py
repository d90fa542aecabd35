"""What is kept of the moment in which somebody signed."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from compliance.agreements.models.agreements import Agreement
from compliance.agreements.rules import Side
from portal.accounts.models import User
from portal.tenancy.models import ClientOwned, TenantQuerySet


class SignatureQuerySet(TenantQuerySet["Signature"]):
    """Signatures under an agreement."""

    def under(self, agreement: Agreement) -> Self:
        """In the order of signing."""
        return self.filter(org_id=agreement.org_id, agreement=agreement).order_by("signed_at")


class Signature(ClientOwned):
    """One side's signature with all its evidence. Written once; the database refuses changes.

    `shown_sha256` is the document that was on the screen, `button` the words that were pressed,
    `authority` the statement that was confirmed. `session_digest` is the SHA-256 of the session's
    key, `drawing` the lines of a signature that was drawn beside the typed name (an SVG path),
    `time_zone` what the signer's browser said, every instant is UTC.
    """

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="+", db_constraint=False)
    side = models.CharField(max_length=10)
    organisation = models.CharField(max_length=300)
    signer = models.ForeignKey(User, models.PROTECT, related_name="+")
    signer_email = models.EmailField()
    typed_name = models.CharField(max_length=200)
    drawing = models.TextField(blank=True)
    typed_title = models.CharField(max_length=200)
    authority = models.CharField(max_length=400)
    disclosure = models.CharField(max_length=60)
    disclosure_sha256 = models.CharField(max_length=64)
    accepted_at = models.DateTimeField()
    opened_at = models.DateTimeField()
    shown_sha256 = models.CharField(max_length=64)
    button = models.CharField(max_length=400)
    factor_type = models.CharField(max_length=40)
    factor_at = models.DateTimeField()
    session_digest = models.CharField(max_length=64)
    ip = models.GenericIPAddressField()
    user_agent = models.CharField(max_length=1000)
    time_zone = models.CharField(max_length=64, blank=True)
    signed_at = models.DateTimeField()

    objects = SignatureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "side"], name="one_signature_per_side"),
            models.CheckConstraint(
                name="signature_says_who_and_what",
                condition=~(
                    Q(typed_name="")
                    | Q(typed_title="")
                    | Q(authority="")
                    | Q(button="")
                    | Q(disclosure_sha256="")
                    | Q(shown_sha256="")
                ),
            ),
            models.CheckConstraint(
                name="signature_after_reading_and_second_factor",
                condition=Q(
                    opened_at__lte=models.F("signed_at"), factor_at__lte=models.F("signed_at")
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"Signature of {self.typed_name} for {self.organisation}"

    def make(self, *, at: datetime) -> Self:
        """Store a new signature, checked before by `rules.check_signing`."""
        self.signed_at = self.accepted_at = at
        self.save(force_insert=True)
        return self

    @property
    def of_side(self) -> Side:
        return Side(self.side)

    @property
    def since_factor(self) -> int:
        """Seconds between the second factor and the signature."""
        return int((self.signed_at - self.factor_at).total_seconds())
