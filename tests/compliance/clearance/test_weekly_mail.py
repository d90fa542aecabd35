"""The mail of what runs out: on Mondays, to whoever wants it, and off by one press."""

from datetime import UTC, datetime, timedelta

import pytest
from celery import current_app
from django.core import signing
from django.test import Client
from django.utils import timezone

import portal.celery
from compliance.clearance.actions import choose_weekly, write_weekly
from compliance.clearance.book import running_out_at
from compliance.clearance.models import WeeklyMail
from compliance.clearance.queries.weekly import way_out_of
from portal.audit.models import AuditEvent
from portal.jobs.models import Job
from portal.mail.models import Mail
from tests.cast import NOON

TODAY = NOON.date()  # a Monday
SEVEN = datetime(2026, 11, 16, 12, tzinfo=UTC)  # seven in the morning in New York


def mails(cast, org, template_words="this runs out at"):
    with cast.at(org):
        return [mail for mail in Mail.objects.order_by("to") if template_words in mail.text]


def test_each_person_gets_one_mail_however_often_it_is_asked_for(cast, ending):
    with cast.at(cast.northgate):
        written = [write_weekly(org=cast.northgate, at=SEVEN) for _ in range(3)]

    found = mails(cast, cast.northgate)

    assert written == [3, 0, 0]
    assert [mail.to for mail in found] == [
        "carla@example.test", "nadia@example.test", "pavel@example.test",
    ]  # fmt: skip
    assert "WITHIN 30 DAYS" in found[0].text
    assert "25 November 2026: BAA between client and Amazon Web Services" in found[0].text
    assert "To be seen to by Lakeview Clinic. Met by" in found[0].text


def test_the_mail_says_how_near_whose_it_is_and_what_settles_each(cast, ending):
    with cast.at(cast.lakeview):
        write_weekly(org=cast.lakeview, at=SEVEN)
        groups = running_out_at(cast.lakeview, at=SEVEN)

    mail = mails(cast, cast.lakeview)[0]
    entries = [entry for group in groups for entry in group.entries]

    assert mail.subject == "Lakeview Clinic: " + ", ".join(
        f"{len(group.entries)} {group.horizon.label.lower()}" for group in groups
    )
    for entry in entries:
        assert f"{entry.about}. To be seen to by {entry.holder}. " in mail.text
        assert entry.lapsing.sentence in mail.text
    # An address without a space, on a phone's screen.
    assert "overflow-wrap:anywhere" in mail.html


def test_the_client_gets_its_own_and_its_members_do_not(cast, ending):
    with cast.at(cast.lakeview):
        write_weekly(org=cast.lakeview, at=SEVEN)

    found = mails(cast, cast.lakeview)

    assert [mail.to for mail in found] == ["lena@example.test", "samuel@example.test"]


@pytest.mark.parametrize(
    "at",
    [SEVEN - timedelta(minutes=1), SEVEN - timedelta(hours=8), SEVEN + timedelta(days=1)],
    ids=["before seven", "on Sunday evening there", "on Tuesday"],
)
def test_nothing_is_written_at_other_times(cast, ending, at):
    with cast.at(cast.northgate):
        assert write_weekly(org=cast.northgate, at=at) == 0

    assert mails(cast, cast.northgate) == []


def test_no_mail_is_written_where_nothing_runs_out_and_none_later_that_day(cast, engagement):
    with cast.at(cast.harbor):
        assert write_weekly(org=cast.harbor, at=SEVEN) == 0

    with cast.at(cast.harbor):
        assert Mail.objects.filter(text__contains="runs out").count() == 0
        assert WeeklyMail.objects.get(user=cast.hugo).seen_to_on == TODAY


def test_the_next_monday_has_its_own_mail(cast, ending):
    with cast.at(cast.northgate):
        write_weekly(org=cast.northgate, at=SEVEN)
        again = write_weekly(org=cast.northgate, at=SEVEN + timedelta(days=7))

    assert again == 3


def test_who_switched_it_off_gets_none_and_the_others_do(cast, ending):
    with cast.at(cast.northgate, cast.nadia):
        choose_weekly(org=cast.northgate, user=cast.nadia, wanted=False, at=NOON)
        assert write_weekly(org=cast.northgate, at=SEVEN) == 2

    assert "nadia@example.test" not in [mail.to for mail in mails(cast, cast.northgate)]


def test_the_link_asks_and_only_the_button_switches_it_off_without_signing_in(cast, ending):
    address = way_out_of(org=cast.lakeview, user=cast.lena)
    browser = Client(enforce_csrf_checks=True)

    asked = browser.get(address)
    assert "Switch off your weekly mail?" in asked.text
    assert _off(cast, cast.lena) is False

    token = browser.cookies["csrftoken"].value
    done = browser.post(address, {"csrfmiddlewaretoken": token})
    assert "Your weekly mail is off" in done.text
    assert _off(cast, cast.lena) is True
    assert _off(cast, cast.samuel) is False


def test_pressing_it_twice_is_told_in_the_trail_once(cast, ending):
    address = way_out_of(org=cast.lakeview, user=cast.lena)

    for _ in range(2):
        assert Client().post(address).status_code == 200

    with cast.at(cast.lakeview):
        assert AuditEvent.objects.filter(action="compliance.weekly.switched_off").count() == 1


@pytest.mark.parametrize("salt", ["compliance.weekly", "another"])
def test_a_link_that_was_not_made_here_finds_nothing(cast, salt):
    told = [str(cast.lakeview.pk), str(cast.northgate.pk), str(cast.lena.pk)]
    token = signing.dumps(told, key="guessed", salt=salt)

    assert Client().get(f"/weekly/{token}/").status_code == 404
    assert Client().post(f"/weekly/{token}/").status_code == 404
    assert _off(cast, cast.lena) is False


def test_a_person_switches_their_own_mail_off_and_on_again_on_the_page(cast, ending, sign_in):
    lena = sign_in(cast.lena)
    address = f"/o/{ending.client_slug}/expiring/"

    lena.post(f"{address}weekly/", {"wanted": "no"})
    assert "You do not get this list as a mail." in lena.get(address).text
    lena.post(f"{address}weekly/", {"wanted": "yes"})
    assert "Switch it off" in lena.get(address).text


def _off(cast, user):
    with cast.at(cast.lakeview):
        row = WeeklyMail.objects.filter(user=user).first()
        return row is not None and row.unwanted_since is not None


@pytest.mark.django_db(transaction=True, databases=["default", "system"])
@pytest.mark.parametrize(("at", "asked"), [(SEVEN, 1), (SEVEN - timedelta(minutes=1), 0)])
def test_the_timetable_asks_where_it_is_monday_morning(cast, ending, monkeypatch, at, asked):
    portal.celery.app.loader.import_default_modules()
    monkeypatch.setattr(timezone, "now", lambda: at)

    current_app.tasks["compliance.write_weeklies"]()

    for org, count in ((cast.northgate, asked), (cast.lakeview, asked), (cast.southbank, 0)):
        with cast.at(org):
            assert Job.objects.filter(name="compliance.write_weekly").count() == count
