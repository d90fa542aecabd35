"""Jobs of the audit trail. They need no row: beat rings again anyway."""

from celery import shared_task
from django.utils import timezone

from portal.audit.checking import check_and_note


@shared_task(name="portal.check_trails", ignore_result=True)
def check_trails(**_: object) -> None:
    """Check every organisation's whole audit trail, for the pages that show how it stands."""
    check_and_note(at=timezone.now())
