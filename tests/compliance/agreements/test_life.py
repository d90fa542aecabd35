"""Life after signing: the term, reminders, the end, and what becomes of PHI after it."""

from datetime import date, timedelta

import pytest
from celery import current_app
from django.db import DatabaseError, transaction

import portal.celery
from compliance.agreements import actions
from compliance.agreements.models import Reminder
from compliance.agreements.queries import agreement_at, phi_due
from compliance.agreements.rules import ReminderRefused, Side, ValuesRefused
from compliance.clearance.actions import restamp
from compliance.clearance.queries import standpoint
from compliance.clearance.rules import RequirementKind
from engagements.lifecycle.actions import state_scope
from engagements.lifecycle.models import Engagement, Stamp
from engagements.lifecycle.rules import Party, Stage
from portal.audit.models import AuditEvent
from portal.jobs.models import Job
from portal.mail.models import Mail
from tests.cast import NOON
from tests.compliance.agreements import papers
from tests.compliance.agreements.browsing import page
from tests.compliance.agreements.papers import execute
from tests.compliance.agreements.tending import mails, tend
from tests.compliance.agreements.test_readiness import SCOPE

ENDS = papers.TODAY + timedelta(days=100)
END = {"agreement.last_day": ENDS.isoformat()}


@pytest.fixture
def ending(cast, engagement, template):
    """Executed, and running out on a day that its text names."""
    sent = papers.sent(cast, engagement, template, values=papers.values(cast, **END))
    with cast.at(cast.lakeview):
        papers.sign(cast, sent, Side.CLIENT)
        papers.sign(cast, sent, Side.PARTNER)
        return execute(sent)


# The term


def test_the_last_day_that_the_text_names_is_the_last_day_in_force(cast, ending):
    assert f"runs until {ENDS:%-d %B %Y}," in ending.text
    assert ending.term.in_force(ENDS)
    assert not ending.term.in_force(ENDS + timedelta(days=1))


def test_without_a_last_day_it_runs_as_long_as_the_services(cast, executed):
    assert "runs until the Services Agreement has ended and all PHI" in executed.text
    assert executed.term.last_day is None


def test_it_cannot_end_before_it_begins(cast, engagement, template):
    before = papers.values(cast, **{"agreement.last_day": "2026-11-01"})

    with cast.at(cast.lakeview), pytest.raises(ValuesRefused, match="before the day on which"):
        papers.prepare(cast, engagement, template, values=before)


def test_the_last_day_of_what_was_sent_cannot_be_moved(cast, ending):
    ending.ends_on = ENDS + timedelta(days=365)

    with cast.at(cast.lakeview), transaction.atomic(), pytest.raises(DatabaseError, match="never"):
        ending.write("ends_on")


# Reminders


def test_both_sides_are_told_twice_before_it_runs_out_and_never_twice_of_the_same(cast, ending):
    told = []
    for days in (90, 61, 60, 59, 15, 14, 13, 1, -1):
        for _ in range(2):
            tend(cast, ending, ENDS - timedelta(days=days))
        told.append((days, len(mails(cast, "Ends on"))))

    assert told == [(90, 0), (61, 0), (60, 3), (59, 3), (15, 3), (14, 6), (13, 6), (1, 6), (-1, 6)]


def test_the_portal_reminds_shortly_before_the_last_day_to_sign_once(cast, sent):
    for days in (5, 3, 2, 0):
        tend(cast, sent, papers.SIGN_BY - timedelta(days=days))

    assert mails(cast, "Reminder") == [cast.samuel.email]


def test_a_person_reminds_once_a_day(cast, sent):
    with cast.at(cast.lakeview):
        actions.remind(agreement=sent, by=cast.carla, at=NOON)
        with pytest.raises(ReminderRefused, match="less than a day ago"):
            actions.remind(agreement=sent, by=cast.carla, at=NOON + timedelta(hours=23))
        actions.remind(agreement=sent, by=cast.carla, at=NOON + timedelta(hours=24))

        assert Reminder.objects.count() == 2
    with cast.at(cast.lakeview):
        assert AuditEvent.objects.filter(action="compliance.agreement.reminded").count() == 2


def test_nobody_is_reminded_of_what_is_over(cast, executed):
    with cast.at(cast.lakeview), pytest.raises(ReminderRefused, match="Nobody is asked"):
        actions.remind(agreement=executed, by=cast.carla, at=NOON)


def test_the_page_offers_to_remind_and_says_when_that_is_too_soon(cast, engagement, soon, sign_in):
    browser = sign_in(cast.carla)

    offered = browser.get(page(engagement, "agreement", soon.pk))
    once = browser.post(page(engagement, "agreement-remind", soon.pk), follow=True)
    twice = browser.post(page(engagement, "agreement-remind", soon.pk), follow=True)
    for_samuel = sign_in(cast.samuel).get(page(engagement, "agreement", soon.pk))

    assert "Send a reminder" in offered.text
    assert "A reminder is on its way." in once.text
    assert "less than a day ago" in twice.text
    assert "Send a reminder" not in for_samuel.text


# What was left lying


def test_a_seal_whose_job_was_lost_is_asked_for_again(cast, countersigned):
    with cast.at(cast.lakeview):
        Job.objects.filter(name="compliance.seal_agreement").delete()
        actions.tend(agreement_id=countersigned.pk, at=NOON + timedelta(minutes=14))
        assert not Job.objects.filter(name="compliance.seal_agreement").exists()

        for _ in range(2):
            actions.tend(agreement_id=countersigned.pk, at=NOON + timedelta(minutes=16))

        assert Job.objects.filter(name="compliance.seal_agreement").count() == 1


def test_an_unsigned_one_expires_though_its_own_job_was_lost(cast, sent):
    with cast.at(cast.lakeview):
        Job.objects.all().delete()

    held = tend(cast, sent, papers.SIGN_BY)
    assert held.state == "sent"
    tend(cast, sent, papers.SIGN_BY + timedelta(days=1))

    with cast.at(cast.lakeview):
        assert agreement_at(sent.engagement, sent.pk).state == "expired"


@pytest.mark.django_db(transaction=True, databases=["default", "system"])
def test_once_an_hour_every_agreement_with_something_to_come_is_tended(cast, sent):
    portal.celery.app.loader.import_default_modules()
    current_app.tasks["compliance.tend_agreements"]()

    with cast.at(cast.lakeview):
        assert Job.objects.filter(name="compliance.tend_agreement").count() == 1


# The end


def test_the_end_of_a_baa_cuts_clearance_in_the_same_breath(cast, engagement, executed):
    far = date(2027, 11, 16)
    with cast.at(cast.lakeview):
        state_scope(engagement=engagement, scope=SCOPE, use_case="Notes", by=cast.carla, at=NOON)
        held = Engagement.objects.get(pk=engagement.pk)
        held.stamp(Stamp(Stage.CLEARED, "Go live", Party.CLIENT, "", far, far), at=NOON)

        actions.terminate(
            agreement=executed, reason="Over", ended_on=papers.TODAY, by=cast.samuel, at=NOON
        )

        after = Engagement.objects.get(pk=engagement.pk)
        assert after.cleared_until == papers.TODAY - timedelta(days=1)
        lines = standpoint(after, today=papers.TODAY).readiness.lines
        baa = next(one for one in lines if one.requirement.kind is RequirementKind.PARTNER_BAA)
        assert not baa.standing.is_met
        assert Job.objects.filter(name="compliance.restamp").exists()
        restamp(engagement_id=engagement.pk, at=NOON, today=papers.TODAY)
        assert Engagement.objects.get(pk=engagement.pk).cleared_until is None
    with cast.at(cast.lakeview):
        assert AuditEvent.objects.filter(action="compliance.clearance.lost").exists()
        texts = [mail.text for mail in Mail.objects.filter(subject__startswith="Terminated")]
        assert len(texts) == 3
        assert all("no protected health information (PHI) may be sent" in text for text in texts)


def test_the_end_of_a_baa_of_a_live_engagement_is_judged_too(cast, engagement, executed):
    far = date(2027, 11, 16)
    with cast.at(cast.lakeview):
        state_scope(engagement=engagement, scope=SCOPE, use_case="Notes", by=cast.carla, at=NOON)
        held = Engagement.objects.get(pk=engagement.pk)
        held.stamp(Stamp(Stage.LIVE, "", Party.NOBODY, "", far, far), at=NOON)
        held.go_live(on=papers.TODAY)

        actions.terminate(
            agreement=executed, reason="Over", ended_on=papers.TODAY, by=cast.samuel, at=NOON
        )
        readiness = restamp(engagement_id=engagement.pk, at=NOON, today=papers.TODAY)

        assert readiness.cleared_until is None
        after = Engagement.objects.get(pk=engagement.pk)
        assert (after.cleared_until, after.went_live_on) == (None, papers.TODAY)


def test_the_end_of_an_nda_leaves_clearance_alone(cast, engagement):
    nda = papers.templates(cast)["nda"]
    values = papers.values(cast, purpose="Talks", confidence_years="two years", notice_days=30)
    sent = papers.sent(cast, engagement, nda, values=values)
    far = date(2027, 11, 16)
    with cast.at(cast.lakeview):
        papers.sign(cast, sent, Side.CLIENT)
        papers.sign(cast, sent, Side.PARTNER)
        done = execute(sent)
        held = Engagement.objects.get(pk=engagement.pk)
        held.stamp(Stamp(Stage.CLEARED, "Go live", Party.CLIENT, "", far, far), at=NOON)

        over = actions.terminate(
            agreement=done, reason="Over", ended_on=papers.TODAY, by=cast.samuel, at=NOON
        )

        assert Engagement.objects.get(pk=engagement.pk).cleared_until == far
        assert phi_due(over) is None
