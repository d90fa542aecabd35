"""Jobs of the store. They need no row: beat rings again anyway."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from portal.files.store import default_store

# Longer than any upload takes, so that none which still runs is touched.
LEFT_LYING = timedelta(days=1)


@shared_task(name="portal.clear_store", ignore_result=True)
def clear_store(**_: object) -> None:
    """Remove what killed processes left half stored a day ago."""
    default_store().clear_abandoned(before=(timezone.now() - LEFT_LYING).timestamp())
