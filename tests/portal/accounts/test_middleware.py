"""A request inside an organisation: who gets in, and what is left when a view raises."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from portal.accounts.actions import LET_IN
from portal.accounts.models import Membership
from portal.accounts.roles import Role
from portal.audit.models import AuditEvent
from portal.jobs.models import Job
from portal.mail.models import Mail
from portal.tenancy.context import NoTenant
from tests.cast import BACKEND, NOON

pytestmark = pytest.mark.urls("tests.portal.accounts.probe")


def left_at(cast, org):
    """What there is of a probe's mails, jobs and events."""
    with cast.at(org):
        actions = list(AuditEvent.objects.newest().values_list("action", flat=True)[:1])
        return (
            Mail.objects.filter(subject="Probe").count(),
            Job.objects.filter(ids__has_key="mail_id", created_at__gte=today()).count(),
            LET_IN.name in actions,
        )


def today():
    return timezone.now() - timedelta(hours=1)


# What a view leaves


def test_a_view_leaves_its_rows_its_job_and_its_event(cast, sign_in):
    before = left_at(cast, cast.lakeview)

    sign_in(cast.lena).get(f"/o/{cast.lakeview.slug}/fine/")

    mails, jobs, told = left_at(cast, cast.lakeview)
    assert (mails, jobs - before[1], told) == (1, 1, True)


@pytest.mark.parametrize(
    ("view", "status"),
    [("crashing", 500), ("broken_sql", 500), ("swallowing", 500), ("missing", 404)],
)
def test_a_view_that_breaks_off_leaves_nothing(cast, sign_in, view, status):
    browser = sign_in(cast.lena)
    browser.raise_request_exception = False
    before = left_at(cast, cast.lakeview)

    answer = browser.get(f"/o/{cast.lakeview.slug}/{view}/")

    assert answer.status_code == status
    assert left_at(cast, cast.lakeview) == before


def test_the_page_of_a_breakdown_is_shown_though_the_database_gave_up(cast, sign_in):
    browser = sign_in(cast.lena)
    browser.raise_request_exception = False

    answer = browser.get(f"/o/{cast.lakeview.slug}/broken_sql/")

    assert "Something broke on our side" in answer.text


def test_the_next_request_works_after_a_breakdown(cast, sign_in):
    browser = sign_in(cast.lena)
    browser.raise_request_exception = False
    browser.get(f"/o/{cast.lakeview.slug}/broken_sql/")

    answer = browser.get(f"/o/{cast.lakeview.slug}/whoever/")

    assert answer.text == f"{cast.lakeview.pk} {cast.lena.pk}"


# Refusals


def test_a_refusal_leaves_nothing_of_the_view_but_is_told(cast, sign_in):
    before = left_at(cast, cast.lakeview)

    answer = sign_in(cast.lena).get(f"/o/{cast.lakeview.slug}/refusing/")

    assert answer.status_code == 403
    assert "Only on Tuesdays." in answer.text
    assert left_at(cast, cast.lakeview) == before
    assert newest_event(cast) == {
        "path": f"/o/{cast.lakeview.slug}/refusing/",
        "method": "GET",
        "reason": "Only on Tuesdays.",
    }


def test_a_missing_right_is_told_with_the_person_and_the_words_of_the_right(cast, sign_in):
    answer = sign_in(cast.mona).get(f"/o/{cast.lakeview.slug}/signatories_only/")

    assert answer.status_code == 403
    told = newest_event(cast, whole=True)
    assert told["action"] == "portal.accounts.denied"
    assert told["by"]["id"] == str(cast.mona.pk)
    assert told["data"]["reason"] == "Your role does not let you countersign for the partner."


def newest_event(cast, *, whole=False):
    with cast.at(cast.lakeview):
        told = AuditEvent.objects.newest().first().told
    return told if whole else told["data"]


# Streaming


def test_a_lazy_query_in_a_stream_is_loud_instead_of_empty(cast, sign_in):
    answer = sign_in(cast.lena).get(f"/o/{cast.lakeview.slug}/streaming/")

    with pytest.raises(NoTenant):
        answer.getvalue()


def test_a_stream_of_what_was_gathered_inside_arrives(cast, sign_in):
    answer = sign_in(cast.lena).get(f"/o/{cast.lakeview.slug}/streaming_gathered/")

    assert "client_owner" in answer.getvalue().decode()


# Who gets in


def test_a_stranger_is_asked_to_sign_in_and_then_led_back(cast):
    answer = Client().get(f"/o/{cast.lakeview.slug}/fine/?x=1")

    assert answer.status_code == 302
    assert answer.url == f"/account/login/?next=%2Fo%2F{cast.lakeview.slug}%2Ffine%2F%3Fx%3D1"


def test_a_piece_of_a_page_leads_the_whole_page_to_sign_in_and_back(cast):
    headers = {"HX-Request": "true", "HX-Current-URL": f"http://testserver/o/{cast.lakeview.slug}/"}

    answer = Client().get(f"/o/{cast.lakeview.slug}/fine/", headers=headers)

    assert answer.status_code == 200
    assert answer.headers["HX-Redirect"] == f"/account/login/?next=%2Fo%2F{cast.lakeview.slug}%2F"


def test_public_pages_of_a_partner_open_for_anybody(cast):
    answer = Client().get("/p/northgate/whoever/")

    assert answer.text == f"{cast.northgate.pk} "


def test_public_pages_know_who_is_signed_in(cast, sign_in):
    answer = sign_in(cast.quinn).get("/p/northgate/whoever/")

    assert answer.text == f"{cast.northgate.pk} {cast.quinn.pk}"


@pytest.mark.parametrize("word", ["nowhere", "lakeview"])
def test_only_partners_have_public_pages(cast, word):
    slug = cast.lakeview.slug if word == "lakeview" else word

    assert Client().get(f"/p/{slug}/whoever/").status_code == 404


@pytest.mark.parametrize("name", ["hugo", "quinn", "sora", "oskar", "ada"])
def test_another_organisation_is_not_there(cast, sign_in, name):
    answer = sign_in(getattr(cast, name)).get(f"/o/{cast.lakeview.slug}/fine/")

    assert answer.status_code == 404


def test_people_of_the_partner_work_inside_their_client(cast, sign_in):
    answer = sign_in(cast.carla).get(f"/o/{cast.lakeview.slug}/whoever/")

    assert answer.text == f"{cast.lakeview.pk} {cast.carla.pk}"


def test_people_of_a_client_have_no_pages_at_their_partner(cast, sign_in):
    assert sign_in(cast.lena).get("/o/northgate/fine/").status_code == 404


def test_an_ended_membership_closes_the_door_on_the_next_request(cast, sign_in):
    browser = sign_in(cast.mona)
    inside = browser.get(f"/o/{cast.lakeview.slug}/fine/").status_code
    with cast.at(cast.lakeview):
        Membership.objects.get(user=cast.mona).end(at=NOON)

    after = browser.get(f"/o/{cast.lakeview.slug}/fine/")

    assert inside == 200
    assert after.status_code == 404


# Second factors


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("lena", False),
        ("mona", False),
        ("samuel", True),
        ("carla", True),
        ("emil", True),
        ("pavel", True),
        ("nadia", True),
    ],
)
def test_who_is_asked_to_set_up_a_second_factor_first(cast, name, asked):
    browser = Client()
    browser.force_login(getattr(cast, name), backend=BACKEND)

    answer = browser.get(f"/o/{cast.lakeview.slug}/fine/")

    assert answer.status_code == (302 if asked else 200)
    if asked:
        assert answer.url == "/account/2fa/totp/activate/"
        assert browser.session["after_second_factor"] == f"/o/{cast.lakeview.slug}/fine/"


def test_a_fresh_second_factor_lets_through(cast, sign_in):
    assert sign_in(cast.lena).get(f"/o/{cast.lakeview.slug}/fresh_only/").status_code == 200


def test_a_stale_second_factor_is_asked_for_again_and_leads_back(cast, sign_in):
    answer = sign_in(cast.lena, fresh=False).get(f"/o/{cast.lakeview.slug}/fresh_only/")

    assert answer.status_code == 302
    assert answer.url.startswith("/account/2fa/reauthenticate/?next=%2Fo%2Flakeview")


def test_who_has_no_second_factor_sets_one_up_where_a_fresh_one_is_asked_for(cast):
    browser = Client()
    browser.force_login(cast.lena, backend=BACKEND)

    answer = browser.get(f"/o/{cast.lakeview.slug}/fresh_only/")

    assert answer.url == "/account/2fa/totp/activate/"
    assert browser.session["after_second_factor"] == f"/o/{cast.lakeview.slug}/fresh_only/"


def test_roles_that_need_no_second_factor_are_the_two_that_bind_nobody():
    without = {role for role in Role if not role.needs_second_factor}

    assert without == {Role.CLIENT_OWNER, Role.CLIENT_MEMBER}
