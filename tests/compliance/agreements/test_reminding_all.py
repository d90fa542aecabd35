"""Reminding several people at once, from the partner's page into each client's organisation."""

from datetime import timedelta

from compliance.agreements import actions
from compliance.agreements.models import Reminder
from portal.mail.models import Mail
from tests.cast import NOON
from tests.compliance.agreements import papers
from tests.compliance.agreements.browsing import register


def reminded(cast, org):
    with cast.at(org):
        return list(
            Mail.objects.filter(subject__startswith="Reminder").values_list("to", flat=True)
        )


def test_whoever_is_asked_to_sign_in_the_chosen_ones_gets_a_mail(
    cast, engagement, soon, sign_in, run_jobs
):
    other = papers.engagement_of(cast, title="Another")
    browser = sign_in(cast.carla)

    asked = browser.get(register(cast, "remind-all"))
    none = browser.post(register(cast, "remind-all"), follow=True)
    done = browser.post(
        register(cast, "remind-all"), {"engagement": [engagement.pk, other.pk]}, follow=True
    )
    run_jobs()
    run_jobs()

    assert str(engagement.pk) in asked.text
    assert "nobody was reminded" in none.text
    assert "gets a reminder" in done.text
    assert reminded(cast, cast.lakeview) == [cast.samuel.email]
    with cast.at(cast.lakeview):
        assert Reminder.objects.get().sent_by == cast.carla


def test_who_was_reminded_within_a_day_is_left_in_peace(cast, engagement, sent):
    with cast.at(cast.lakeview):
        known = {"engagement_id": engagement.pk, "by_id": cast.carla.pk}
        assert actions.remind_everybody(**known, at=NOON) == 1
        assert actions.remind_everybody(**known, at=NOON + timedelta(hours=2)) == 0
        assert actions.remind_everybody(**known, at=NOON + timedelta(days=1)) == 1


def test_engagements_of_others_cannot_be_chosen(cast, engagement, soon, sign_in, run_jobs):
    browser = sign_in(cast.sora)
    address = register(cast, "remind-all").replace(cast.northgate.slug, cast.southbank.slug)

    browser.post(address, {"engagement": [engagement.pk]})
    run_jobs()

    assert reminded(cast, cast.lakeview) == []
