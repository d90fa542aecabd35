"""A partner's register of agreement templates, version by version."""

from datetime import datetime
from functools import cached_property
from typing import Self

from django.db import models

from compliance.agreements import rules
from compliance.agreements.rules import AgreementKind, Template
from portal.accounts.models import User
from portal.tenancy.models import PartnerOwned, TenantQuerySet


class AgreementTemplateQuerySet(TenantQuerySet["AgreementTemplate"]):
    """Templates of a register."""

    def of_partner(self, partner_id: object) -> Self:
        return self.filter(partner_id=partner_id)

    def newest_first(self) -> Self:
        return self.order_by("key", "-number")

    def current(self) -> Self:
        """The newest version of each template."""
        return self.order_by("key", "-number").distinct("key")


class AgreementTemplate(PartnerOwned):
    """One version of a template: never changed, only followed by the next of its `key`.

    `version` is what the text calls itself, `number` its place in the register.
    """

    key = models.SlugField(max_length=60)
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10)
    title = models.CharField(max_length=200)
    version = models.CharField(max_length=40)
    source = models.TextField()
    sha256 = models.CharField(max_length=64)
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    entered_at = models.DateTimeField()

    objects = AgreementTemplateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "key", "number"], name="one_template_per_number"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, version {self.version}"

    # Factories

    @classmethod
    def enter(
        cls,
        *,
        partner_id: object,
        key: str,
        number: int,
        source: str,
        by: User | None,
        at: datetime,
    ) -> Self:
        """Store a version; refused with TemplateInvalid when it cannot be read."""
        read = rules.parse_template(source)
        template = cls(partner_id=partner_id, key=key, number=number, source=source)
        template.kind, template.title, template.version = read.kind, read.title, read.version
        template.sha256 = rules.sha256_of(source)
        template.entered_by, template.entered_at = by, at
        template.save(force_insert=True)
        return template

    # Properties

    @cached_property
    def read(self) -> Template:
        """The template as the rules take it."""
        return rules.parse_template(self.source)

    @property
    def of_kind(self) -> AgreementKind:
        return AgreementKind(self.kind)
