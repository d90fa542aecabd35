"""The milestones page: who sees what, who may do what."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from engagements.lifecycle.models import Engagement
from engagements.lifecycle.rules import HipaaRole, Route, Scope
from engagements.milestones import actions
from engagements.milestones.models import Milestone, MilestoneEvidence
from engagements.milestones.queries import steps_of
from engagements.milestones.rules import MilestoneRefused
from portal.accounts.roles import Role
from portal.audit.models import AuditEvent
from portal.files.models import StoredFile
from portal.mail.models import Mail
from tests.cast import NOON

TODAY = NOON.date()
PRIVATE = Scope(
    handles_phi=True, hipaa_role=HipaaRole.COVERED_ENTITY, route=Route.PRIVATE_DEPLOYMENT
)


@pytest.fixture
def engagement(cast):
    with cast.at(cast.lakeview, cast.carla):
        begun = Engagement(
            org=cast.lakeview,
            partner=cast.northgate,
            title="Notes assistant",
            client_name=cast.lakeview.name,
            client_slug=cast.lakeview.slug,
            lead=cast.carla,
        ).begin(at=NOON)
        actions.lay_out_plan(engagement=begun, scope=PRIVATE, by=cast.carla, at=NOON, today=TODAY)
    return begun


def page(engagement, name="milestones", *more):
    return reverse(f"engagements:{name}", args=(engagement.client_slug, engagement.pk, *more))


def first(cast, engagement):
    with cast.at(cast.lakeview):
        return Milestone.objects.of_engagement(engagement).in_order()[0]


def test_the_plan_of_a_private_deployment_is_shown_with_its_citations(cast, engagement, sign_in):
    answer = sign_in(cast.lena).get(page(engagement))

    assert answer.status_code == 200
    assert "Model weights deployed" in answer.text
    assert "45 CFR 164.308(a)(8)" in answer.text


def test_the_page_takes_few_queries_however_much_evidence_there_is(
    cast, engagement, sign_in, django_assert_max_num_queries
):
    browser = sign_in(cast.lena)

    with django_assert_max_num_queries(22):
        browser.get(page(engagement))


def test_an_engineer_attaches_a_file_and_submits(cast, engagement, sign_in):
    browser, milestone = sign_in(cast.emil), first(cast, engagement)
    log = SimpleUploadedFile("network.txt", b"vpc-1 has no internet gateway\n")

    browser.post(
        page(engagement, "milestone-attach", milestone.pk), {"title": "Layout", "file": log}
    )
    answer = browser.post(page(engagement, "milestone-step", milestone.pk, "submit"))

    assert answer.status_code == 302
    with cast.at(cast.lakeview):
        milestone.refresh_from_db()
        assert milestone.state == "submitted"
        assert StoredFile.objects.get().name == "network.txt"
        assert set(
            Mail.objects.filter(subject__startswith="To accept").values_list("to", flat=True)
        ) == {cast.lena.email, cast.samuel.email}


def test_without_evidence_nothing_is_submitted_and_the_reason_is_shown(cast, engagement, sign_in):
    milestone = first(cast, engagement)

    answer = sign_in(cast.emil).post(page(engagement, "milestone-step", milestone.pk, "submit"))

    assert answer.status_code == 409
    assert "Evidence is missing" in answer.text
    assert first(cast, engagement).state == "planned"


def test_two_things_at_once_are_refused_and_nothing_is_attached(cast, engagement, sign_in):
    milestone = first(cast, engagement)

    answer = sign_in(cast.emil).post(
        page(engagement, "milestone-attach", milestone.pk),
        {"link": "https://wiki.example/x", "output": "ok"},
    )

    assert answer.status_code == 422
    assert "Attach one thing" in answer.text
    with cast.at(cast.lakeview):
        assert not MilestoneEvidence.objects.exists()


def test_the_engineer_cannot_accept_and_the_client_cannot_submit(cast, engagement, sign_in):
    milestone = first(cast, engagement)
    with cast.at(cast.lakeview):
        actions.attach_output(
            engagement=engagement,
            milestone_id=milestone.pk,
            title="Quota",
            output="8",
            role=Role.PARTNER_ENGINEER,
            by=cast.emil,
            at=NOON,
            today=TODAY,
        )

    submitted = sign_in(cast.lena).post(page(engagement, "milestone-step", milestone.pk, "submit"))
    sign_in(cast.emil).post(page(engagement, "milestone-step", milestone.pk, "submit"))
    accepted = sign_in(cast.emil).post(page(engagement, "milestone-step", milestone.pk, "accept"))

    assert submitted.status_code == 409
    assert accepted.status_code == 409
    assert first(cast, engagement).state == "submitted"


def test_the_client_returns_with_a_reason_and_the_engineer_reads_it(cast, engagement, sign_in):
    milestone = first(cast, engagement)
    engineer = sign_in(cast.emil)
    engineer.post(page(engagement, "milestone-attach", milestone.pk), {"output": "8 GPUs"})
    engineer.post(page(engagement, "milestone-step", milestone.pk, "submit"))

    sign_in(cast.lena).post(
        page(engagement, "milestone-step", milestone.pk, "return"), {"reason": "Which region?"}
    )

    assert "Which region?" in engineer.get(page(engagement)).text


def test_go_live_is_refused_while_the_engagement_is_not_cleared(cast, engagement):
    with cast.at(cast.lakeview):
        go_live = Milestone.objects.get(is_go_live=True)

        with pytest.raises(MilestoneRefused, match="not cleared yet"):
            actions.start(
                engagement=engagement,
                milestone_id=go_live.pk,
                role=Role.PARTNER_ENGINEER,
                by=cast.emil,
                at=NOON,
                today=TODAY,
            )


def test_a_plan_is_laid_out_once(cast, engagement):
    with cast.at(cast.lakeview), pytest.raises(MilestoneRefused, match="has a plan already"):
        actions.lay_out_plan(
            engagement=engagement, scope=PRIVATE, by=cast.carla, at=NOON, today=TODAY
        )


def test_who_downloads_evidence_is_in_the_trail(cast, engagement, sign_in):
    milestone = first(cast, engagement)
    browser = sign_in(cast.emil)
    log = SimpleUploadedFile("network.txt", b"vpc-1 has no internet gateway\n")
    browser.post(page(engagement, "milestone-attach", milestone.pk), {"file": log})
    with cast.at(cast.lakeview):
        evidence = MilestoneEvidence.objects.get()

    answer = sign_in(cast.lena).get(page(engagement, "milestone-evidence-file", evidence.pk))

    assert b"".join(answer) == b"vpc-1 has no internet gateway\n"
    with cast.at(cast.lakeview):
        read = AuditEvent.objects.get(action="engagements.milestone.evidence_read")
        assert read.told["by"]["name"] == "Lena Lake"


def test_another_tenant_finds_nothing_here(cast, engagement, sign_in):
    assert sign_in(cast.quinn).get(page(engagement)).status_code == 404
    assert sign_in(cast.hugo).get(page(engagement)).status_code == 404


def test_evidence_is_taken_away_once(cast, engagement, sign_in):
    browser, milestone = sign_in(cast.emil), first(cast, engagement)
    browser.post(page(engagement, "milestone-attach", milestone.pk), {"output": "terraform ok"})
    with cast.at(cast.lakeview):
        evidence = MilestoneEvidence.objects.get()
    away = page(engagement, "milestone-evidence-take-away", evidence.pk)
    browser.post(away)
    with cast.at(cast.lakeview):
        evidence.refresh_from_db()

    again = browser.post(away)

    assert again.status_code == 409
    assert "taken away already" in again.text
    with cast.at(cast.lakeview):
        assert MilestoneEvidence.objects.get().removed_at == evidence.removed_at
        told = AuditEvent.objects.filter(action="engagements.milestone.evidence_taken_away")
        assert told.count() == 1


def test_one_milestone_has_the_primary_button_however_many_are_ready(cast, engagement, sign_in):
    told = {"engagement": engagement, "at": NOON, "today": TODAY}
    with cast.at(cast.lakeview, cast.emil):
        foundation = first(cast, engagement).pk
        engineer = told | {"role": Role.PARTNER_ENGINEER, "by": cast.emil}
        proof = {"title": "Layout", "link": "https://git.example/layout"}
        actions.attach_link(milestone_id=foundation, **proof, **engineer)
        actions.submit(milestone_id=foundation, **engineer)
    with cast.at(cast.lakeview, cast.lena):
        actions.accept(milestone_id=foundation, role=Role.CLIENT_OWNER, by=cast.lena, **told)
    with cast.at(cast.lakeview, cast.emil):
        steps = steps_of(engagement, today=TODAY)
        ready = [
            step.milestone
            for step in steps
            if not step.waits_for and step.milestone.state != "accepted"
        ]
        for milestone in ready:
            actions.attach_link(milestone_id=milestone.pk, **proof, **engineer)

    answer = sign_in(cast.emil).get(page(engagement))

    assert len(ready) == answer.text.count("Submit to the client") == 2
    assert answer.text.count("button--primary") == 1
