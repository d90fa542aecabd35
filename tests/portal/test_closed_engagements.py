"""What is over stays as it is: every action of an engagement is placed here, and tried."""

import inspect
from collections.abc import Callable, Iterator
from types import ModuleType, SimpleNamespace
from uuid import uuid4

import pytest
from django.urls import reverse

from compliance.agreements import actions as agreements
from compliance.clearance import actions as clearance
from compliance.cuecs import actions as cuecs
from compliance.dpa import actions as dpa
from compliance.evidence import actions as evidence
from compliance.packets import actions as packets
from compliance.questionnaires import actions as questionnaires
from compliance.retention import actions as retention
from compliance.vendors import actions as vendors
from engagements.lifecycle import actions as lifecycle
from engagements.lifecycle.rules import EngagementClosed
from engagements.milestones import actions as milestones
from engagements.milestones.models import Milestone
from engagements.team import actions as team
from portal.audit.models import AuditEvent
from tests.cast import NOON
from tests.engagements.lifecycle.samples import PRIVATE, open_for, state

CHANGE_THE_RECORD = (
    lifecycle.state_scope,
    milestones.lay_out_plan,
    milestones.start,
    milestones.attach_file,
    milestones.attach_link,
    milestones.attach_output,
    milestones.take_evidence_away,
    milestones.submit,
    milestones.accept,
    milestones.give_back,
    milestones.propose_date,
    milestones.answer_date,
    evidence.record_evidence,
    evidence.accept_evidence,
    evidence.refuse_evidence,
    evidence.withdraw_evidence,
    evidence.keep_evidence,
    retention.tell_step,
    retention.record_proof,
    retention.attest,
    retention.set_aside,
    cuecs.assign,
    cuecs.answer_duty,
    cuecs.accept_answer,
    cuecs.return_answer,
    dpa.open_review,
    dpa.judge_items,
    dpa.submit_review,
    dpa.accept_review,
    dpa.refuse_review,
    dpa.reopen_review,
    dpa.tell_round,
    vendors.name_service,
    vendors.end_use,
    agreements.prepare_agreement,
    agreements.sign,
    agreements.ask_for_paper,
    agreements.remind,
    agreements.remind_everybody,
    agreements.pass_on,
    agreements.record_paper,
    agreements.confirm_paper,
    agreements.return_paper,
    agreements.receive_their_paper,
    agreements.review_their_paper,
    agreements.offer_their_paper,
)
# Reading, and printing what is read for an auditor who comes years later.
READ_IT = (
    milestones.read_evidence,
    evidence.read_evidence,
    retention.read_statement,
    cuecs.read_answer,
    dpa.read_document,
    agreements.open_document,
    agreements.open_their_paper,
    packets.ask_for_packet,
    packets.ask_again,
    packets.cancel_packet,
    packets.take_packet,
)
# Who may read it is decided for as long as there is something to read.
ADMIT_AND_DISMISS = (
    team.invite_person,
    team.let_auditor_in,
    team.send_again,
    team.withdraw,
    team.remove_person,
    team.end_access,
)
# A promise outlives the work: it is taken back, or ended, when its parties say so.
END_PROMISES = (
    agreements.decline,
    agreements.make_void,
    agreements.terminate,
    agreements.note_refusal,
    agreements.record_phi,
)
# What was begun before the end is brought to an end by the workers.
FINISH = (
    agreements.send,
    agreements.execute,
    agreements.let_expire,
    agreements.tend,
    cuecs.take_over,
    cuecs.remind_owners,
    agreements.put_off_sending,
    agreements.put_off_sealing,
    agreements.note_failure,
    dpa.keep_reading,
    agreements.note_reading,
    agreements.give_up_reading,
    dpa.note_unreadable,
    evidence.ask_to_read,
    questionnaires.keep_answers,
    questionnaires.note_unreadable,
    lifecycle.record_opening,
    packets.seal_packet,
    packets.fail_packet,
    clearance.restamp,
)
# Of no engagement, or about its beginning and its end.
ELSEWHERE = (
    lifecycle.open_for_new_client,
    lifecycle.open_engagement,
    lifecycle.close_engagement,
    lifecycle.hold_open,
    vendors.fill_register,
    vendors.enter_service,
    vendors.state_position,
    vendors.receive_report,
    vendors.review_report,
    vendors.accept_report,
    vendors.refuse_report,
    vendors.reopen_report,
    vendors.read_report,
    agreements.fill_templates,
    agreements.enter_template,
    agreements.revise_template,
    agreements.ask_to_remind,
    agreements.set_policy,
    clearance.choose_weekly,
    clearance.write_weekly,
)
PLACED = (
    *CHANGE_THE_RECORD,
    *READ_IT,
    *ADMIT_AND_DISMISS,
    *END_PROMISES,
    *FINISH,
    *ELSEWHERE,
)
MODULES = (
    lifecycle,
    milestones,
    team,
    evidence,
    retention,
    cuecs,
    dpa,
    questionnaires,
    vendors,
    packets,
    agreements,
    clearance,
)


@pytest.fixture
def closed(cast):
    with cast.at(cast.northgate, cast.carla):
        engagement = open_for(cast, cast.lakeview)
    with cast.at(cast.lakeview, cast.carla):
        state(cast, engagement, PRIVATE)
        milestones.lay_out_plan(
            engagement=engagement, scope=PRIVATE, by=cast.carla, at=NOON, today=NOON.date()
        )
        return lifecycle.close_engagement(
            engagement=engagement, reason="Handed over", by=cast.carla, at=NOON
        )


def actions_of(module: ModuleType) -> Iterator[Callable[..., object]]:
    """What a module of actions offers, its transactions unwrapped."""
    home = module.__name__.removesuffix(".actions")
    for name, offered in inspect.getmembers(module, inspect.isfunction):
        is_transaction = hasattr(offered, "__wrapped__")
        if is_transaction and offered.__module__.startswith(home) and not name.startswith("_"):
            yield offered


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_every_action_is_placed(module):
    unplaced = [one.__name__ for one in actions_of(module) if one not in PLACED]

    assert unplaced == [], "say in this file what it may do once an engagement is closed"


@pytest.mark.parametrize("action", CHANGE_THE_RECORD, ids=lambda one: one.__qualname__)
def test_nothing_changes_the_record_of_a_closed_engagement(cast, closed, action):
    # The guard stands before everything else: nothing but the engagement is looked at.
    thing = SimpleNamespace(pk=uuid4(), engagement_id=closed.pk, milestone_id=uuid4())
    words = dict.fromkeys(inspect.signature(action).parameters, thing)
    known = {"engagement": closed, "engagement_id": closed.pk}
    words |= {name: value for name, value in known.items() if name in words}

    with cast.at(cast.lakeview, cast.carla):
        before = AuditEvent.objects.count()
        with pytest.raises(EngagementClosed, match="closed on 16 November 2026; its record"):
            action(**words)

    with cast.at(cast.lakeview):
        assert AuditEvent.objects.count() == before


def test_the_page_that_asked_for_a_change_leads_to_the_engagement_with_the_sentence(
    cast, closed, sign_in
):
    place = (cast.lakeview.slug, closed.pk)
    with cast.at(cast.lakeview):
        milestone = Milestone.objects.of_engagement(closed).in_order()[0]
    begin = reverse("engagements:milestone-step", args=(*place, milestone.pk, "start"))

    answer = sign_in(cast.emil).post(begin, follow=True)

    assert answer.redirect_chain == [(reverse("overview", args=place), 302)]
    assert "its record stays as it is" in answer.content.decode()
    with cast.at(cast.lakeview):
        milestone.refresh_from_db()
    assert milestone.state == "planned"


def test_a_piece_of_a_page_leaves_for_the_engagement_too(cast, closed, sign_in):
    place = (cast.lakeview.slug, closed.pk)
    plan = reverse("engagements:milestone-plan", args=place)

    answer = sign_in(cast.carla).post(plan, headers={"HX-Request": "true"})

    assert answer.headers["HX-Redirect"] == reverse("overview", args=place)


@pytest.mark.parametrize("page", ["scope", "milestones", "people"])
def test_every_page_of_a_closed_engagement_says_so_and_offers_no_change(
    cast, closed, sign_in, page
):
    place = (cast.lakeview.slug, closed.pk)

    words = sign_in(cast.emil).get(reverse(f"engagements:{page}", args=place)).content.decode()

    assert "Its record stays as it is" in words
    assert "Begin" not in words
