"""What is looked at after a fact of an engagement has changed, and how the day is moved."""

from dataclasses import dataclass

import pytest
from django.core import mail

from engagements.milestones import actions as milestones
from engagements.milestones.models import Milestone
from engagements.milestones.rules import MilestoneRefused
from portal.accounts.roles import Role
from portal.jobs.queue import enqueue
from tests.cast import NOON
from tests.compliance.packets.finished import TODAY


@dataclass
class Clock:
    """The day as the portal reads it, wherever it reads it."""

    at: object = NOON


@dataclass
class Printed:
    """The words of a printed page, wherever its lines break."""

    words: str

    def __contains__(self, other):
        return _letters(other) in _letters(self.words)


def _letters(words):
    """Without spaces, line ends and hyphens, which a line end may swallow."""
    return "".join(one for one in words if one.isalnum())


@dataclass
class Found:
    """An engagement after the change, and how its requirements stand."""

    cast: object
    engagement: object
    today: object
    lines: dict

    @property
    def open(self):
        return {
            title: line.standing for title, line in self.lines.items() if not line.standing.is_met
        }

    def refused_go_live(self):
        """What is said to the engineer who hands the go-live in."""
        with self.cast.at(self.cast.lakeview, self.cast.emil):
            last = Milestone.objects.of_engagement(self.engagement).in_order().last()
            step = {
                "engagement": self.engagement,
                "milestone_id": last.pk,
                "role": Role.PARTNER_ENGINEER,
                "by": self.cast.emil,
                "at": NOON,
            }
            if not last.submitted_at:
                milestones.attach_output(
                    title="Log of it", output="done\n", today=self.today, **step
                )
            with pytest.raises(MilestoneRefused) as refused:
                milestones.submit(today=self.today, **step)
        return str(refused.value)

    def told(self):
        """Who was written to that something is no longer met, and the words."""
        found = [one for one in mail.outbox if one.subject.startswith("No longer met for Lakev")]
        return {one.to[0]: str(one.body) for one in found}


def later(clock, day):
    """Noon of another day, in New York as well as in London."""
    clock.at = NOON + (day - TODAY)


def ticks(cast, engagement, run_jobs):
    """What the timetable asks for every hour."""
    with cast.at(cast.lakeview):
        enqueue("compliance.restamp", engagement_id=str(engagement.pk))
    run_jobs()
