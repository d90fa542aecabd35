"""An auditor enters by their grant, and by nothing else."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from portal.accounts.models import AuditorGrant
from tests.cast import BACKEND, NOON, begin_engagement

pytestmark = pytest.mark.urls("tests.portal.accounts.probe")


@pytest.fixture
def grant(cast):
    engagement = begin_engagement(cast)
    with cast.at(cast.lakeview, cast.lena):
        return AuditorGrant.give(
            org_id=cast.lakeview.pk,
            user=cast.ada,
            engagement_id=engagement.pk,
            until=timezone.now().date() + timedelta(days=30),
            by=cast.lena,
            at=NOON,
        )


def test_an_auditor_enters_by_their_grant(cast, sign_in, grant):
    answer = sign_in(cast.ada).get(f"/audit/{grant.pk}/whoever/")

    assert answer.text == f"{cast.lakeview.pk} {cast.ada.pk}"


@pytest.mark.parametrize("name", ["oskar", "lena", "nadia"])
def test_a_grant_opens_for_nobody_else(cast, sign_in, grant, name):
    assert sign_in(getattr(cast, name)).get(f"/audit/{grant.pk}/fine/").status_code == 404


def test_a_grant_that_was_ended_opens_nothing(cast, sign_in, grant):
    with cast.at(cast.lakeview, cast.lena):
        grant.end(at=NOON)

    assert sign_in(cast.ada).get(f"/audit/{grant.pk}/fine/").status_code == 404


def test_a_grant_opens_nothing_after_its_last_day(cast, sign_in, grant):
    with cast.at(cast.lakeview, cast.lena):
        grant.until = timezone.now().date() - timedelta(days=2)
        grant.write("until")

    assert sign_in(cast.ada).get(f"/audit/{grant.pk}/fine/").status_code == 404


@pytest.mark.parametrize("word", ["not-a-uuid", str(UUID(int=7))])
def test_no_grant_by_guessing(cast, sign_in, word):
    assert sign_in(cast.ada).get(f"/audit/{word}/fine/").status_code == 404


def test_an_auditor_is_asked_for_a_second_factor(cast, grant):
    browser = Client()
    browser.force_login(cast.ada, backend=BACKEND)

    assert browser.get(f"/audit/{grant.pk}/fine/").url == "/account/2fa/totp/activate/"
