"""A lapse is told once, to everybody concerned, while the engagement is open."""

from datetime import timedelta

from engagements.lifecycle import actions as lifecycle
from portal.accounts.actions import end_membership
from portal.accounts.models import Membership
from portal.audit.models import AuditEvent
from portal.mail.models import Mail
from tests.compliance.packets import finished
from tests.compliance.packets.finished import PERIOD_END, RETENTION_END
from tests.compliance.packets.following import later, ticks

HOST = "Amazon EC2 (us-east-1)"
REPORT = f"SOC 2 Type II report on {HOST}"
RETENTION = f"No prompt or answer kept on {HOST}"


def test_a_lapse_is_told_once_however_often_the_clock_ticks(cast, run_jobs, clock, follow):
    engagement = finished.finish(cast, run_jobs, go_live=False)
    later(clock, PERIOD_END + timedelta(days=1))

    for _ in range(3):
        ticks(cast, engagement, run_jobs)
        clock.at += timedelta(hours=1)

    with cast.at(cast.lakeview):
        assert Mail.objects.filter(subject__startswith="No longer met").count() == 5
        assert AuditEvent.objects.filter(action="compliance.clearance.lapsed").count() == 1


def test_a_second_lapse_is_told_too_when_nothing_was_clear_any_more(cast, run_jobs, clock, follow):
    engagement = finished.finish(cast, run_jobs, go_live=False)
    for day in (PERIOD_END, RETENTION_END):
        later(clock, day + timedelta(days=1))
        ticks(cast, engagement, run_jobs)

    with cast.at(cast.lakeview):
        rows = Mail.objects.filter(to="lena@example.test", subject__startswith="No longer met")
        subjects = [mail.subject for mail in rows.order_by("created_at")]

    assert subjects == [
        f"No longer met for Lakeview Clinic: {REPORT}",
        f"No longer met for Lakeview Clinic: {RETENTION}",
    ]


def test_nobody_hears_of_a_lapse_in_an_engagement_that_is_over(cast, run_jobs, clock, follow):
    engagement = finished.finish(cast, run_jobs)
    with cast.at(cast.lakeview, cast.carla):
        lifecycle.close_engagement(
            engagement=engagement, reason="Done.", by=cast.carla, at=clock.at
        )
    later(clock, PERIOD_END + timedelta(days=1))
    ticks(cast, engagement, run_jobs)

    assert follow(engagement).told() == {}


def test_the_mail_carries_one_link_and_nothing_of_the_papers(cast, run_jobs, clock, follow):
    engagement = finished.finish(cast, run_jobs, go_live=False)
    later(clock, PERIOD_END + timedelta(days=1))
    ticks(cast, engagement, run_jobs)

    for text in follow(engagement).told().values():
        assert text.count("http") == 1
        assert f"/o/{engagement.client_slug}/e/{engagement.pk}/" in text


def test_where_the_lead_has_left_the_partners_owners_hear_of_it(cast, run_jobs, clock, follow):
    engagement = finished.finish(cast, run_jobs, go_live=False)
    with cast.at(cast.northgate, cast.pavel):
        row = Membership.objects.current().get(user=engagement.lead)
        end_membership(membership=row, by=cast.pavel, at=clock.at)
    later(clock, PERIOD_END + timedelta(days=1))
    ticks(cast, engagement, run_jobs)

    with cast.at(cast.lakeview):
        rows = Mail.objects.filter(subject__startswith="No longer met")
        told = set(rows.values_list("to", flat=True))

    assert cast.pavel.email in told
    assert engagement.lead.email not in told
