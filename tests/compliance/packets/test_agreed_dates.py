"""Dates agreed with the client in the section on milestones, beside the planned ones."""

from datetime import timedelta
from types import SimpleNamespace

from compliance.packets.sections.milestones import milestones
from engagements.milestones import actions
from engagements.milestones.models import Milestone
from engagements.milestones.queries import steps_of
from engagements.milestones.rules import DateState
from portal.accounts.roles import Role
from tests.cast import NOON
from tests.compliance.conftest import PRIVATE_PHI

TODAY = NOON.date()


def test_a_packet_tells_both_dates_and_who_proposed_and_agreed_why(cast, engagement):
    told = {"engagement": engagement, "at": NOON, "today": TODAY}
    with cast.at(cast.lakeview, cast.carla):
        actions.lay_out_plan(scope=PRIVATE_PHI, by=cast.carla, **told)
        first = Milestone.objects.of_engagement(engagement).in_order()[0]
        proposed = actions.propose_date(
            milestone_id=first.pk,
            day=first.due_on + timedelta(days=14),
            reason="The account comes late.",
            role=Role.PARTNER_CONSULTANT,
            by=cast.carla,
            **told,
        )
    with cast.at(cast.lakeview, cast.lena):
        actions.answer_date(
            date_id=proposed.pk,
            answer=DateState.AGREED,
            reason="",
            role=Role.CLIENT_OWNER,
            by=cast.lena,
            **told,
        )
        steps = tuple(steps_of(engagement, today=TODAY))
        standpoint = SimpleNamespace(readiness=SimpleNamespace(cleared_until=None))
        record = SimpleNamespace(steps=steps, today=TODAY, standpoint=standpoint)
        section = milestones(record, {})

    assert ">16 Nov 2026<" in section.timeline
    (row,) = section.moved
    assert row.planned != row.agreed
    assert row.agreed == str(proposed)
    (move,) = row.moves
    assert "The account comes late." in move
    assert "proposed by Carla Consult, 16 November 2026" in move
    assert "agreed by Lena Lake, 16 November 2026" in move
