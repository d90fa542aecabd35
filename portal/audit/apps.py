"""App configuration of the audit trail."""

from django.apps import AppConfig

from portal.tenancy.context import at_end_of_tenant


class AuditConfig(AppConfig):
    name = "portal.audit"
    label = "audit"

    def ready(self) -> None:
        from portal.audit.log import flush  # noqa: PLC0415 (models exist only from here on)

        at_end_of_tenant(flush)
