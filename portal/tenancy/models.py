"""Bases of all tables that belong to an organisation."""

from typing import Any, Self, TypeVar
from uuid import uuid4

from django.db import models
from django.db.models import sql

from portal.tenancy.context import require_scope

M = TypeVar("M", bound=models.Model, covariant=True)


class TenantQuery(sql.Query):
    """Refuses to run outside a tenant block, where row security would show an empty page."""

    def get_compiler(self, *args: Any, **kwargs: Any) -> Any:
        require_scope(_name_of(self.model))
        return super().get_compiler(*args, **kwargs)

    def chain(self, klass: Any = None) -> Any:
        # An update turns into a query of another class, which would find no rows in silence.
        if klass is not None:
            require_scope(_name_of(self.model))
        return super().chain(klass)


class TenantQuerySet(models.QuerySet[M]):
    """A queryset that is loud outside a tenant block."""

    def __init__(
        self, model: Any = None, query: Any = None, using: str | None = None, hints: Any = None
    ) -> None:
        if query is None and model is not None:
            query = TenantQuery(model)
        super().__init__(model=model, query=query, using=using, hints=hints)

    def _raw_delete(self, using: str | None) -> int:
        if isinstance(self.query, TenantQuery):
            require_scope(_name_of(self.model))
        return super()._raw_delete(using)


class SystemManager(models.Manager[M]):
    """Rows of all organisations, as the role that bypasses row security.

    For the sweeper and the verifier of the trail; no page uses it. Models that need it have it as
    `everywhere = SystemManager.from_queryset(...)()` after their `objects`.
    """

    _queryset_class: type[models.QuerySet[M]]

    def get_queryset(self) -> models.QuerySet[M]:
        return self._queryset_class(self.model, query=sql.Query(self.model), using="system")


class Identified(models.Model):
    """A row with a UUID made by the application, so that addresses cannot be guessed."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)

    class Meta:
        abstract = True

    def write(self, *fields: str) -> Self:
        """Store the named columns only: what a transition changed and nothing else."""
        self.save(update_fields=list(fields))
        return self


class ClientOwned(Identified):
    """A row of one client: seen and written only inside that client's organisation."""

    org = models.ForeignKey("accounts.Organization", models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class PartnerOwned(Identified):
    """A row of a partner's library: read by its clients' people too, written by the partner.

    It holds no client's data.
    """

    partner = models.ForeignKey("accounts.Organization", models.PROTECT, related_name="+")

    class Meta:
        abstract = True


def _name_of(model: type[models.Model] | None) -> str:
    return model._meta.label if model else "A tenant's table"
