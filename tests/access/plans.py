"""Milestones, their evidence and dates proposed for them, for the table of who may open what."""

from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from engagements.milestones import actions as milestones
from engagements.milestones.models import Milestone, MilestoneEvidence
from portal.accounts.roles import Role
from tests.access.actors import Actor


def milestone(world: Any) -> Any:
    with world.at_client():
        return Milestone.objects.of_engagement(world.engagement).in_order()[0].pk


def evidence(world: Any) -> Any:
    world.browser(Actor.PARTNER_ENGINEER).post(
        f"/o/{world.cast.lakeview.slug}/e/{world.engagement.pk}"
        f"/milestones/{world.value('milestone_id', Actor.PARTNER_ENGINEER)}/attach/",
        {"title": "Layout", "file": SimpleUploadedFile("network.txt", b"no gateway\n")},
    )
    with world.at_client():
        return MilestoneEvidence.objects.get().pk


def proposed_date(world: Any) -> Any:
    now = timezone.now()
    with world.at_client():
        plan = Milestone.objects.of_engagement(world.engagement).in_order()
        return milestones.propose_date(
            engagement=world.engagement,
            milestone_id=plan[1].pk,
            day=(now + timedelta(days=200)).date(),
            reason="The client's account comes late.",
            role=Role.PARTNER_CONSULTANT,
            by=world.cast.carla,
            at=now,
            today=now.date(),
        ).pk
