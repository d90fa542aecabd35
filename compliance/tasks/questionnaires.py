"""Background jobs of answered questionnaires."""

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from compliance.evidence import actions as evidence
from compliance.evidence.models import HeldEvidence
from compliance.questionnaires import actions as questionnaires
from compliance.questionnaires.reader import read_questionnaire as read_answers_of
from portal.files.store import default_store
from portal.jobs.task import JobTask, Lease
from portal.tenancy.context import tenant


@shared_task(
    name="compliance.read_questionnaire", base=JobTask, give_up=questionnaires.give_up_reading
)
def read_questionnaire(lease: Lease, *, held_id: str, **_: object) -> None:
    """Read what is asked and answered in the file of an answered questionnaire."""
    read_answers_of(UUID(held_id), lease=lease, store=default_store(), clock=timezone.now)


@shared_task(name="compliance.read_questionnaires", ignore_result=True)
def read_questionnaires(**_: object) -> None:
    """Every answered questionnaire whose file nobody asked to be read, such as older ones."""
    found = HeldEvidence.everywhere.never_read().values_list("pk", "org_id", "org__partner_id")
    for held_id, org_id, partner_id in list(found):
        with tenant(org=org_id, partner=partner_id):
            held = HeldEvidence.objects.get(pk=held_id)
            evidence.ask_to_read(held=held, at=timezone.now())
